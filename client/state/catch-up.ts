import type { Refusal } from '../../shared/errors.ts'
import type { RoomEvent } from '../../shared/events.ts'
import type { Id } from '../../shared/ids.ts'
import { noteServerTime } from '../api/clock.ts'
import { ask } from '../api/socket.ts'
import type { Page } from './follower.ts'
import { learnNames } from './names.ts'

/** Asks for the events after a number; `refused` hears why there are none. */
export async function catchUpPort(roomId: Id, after: number, refused: (error: Refusal) => null): Promise<Page | null> {
  const answer = await ask('room:catch-up', { roomId, after })
  if (!answer.ok) return refused(answer.error)
  const { events, head, tooFar, names, serverNow } = answer.reply
  learnNames(names)
  noteServerTime(serverNow)
  // The envelope leaves the body open; kind and body belong together as the server wrote them.
  return { events: events as RoomEvent[], head, tooFar }
}
