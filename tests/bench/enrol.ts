import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { deriveKeys } from '../../server/auth/keys.ts'
import { sampleCircle } from '../../server/dev/cast.ts'
import { openDatabase } from '../../server/storage/database.ts'
import { newId } from '../../shared/new-id.ts'
import type { Room } from './plan.ts'

const eight = 8
const tablesPerCircle = 5
/** What was said in each room before: a log is not empty when people come. */
const history = 100

type Row = Record<string, string | number>

/**
 * Migrates a database and fills it with circles of forty at tables of eight, straight through SQL: only what is measured
 * goes over the public socket. The planner is told what the tables hold before anybody connects.
 */
export async function enrol({ url, secret, rooms }: { url: string; secret: string; rooms: number }): Promise<Room[]> {
  await (await openDatabase({ url, dataDir: '', nodeId: 'bench', unsafe: true })).close()
  const keys = deriveKeys(secret)
  const plan: Room[] = []
  const rows = {
    people: [] as Row[],
    signIns: [] as Row[],
    circles: [] as Row[],
    rooms: [] as Row[],
    members: [] as Row[],
  }
  for (let first = 0; first < rooms; first += tablesPerCircle) {
    const [circleId, commonsId] = [newId(), newId()]
    const tables = Array.from({ length: Math.min(tablesPerCircle, rooms - first) }, () => newId())
    rows.circles.push({ id: circleId, commonsId, members: tables.length * eight })
    rows.rooms.push({ id: commonsId, circleId, kind: 'commons', capacity: 0, lastSeq: 0 })
    for (const roomId of tables) {
      rows.rooms.push({ id: roomId, circleId, kind: 'table', capacity: eight, lastSeq: history })
      const people = Array.from({ length: eight }, () => {
        const [memberId, code] = [newId(), randomBytes(32).toString('base64url')]
        const name = `Member ${rows.people.length}`
        rows.people.push({ id: memberId, name })
        rows.signIns.push({ id: newId(), personId: memberId, hash: keys.hashCode(code) })
        rows.members.push({ circleId, personId: memberId, name })
        return { memberId, cookie: `kith=${code}` }
      })
      plan.push({ roomId, people })
    }
  }
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await write(sql, rows)
  await sql`vacuum analyze`
  await sql.end()
  return plan
}

async function write(sql: postgres.Sql, rows: Record<'people' | 'signIns' | 'circles' | 'rooms' | 'members', Row[]>) {
  const json = (list: Row[]) => JSON.stringify(list)
  await sql`insert into people (id, name, made_at)
    select id, name, kith_now() from jsonb_to_recordset(${json(rows.people)}::text::jsonb) as t (id uuid, name text)`
  await sql`insert into sign_ins (id, person_id, secret_hash, label, made_at, seen_at)
    select id, "personId", hash, 'bench', kith_now(), kith_now()
    from jsonb_to_recordset(${json(rows.signIns)}::text::jsonb) as t (id uuid, "personId" uuid, hash text)`
  await sql`insert into circles (id, name, purpose, problem, values, conduct, capacity, members, commons_id, opened_at)
    select id, 'Bench', 'To be measured', 'None', ${JSON.stringify(sampleCircle.values)}::text::jsonb, 'None', 150, members,
      "commonsId", kith_now()
    from jsonb_to_recordset(${json(rows.circles)}::text::jsonb) as t (id uuid, "commonsId" uuid, members integer)`
  await sql`insert into rooms (id, circle_id, kind, name, capacity, last_seq, opened_at)
    select id, "circleId", kind, 'Bench', capacity, "lastSeq", kith_now()
    from jsonb_to_recordset(${json(rows.rooms)}::text::jsonb)
      as t (id uuid, "circleId" uuid, kind text, capacity integer, "lastSeq" integer)`
  await sql`insert into memberships (circle_id, person_id, name, role, joined_at, joined_seq)
    select "circleId", "personId", name, 'member', kith_now(), 0
    from jsonb_to_recordset(${json(rows.members)}::text::jsonb) as t ("circleId" uuid, "personId" uuid, name text)`
  await sql`insert into seat_slots (room_id, no) select id, generate_series(1, capacity) from rooms where kind = 'table'`
  await sql`insert into events (room_id, seq, circle_id, kind, person_id, at, body)
    select r.id, seq, r.circle_id, 'message:sent', m.person_id, kith_now(),
      jsonb_build_object('text', 'Something that was said before, of the usual length, at this table of eight people.')
    from rooms r cross join generate_series(1, ${history}::integer) seq
    cross join lateral (select person_id from memberships where circle_id = r.circle_id limit 1) m where r.kind = 'table'`
  await sql`insert into commands (circle_id, person_id, command_id, digest, room_id, seq)
    select circle_id, person_id, gen_random_uuid(), 'of something said before', room_id, seq from events`
}

/** Empties all tables, as if everybody had left long ago: their graces would end in the middle of what is measured next. */
export async function clearSeats(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await sql`delete from seats`
  await sql`delete from nodes`
  await sql.end()
}

/** Fills the logs of these rooms with what was said while somebody was away; three events in ten edit a message. */
export async function tellMuch({ url, rooms, events }: { url: string; rooms: Room[]; events: number }): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const each = events / rooms.length
  for (const { roomId, people } of rooms) {
    await sql`
      with told as (
        insert into events (room_id, seq, circle_id, kind, person_id, at, body)
        select r.id, r.last_seq + i, r.circle_id,
          case when i % 10 in (3, 6, 9) then 'message:edited' else 'message:sent' end, ${people[0]!.memberId}, kith_now(),
          case when i % 10 in (3, 6, 9) then jsonb_build_object('seq', r.last_seq + i - 1, 'text', 'Said better: ' || i)
            else jsonb_build_object('text', 'Something that was said while somebody was away: ' || i) end
        from rooms r cross join generate_series(1, ${each}::integer) i where r.id = ${roomId}
      )
      update rooms set last_seq = last_seq + ${each}::integer where id = ${roomId}`
    await sql`
      update events m set revised_by = e.seq from events e
      where e.room_id = m.room_id and m.room_id = ${roomId} and e.kind = 'message:edited' and m.seq = (e.body ->> 'seq')::integer`
  }
  await sql`vacuum analyze`
  await sql.end()
}
