import { limits } from '../../shared/limits.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { ask } from '../api/socket.ts'
import { learnNames } from './names.ts'
import { prepend, type Transcript } from './transcript.ts'

const pagesAtMost = 4

/** Who comes back after many messages begins at the first of them: the pages from there to the newest. */
export async function unreadBefore({ roomId, messages }: RoomState, read: number): Promise<Transcript> {
  let run: Transcript = { messages, hasOlder: messages.length >= limits.newestMessages }
  for (let page = 0; page < pagesAtMost && run.hasOlder && read > 0 && run.messages[0]!.seq > read + 1; page++) {
    const answer = await ask('room:messages', { roomId, before: run.messages[0]!.seq, limit: 50 })
    if (!answer.ok) break
    learnNames(answer.reply.names)
    run = prepend(run, answer.reply)
  }
  return run
}
