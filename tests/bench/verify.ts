import postgres from 'postgres'
import type { Order, Verified } from './plan.ts'
import type { Tally } from './tally.ts'
import type { Seat } from './seat.ts'

type Place = { seq: number; number: number }

/** Compares what each connection heard with what is stored, one by one and in its order. */
export async function verify(
  tables: Map<string, Seat[]>,
  tally: Tally,
  { stored, databaseUrl }: Extract<Order, { do: 'verify' }>,
): Promise<Verified> {
  const found: Verified = { lost: 0, twice: 0, outOfOrder: 0, notStored: 0 }
  const logs = await readLogs(stored, databaseUrl, tally)
  for (const [roomId, seats] of tables) {
    const log = logs.get(roomId) ?? []
    const numberAt = new Map(log.map(({ seq, number }) => [seq, number]))
    const accepted = tally.accepted.get(roomId) ?? []
    found.notStored += accepted.filter(({ seq, number }) => numberAt.get(seq) !== number).length
    for (const { heard } of seats) {
      const seen = new Set(heard.seqs)
      found.twice += heard.seqs.length - seen.size
      found.lost += log.filter(({ seq }) => !seen.has(seq)).length
      found.outOfOrder += heard.seqs.filter((seq, index) => index > 0 && seq < heard.seqs[index - 1]!).length
      found.notStored += heard.seqs.filter((seq, index) => numberAt.get(seq) !== heard.numbers[index]).length
    }
  }
  return found
}

async function readLogs(stored: string, url: string, tally: Tally): Promise<Map<string, Place[]>> {
  if (stored === 'nowhere') return new Map([...tally.accepted].map(([id, said]) => [id, inOrder(said)]))
  const sql = postgres(url, { max: 1 })
  const logs = new Map<string, Place[]>()
  for (const [roomId, accepted] of tally.accepted) {
    const first = inOrder(accepted)[0]!.seq
    const rows =
      stored === 'log'
        ? await sql<{ seq: number; text: string }[]>`
            select seq, body ->> 'text' as text from events
            where room_id = ${roomId} and seq >= ${first} and kind = 'message:sent' order by seq`
        : await sql<{ seq: number; text: string }[]>`
            select id::integer as seq, body as text from messages
            where room_id = ${roomId} and id >= ${first} order by id`
    logs.set(
      roomId,
      rows.map(({ seq, text }) => ({ seq, number: Number(text.split(':', 1)[0]) })),
    )
  }
  await sql.end()
  return logs
}

const inOrder = (places: Place[]) => places.toSorted((a, b) => a.seq - b.seq)
