import { effect } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { kept } from '../api/kept.ts'
import { me, myId } from './me.ts'

export type Draft = { text: string; replyTo: number | null }

/** The room in which something is written: by its name, and for a breakout by its table, its draft is known elsewhere. */
export type DraftRoom = { circleId: Id; roomId: Id; name: string; tableId: Id | null }

/** A draft as this device keeps it. */
export type KeptDraft = Draft & Pick<DraftRoom, 'name' | 'tableId'>

const keepAfterMs = 300
const waiting = new Map<string, { value: unknown; timer: ReturnType<typeof setTimeout> }>()

/** How the keys of everything begin that is begun in a circle: it goes when its member leaves the circle. */
export const draftsIn = (circleId: Id) => `${myId.peek()}/draft/${circleId}/`

const keyOf = ({ circleId, roomId }: DraftRoom) => `${draftsIn(circleId)}${roomId}`

/** What was begun in a room and not sent; it survives a reload. */
export async function draftOf(room: DraftRoom): Promise<Draft> {
  return (await begunAt<Draft>(keyOf(room))) ?? { text: '', replyTo: null }
}

export function keepDraft(room: DraftRoom, draft: Draft): void {
  const { name, tableId } = room
  const isEmpty = draft.text === '' && draft.replyTo === null
  keepSoon(keyOf(room), isEmpty ? null : ({ ...draft, name, tableId } satisfies KeptDraft))
}

/** The change of a message that was begun in a room and not saved. */
export type Change = { seq: number; text: string }

const changeKeyOf = ({ circleId, roomId }: DraftRoom) => `${draftsIn(circleId)}change ${roomId}`

export const changeOf = (room: DraftRoom): Promise<Change | null> => begunAt<Change>(changeKeyOf(room))

export const keepChange = (room: DraftRoom, change: Change | null): void => keepSoon(changeKeyOf(room), change)

/** What is kept under a key, or will be in a moment. */
export async function begunAt<Value>(key: string): Promise<Value | null> {
  const soon = waiting.get(key)
  return soon ? (soon.value as Value | null) : ((await kept.get<Value>(key)) ?? null)
}

/** Keeps what somebody is writing, once they pause; null takes it away. */
export function keepSoon(key: string, value: unknown): void {
  clearTimeout(waiting.get(key)?.timer)
  waiting.set(key, { value, timer: setTimeout(write, keepAfterMs, key) })
}

/** Writes what is still waiting, when the page may be about to go. Resolves when it is written. */
export async function keepDraftsNow(): Promise<void> {
  await Promise.all(Array.from(waiting.keys(), write))
}

/** Forgets what was begun in rooms of a circle to which the member no longer belongs. */
export function forgetDrafts(circleId: Id): void {
  const isOf = (key: string) => key.includes(`/draft/${circleId}/`)
  for (const key of waiting.keys()) if (isOf(key)) drop(key)
  void kept.forget((key) => !isOf(key))
}

// Nobody is signed in any more: what is not written yet shall not be.
effect(() => {
  if (me.value === null) for (const key of waiting.keys()) drop(key)
})

function drop(key: string): void {
  clearTimeout(waiting.get(key)?.timer)
  waiting.delete(key)
}

async function write(key: string): Promise<void> {
  const soon = waiting.get(key)
  if (!soon) return
  drop(key)
  if (soon.value === null) await kept.remove(key)
  else await kept.set(key, soon.value)
}
