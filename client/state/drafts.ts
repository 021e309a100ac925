import { effect } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { kept } from '../api/kept.ts'
import { me, myId } from './me.ts'

export type Draft = { text: string; replyTo: number | null }

const keepAfterMs = 300
const waiting = new Map<string, { draft: Draft; timer: ReturnType<typeof setTimeout> }>()
type RoomIds = { circleId: Id; roomId: Id }

const keyOf = ({ circleId, roomId }: RoomIds) => `${myId.peek()}/draft/${circleId}/${roomId}`

/** What was begun in a room and not sent; it survives a reload. */
export async function draftOf(ids: RoomIds): Promise<Draft> {
  const key = keyOf(ids)
  return waiting.get(key)?.draft ?? (await kept.get<Draft>(key)) ?? { text: '', replyTo: null }
}

export function keepDraft(ids: RoomIds, draft: Draft): void {
  const key = keyOf(ids)
  clearTimeout(waiting.get(key)?.timer)
  waiting.set(key, { draft, timer: setTimeout(write, keepAfterMs, key) })
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
  const draft = waiting.get(key)?.draft
  waiting.delete(key)
  if (!draft) return
  if (draft.text === '' && draft.replyTo === null) await kept.remove(key)
  else await kept.set(key, draft)
}
