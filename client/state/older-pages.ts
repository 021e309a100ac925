import { limits } from '../../shared/limits.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { ask } from '../api/socket.ts'
import { learnNames } from './names.ts'
import { reachBack, type Reached, type Transcript } from './transcript.ts'

const pageLength = 50
const unreadPagesAtMost = 4
/** So far back a message is looked for: more would be too much to draw. */
const pagesBackAtMost = 25

/** Who comes back after many messages begins at the first of them: the pages from there to the newest. */
export async function unreadBefore({ roomId, messages }: RoomState, read: number): Promise<Transcript> {
  const newest = { messages, hasOlder: messages.length >= limits.newestMessages }
  if (read === 0) return newest
  return (await reachBack(newest, read + 1, unreadPagesAtMost, pagesOf(roomId, pageLength))).run
}

/** The page before a run of messages; or all pages before it, back to a number. */
export function olderThan(run: Transcript, roomId: string, backTo: number | null): Promise<Reached> {
  return backTo === null
    ? reachBack(run, 1, 1, pagesOf(roomId, pageLength))
    : reachBack(run, backTo, pagesBackAtMost, pagesOf(roomId, limits.page))
}

const pagesOf = (roomId: string, limit: number) => async (before: number) => {
  const answer = await ask('room:messages', { roomId, before, limit })
  if (!answer.ok) return null
  learnNames(answer.reply.names)
  return answer.reply
}
