import { signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'

/** The breakout in which the member has a place, if any; `until` is there once they have stepped out of it. */
export type KeptPlace = { roomId: Id | null; until: number | null }

/** As the server has said it last; null before it has. */
export const keptPlace = signal<KeptPlace | null>(null)

let asked = 0

/** Asks where the member has a place now. An answer that a later question has overtaken is dropped. */
export async function lookAtPlace(circleId: Id): Promise<KeptPlace | null> {
  const question = ++asked
  const answer = await ask('circle:table', { circleId })
  if (!answer.ok) return null
  const place = { roomId: answer.reply.placedIn, until: answer.reply.placedUntil }
  if (question === asked) keptPlace.value = place
  return place
}

/** The breakout goes from the screen: its place is kept for a while. Refused where the place is gone already. */
export async function stepOut(circleId: Id, roomId: Id): Promise<void> {
  if ((await run('round:step-out', { roomId })).ok) await lookAtPlace(circleId)
}
