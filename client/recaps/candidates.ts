import type { Answer } from '../../shared/errors.ts'
import type { Recap, Source } from '../../shared/recaps.ts'
import { ask } from '../api/socket.ts'

const lastSeq = 2_147_483_647
const pagesAtMost = 10

/** The messages that a bullet may stand on: what was said at the table during the session, and in its cited breakouts. */
export async function findCandidates(recap: Recap): Promise<Answer<Source[]>> {
  const readable = recap.sources.filter(({ roomId, isReadable }) => isReadable && roomId !== recap.roomId)
  const breakoutIds = new Set(readable.map(({ roomId }) => roomId))
  const said = await Promise.all([recap.roomId, ...breakoutIds].map((roomId) => saidIn(roomId, recap)))
  const refused = said.find((answer) => !answer.ok)
  if (refused) return refused
  const found = said.flatMap((answer) => (answer.ok ? answer.reply : []))
  return { ok: true, reply: found.toSorted((a, b) => a.at - b.at) }
}

async function saidIn(roomId: string, { startedAt, endedAt }: Recap): Promise<Answer<Source[]>> {
  const found: Source[] = []
  let before = lastSeq
  for (let page = 0; page < pagesAtMost; page++) {
    const answer = await ask('room:messages', { roomId, before, limit: 200 })
    if (!answer.ok) return answer.error.code === 'not_found' ? { ok: true, reply: found } : answer
    const { messages, names, hasMore } = answer.reply
    for (const { seq, memberId, at, text } of messages) {
      if (at < startedAt || at > (endedAt ?? at)) continue
      found.push({ roomId, seq, memberId, at, text, name: names[memberId] ?? 'Somebody', isReadable: true })
    }
    const oldest = messages[0]
    if (!hasMore || !oldest || oldest.at < startedAt) break
    before = oldest.seq
  }
  return { ok: true, reply: found }
}
