import { signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { myId } from './me.ts'

/** The breakout in which the member has a place, if any; `until` is there once they have stepped out of it. */
export type KeptPlace = { roomId: Id | null; until: number | null }

type Answered = KeptPlace & { about: Id }

const answered = signal<Answered | null>(null)

let asked = 0

/** What the server has said last when it was asked about `roomId`; null before it has. */
export const keptPlace = (roomId: Id): KeptPlace | null => (answered.value?.about === roomId ? answered.value : null)

/** Asks where the member has a place now, which may be in `roomId`. An answer that a later question has overtaken is dropped. */
export async function lookAtPlace(circleId: Id, roomId: Id): Promise<KeptPlace | null> {
  const question = ++asked
  const place = (await placeInCircle(circleId)) ?? (await placeIn(roomId))
  if (question === asked && place) answered.value = { ...place, about: roomId }
  return place
}

async function placeInCircle(circleId: Id): Promise<KeptPlace | null> {
  const answer = await ask('circle:table', { circleId })
  return answer.ok ? { roomId: answer.reply.placedIn, until: answer.reply.placedUntil } : null
}

/** A guest sees nothing of the circle, and of a breakout their own place. */
async function placeIn(roomId: Id): Promise<KeptPlace | null> {
  const answer = await ask('room:snapshot', { roomId })
  if (!answer.ok) return null
  const mine = answer.reply.state.seats.find(({ memberId }) => memberId === myId.peek())
  return { roomId: mine ? roomId : null, until: mine?.outUntil ?? null }
}

/** The breakout goes from the screen: its place is kept for a while. Refused where the place is gone already. */
export async function stepOut(circleId: Id, roomId: Id): Promise<void> {
  if ((await run('round:step-out', { roomId })).ok) await lookAtPlace(circleId, roomId)
}
