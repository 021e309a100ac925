import type { RoomSum } from './backup-format.ts'
import type { Sql } from './sql.ts'

/** Asks one of several questions, at whatever pace. */
export type Ask = <Answer>(question: () => PromiseLike<Answer>) => PromiseLike<Answer>

const roomsAtOnce = 100

/** Every room's log as a figure and a hash, reckoned by the database: equal before a backup and after its restore. */
export async function sumRooms(sql: Sql, ask: Ask = (question) => question()): Promise<RoomSum[]> {
  const rooms = await sql<{ id: string }[]>`select id from rooms order by id`
  const sums: RoomSum[] = []
  for (let i = 0; i < rooms.length; i += roomsAtOnce) {
    const some = rooms.slice(i, i + roomsAtOnce).map(({ id }) => id)
    sums.push(...(await ask(() => sumOf(sql, some))))
  }
  return sums
}

async function sumOf(sql: Sql, roomIds: string[]): Promise<RoomSum[]> {
  const sums = await sql<RoomSum[]>`
    select r.id as "roomId", r.last_seq as "lastSeq", count(e.seq) as events,
      encode(sha256(convert_to(coalesce(string_agg(concat_ws(' ',
        e.seq, e.kind, coalesce(e.person_id::text, '-'), extract(epoch from e.at) * 1000, e.body), E'\n' order by e.seq), ''),
        'UTF8')), 'hex') as sha256
    from rooms r left join events e on e.room_id = r.id
    where r.id = any (${roomIds}::uuid[])
    group by r.id order by r.id`
  return [...sums]
}
