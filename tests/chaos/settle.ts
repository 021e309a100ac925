import { randomBytes } from 'node:crypto'
import { deriveKeys } from '../../server/auth/keys.ts'
import { openDatabase } from '../../server/storage/database.ts'
import { newId } from '../../shared/new-id.ts'
import { traceStatements } from './trace.ts'

/** Who takes part, with the cookie that signs them in. */
export type Person = { memberId: string; name: string; cookie: string; isSteward: boolean }

export type Circle = {
  circleId: string
  people: Person[]
  tables: { roomId: string; capacity: number }[]
  /** Codes of invites that nobody has used yet. */
  invites: string[]
}

export type Population = {
  circles: number
  /** In each circle, its steward included. */
  people: number
  /** The seats of each table of a circle. */
  tables: number[]
  /** In each circle; more than it has places for. */
  invites: number
  /** How many more the circle takes than it has. */
  places: number
}

type Row = Record<string, string | number | boolean | null>

/** Migrates a database, lets one on a server keep a trace, and fills it with circles of people who have not met yet. */
export async function settle(
  place: { url: string | null; dataDir: string },
  secret: string,
  population: Population,
): Promise<Circle[]> {
  const database = await openDatabase({ ...place, nodeId: 'chaos', unsafe: true })
  const { sql } = database
  const keys = deriveKeys(secret)
  const circles = Array.from({ length: population.circles }, (_, no) => planCircle(no, population))
  const insert = async (into: string, columns: string, rows: Row[]) => {
    const json = JSON.stringify(rows)
    await sql.unsafe(
      `insert into ${into} select ${columns} from jsonb_populate_recordset(null::chaos_row, $1::text::jsonb)`,
      [json],
    )
  }
  if (place.url) await sql.unsafe(traceStatements)
  await sql.unsafe(`create type chaos_row as (id uuid, circle_id uuid, person_id uuid, other_id uuid, name text, hash text,
    role text, kind text, capacity integer, members integer)`)
  const people = circles.flatMap(({ people }) => people)
  await insert(
    'people (id, name, made_at)',
    'id, name, kith_now()',
    people.map(({ memberId, name }) => ({ id: memberId, name })),
  )
  await insert(
    'sign_ins (id, person_id, secret_hash, label, made_at, seen_at)',
    `id, person_id, hash, 'chaos', kith_now(), kith_now()`,
    people.map(({ memberId, cookie }) => ({ id: newId(), person_id: memberId, hash: keys.hashCode(cookie.slice(5)) })),
  )
  for (const { circleId, people, tables, invites } of circles) {
    const commonsId = newId()
    const stewardId = people[0]!.memberId
    const capacity = people.length + population.places
    await insert(
      'circles (id, name, purpose, problem, values, conduct, capacity, members, commons_id, opened_at)',
      `id, 'Chaos', 'To be harmed', 'None', '["Care"]', 'None', capacity, members, other_id, kith_now()`,
      [{ id: circleId, capacity, members: people.length, other_id: commonsId }],
    )
    await insert(
      'rooms (id, circle_id, kind, name, capacity, opened_at)',
      'id, circle_id, kind, name, capacity, kith_now()',
      [
        { id: commonsId, circle_id: circleId, kind: 'commons', name: 'Chaos', capacity: 0 },
        ...tables.map(({ roomId, capacity }, no) => {
          return { id: roomId, circle_id: circleId, kind: 'table', name: `Table ${no}`, capacity }
        }),
      ],
    )
    await insert(
      'memberships (circle_id, person_id, name, role, joined_at, joined_seq)',
      'circle_id, person_id, name, role, kith_now(), capacity',
      // In the order in which they are named, and before everybody who comes by the log.
      people.map(({ memberId, name, isSteward }, no) => {
        const role = isSteward ? 'steward' : 'member'
        return { circle_id: circleId, person_id: memberId, name, role, capacity: no - people.length }
      }),
    )
    await insert(
      'invites (id, circle_id, inviter_id, addressee, reason, code_hash, made_at, expires_at)',
      `id, circle_id, other_id, 'somebody', repeat('They will be welcome here. ', 3), hash, kith_now(), kith_now() + interval '1 day'`,
      invites.map((code) => ({ id: newId(), circle_id: circleId, other_id: stewardId, hash: keys.hashCode(code) })),
    )
  }
  await sql.unsafe(
    `insert into seat_slots (room_id, no) select id, generate_series(1, capacity) from rooms where kind = 'table'`,
  )
  await sql.unsafe('vacuum analyze')
  await database.close()
  return circles
}

function planCircle(no: number, { people, tables, invites }: Population): Circle {
  return {
    circleId: newId(),
    people: Array.from({ length: people }, (_, i) => ({
      memberId: newId(),
      name: `p${no}-${i}`,
      cookie: `kith=${randomBytes(32).toString('base64url')}`,
      isSteward: i === 0,
    })),
    tables: tables.map((capacity) => ({ roomId: newId(), capacity })),
    invites: Array.from({ length: invites }, () => randomBytes(16).toString('base64url')),
  }
}
