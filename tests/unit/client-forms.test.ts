import { describe, expect, it } from 'vitest'
import { factsOf, newCircle, problemFrom, problemsIn } from '../../client/pages/circle-draft.ts'
import { inviteTemplate, ownLength, reasonProblem } from '../../client/pages/care/invite-words.ts'
import {
  addBullet,
  bulletProblem,
  bulletsOf,
  dropBullet,
  editOf,
  editProblem,
  moveBullet,
  withCite,
} from '../../client/recaps/edit.ts'
import { deskOf } from '../../client/recaps/unsaved.ts'
import { byWeek } from '../../client/recaps/weeks.ts'
import { CircleFacts } from '../../shared/circles.ts'
import type { Bullet, Recap } from '../../shared/recaps.ts'

const good = {
  ...newCircle,
  name: 'Riverside',
  purpose: 'We finish pieces.',
  problem: 'Alone is hard.',
  values: ['Care', ''],
}

describe('opening a circle', () => {
  it('needs every field but values that were left empty', () => {
    expect(Object.keys(problemsIn(newCircle)).toSorted()).toEqual(['name', 'problem', 'purpose', 'values'])
    expect(problemsIn(good)).toEqual({})
    expect(CircleFacts.safeParse(factsOf(good)).success).toBe(true)
  })

  it('says why 151 seats are too many and 2 too few', () => {
    expect(problemsIn({ ...good, capacity: '151' }).capacity).toContain('second steward')
    expect(problemsIn({ ...good, capacity: '2' }).capacity).toContain('3 seats at least')
    expect(problemsIn({ ...good, capacity: 'many' }).capacity).toBe('Give a whole number.')
  })

  it('shows a refusal at the field it is about', () => {
    const refused = problemFrom({ code: 'invalid', details: { path: 'facts.purpose', message: 'is empty' } })
    expect(refused).toEqual({ purpose: 'The server does not take this: it is empty.' })
  })
})

describe('the reason of an invite', () => {
  it('counts only what the steward wrote', () => {
    expect(ownLength(inviteTemplate)).toBe(0)
    expect(ownLength(inviteTemplate.replace('[what you saw in them]', 'you listen'))).toBe('you listen'.length)
    expect(ownLength('Come and sit with us.')).toBe('Come and sit with us'.length)
  })

  it('is ready with 40 characters of their own and no gap left', () => {
    expect(reasonProblem(inviteTemplate)).toContain('[what you saw in them]')
    expect(reasonProblem('x'.repeat(39))).toBe('Write 1 more character of your own.')
    expect(reasonProblem('x'.repeat(40))).toBeNull()
  })
})

describe('a recap on the desk', () => {
  const cite = { roomId: 'r', seq: 4 }
  const bullet = (text: string): Bullet => ({ text, type: 'point', section: '', cites: [cite] })
  const edit = editOf({ title: 'Endings', bullets: [bullet('one'), bullet('two'), bullet('three')] })
  const texts = (of: typeof edit) => of.bullets.map(({ text }) => text)

  it('moves bullets one place and keeps the ends', () => {
    const [first, second] = edit.bullets
    expect(texts(moveBullet(edit, second!.key, -1))).toEqual(['two', 'one', 'three'])
    expect(texts(moveBullet(edit, first!.key, -1))).toEqual(['one', 'two', 'three'])
    expect(texts(dropBullet(edit, second!.key))).toEqual(['one', 'three'])
  })

  it('is not ready while a bullet stands on no message or says nothing', () => {
    expect(editProblem(edit)).toBeNull()
    expect(editProblem(addBullet(edit))).toBe('Bullet 4 is not ready yet.')
    expect(bulletProblem({ ...bullet('one'), cites: [] })).toBe('Choose the message that it stands on.')
    expect(bulletProblem(bullet('x'.repeat(281)))).toContain('too long')
  })

  it('cites a message once and saves without its keys', () => {
    expect(withCite([cite], cite)).toEqual([cite])
    expect(bulletsOf(edit)[0]).toEqual(bullet('one'))
  })
})

describe('what was changed in a recap and not saved', () => {
  const bullet = (text: string): Bullet => ({ text, type: 'point', section: '', cites: [{ roomId: 'r', seq: 4 }] })
  const loaded = { title: 'Endings', bullets: [bullet('one')], sources: [], version: 3 } as unknown as Recap
  const left = { version: 3, title: 'Endings', bullets: [bullet('one, better')], sources: [] }
  const texts = ({ edit }: ReturnType<typeof deskOf>) => edit.bullets.map(({ text }) => text)

  it('stands there again when the desk opens', () => {
    const desk = deskOf(loaded, left)
    expect([texts(desk), desk.saved.version, desk.newer]).toEqual([['one, better'], 3, null])
    expect(texts(deskOf(loaded, null))).toEqual(['one'])
  })

  it('goes over what somebody else has saved since only when its writer says so', () => {
    const desk = deskOf({ ...loaded, version: 5 }, left)
    expect([texts(desk), desk.saved.version, desk.newer]).toEqual([['one, better'], 3, 5])
    const same = deskOf({ ...loaded, version: 5 }, { ...left, bullets: [bullet('one')] })
    expect([same.saved.version, same.newer]).toEqual([5, null])
  })
})

it('recaps stand by the week in which they were signed, Monday first', () => {
  const at = (day: number) => new Date(2026, 5, day, 12).getTime()
  const card = (day: number) => ({ recapId: `${day}`, roomId: 'r', title: 't', signedBy: 'ada', signedAt: at(day) })
  // 8 June 2026 is a Monday.
  const weeks = byWeek([card(14), card(8), card(7)])
  expect(weeks.map(({ recaps }) => recaps.map(({ recapId }) => recapId))).toEqual([['14', '8'], ['7']])
})
