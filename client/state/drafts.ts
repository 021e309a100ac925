import type { Id } from '../../shared/ids.ts'
import { kept } from '../api/kept.ts'
import { myId } from './me.ts'

export type Draft = { text: string; replyTo: number | null }

const keepAfterMs = 300
const waiting = new Map<string, { draft: Draft; timer: ReturnType<typeof setTimeout> }>()
const keyOf = (roomId: Id) => `${myId.peek()}/draft/${roomId}`

/** What was begun in a room and not sent; it survives a reload. */
export async function draftOf(roomId: Id): Promise<Draft> {
  const key = keyOf(roomId)
  return waiting.get(key)?.draft ?? (await kept.get<Draft>(key)) ?? { text: '', replyTo: null }
}

export function keepDraft(roomId: Id, draft: Draft): void {
  const key = keyOf(roomId)
  clearTimeout(waiting.get(key)?.timer)
  waiting.set(key, { draft, timer: setTimeout(write, keepAfterMs, key) })
}

/** Writes what is still waiting, when the page may be about to go. */
export function keepDraftsNow(): void {
  for (const key of waiting.keys()) write(key)
}

function write(key: string): void {
  const draft = waiting.get(key)?.draft
  waiting.delete(key)
  if (!draft) return
  if (draft.text === '' && draft.replyTo === null) void kept.remove(key)
  else void kept.set(key, draft)
}
