import { limits } from '../../shared/limits.ts'
import { line } from '../../shared/text.ts'
import type { Bullet, Citation, Recap } from '../../shared/recaps.ts'

/** A bullet on the desk; `key` stays with it while it moves. */
export type EditBullet = Bullet & { key: number }

/** A recap while it is being edited, before it is saved. */
export type Edit = { title: string; bullets: EditBullet[] }

let lastKey = 0

export const editOf = ({ title, bullets }: Pick<Recap, 'title' | 'bullets'>): Edit => ({
  title,
  bullets: bullets.map((bullet) => ({ ...bullet, key: ++lastKey })),
})

/** What is saved: the keys stay here. */
export const bulletsOf = ({ bullets }: Edit): Bullet[] =>
  bullets.map(({ text, type, section, cites }) => ({ text: text.trim(), type, section, cites }))

export const isSame = (a: Edit, b: Edit) =>
  a.title === b.title && JSON.stringify(bulletsOf(a)) === JSON.stringify(bulletsOf(b))

export const changeBullet = (edit: Edit, key: number, change: Partial<Bullet>): Edit => ({
  ...edit,
  bullets: edit.bullets.map((bullet) => (bullet.key === key ? { ...bullet, ...change } : bullet)),
})

export const dropBullet = (edit: Edit, key: number): Edit => ({
  ...edit,
  bullets: edit.bullets.filter((bullet) => bullet.key !== key),
})

export const addBullet = (edit: Edit): Edit => ({
  ...edit,
  bullets: [...edit.bullets, { key: ++lastKey, text: '', type: 'point', section: '', cites: [] }],
})

/** One place up (-1) or down (1). */
export function moveBullet(edit: Edit, key: number, by: -1 | 1): Edit {
  const from = edit.bullets.findIndex((bullet) => bullet.key === key)
  const bullet = edit.bullets[from]
  if (!bullet || !edit.bullets[from + by]) return edit
  return { ...edit, bullets: edit.bullets.toSpliced(from, 1).toSpliced(from + by, 0, bullet) }
}

export const isCited = (cites: readonly Citation[], { roomId, seq }: Citation) =>
  cites.some((cite) => cite.roomId === roomId && cite.seq === seq)

export const withCite = (cites: Citation[], { roomId, seq }: Citation): Citation[] =>
  isCited(cites, { roomId, seq }) ? cites : [...cites, { roomId, seq }]

export const withoutCite = (cites: Citation[], { roomId, seq }: Citation): Citation[] =>
  cites.filter((cite) => cite.roomId !== roomId || cite.seq !== seq)

const Text = line(limits.recap.bulletLength)

/** What keeps a bullet from being saved, or null. */
export function bulletProblem({ text, cites }: Bullet): string | null {
  if (text.trim() === '') return 'Say it in a sentence, or drop the bullet.'
  if (text.trim().length > limits.recap.bulletLength) return 'This is too long for one bullet.'
  if (!Text.safeParse(text).success) return 'A bullet is one line, without invisible characters.'
  return cites.length === 0 ? 'Choose the message that it stands on.' : null
}

/** What keeps the whole from being saved, or null. */
export function editProblem({ title, bullets }: Edit): string | null {
  if (title.trim() === '') return 'The recap needs a title.'
  if (bullets.length > limits.recap.bullets) return `A recap has ${limits.recap.bullets} bullets at most.`
  const wrong = bullets.findIndex((bullet) => bulletProblem(bullet) !== null)
  return wrong < 0 ? null : `Bullet ${wrong + 1} is not ready yet.`
}
