import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import postgres from 'postgres'

/** What the history says and what the database holds: all that a check may look at. */
export type Evidence = {
  calls: Call[]
  heard: Delivery[]
  /** Also `snapshot`, where a client took a log up anew at a number. */
  applied: (Delivery | Snapshot)[]
  connections: Connection[]
  ends: { who: string; room: string; held: unknown; fresh: unknown }[]
  marks: { t: number; what: string; [fact: string]: unknown }[]
  stored: Stored
}

export type Call = {
  who: string
  t: number
  way: string
  name: string
  input: { commandId?: string; roomId?: string; circleId?: string; memberId?: string; text?: string }
  /** Null when nothing came before the run was over. */
  answer: Answer | null
  answeredAt: number
}
export type Answer = {
  ok: boolean
  reply?: { seq?: number; at?: number } | null
  error?: { code: string; details?: Record<string, unknown> }
}
export type Delivery = {
  t: number
  who: string
  what: string
  room: string
  seq: number
  kind: string
  by: string | null
  at: number
  text?: string
}
export type Connection = { t: number; who: string; what: 'opened' | 'lost' | 'stopped'; why?: string }
export type Snapshot = { t: number; who: string; what: 'snapshot'; room: string; head: number | null }

export type Stored = {
  rooms: {
    id: string
    circle: string
    kind: string
    capacity: number
    lastSeq: number
    parent: string | null
    isClosed: boolean
  }[]
  events: Map<string, StoredEvent[]>
  commands: Map<string, { circle: string; room: string | null; seq: number | null }>
  people: Map<string, string>
  seats: { room: string; person: string; isOffer: boolean }[]
  members: { circle: string; person: string; isEnded: boolean }[]
  circles: { id: string; capacity: number; members: number }[]
  rounds: { id: string; parent: string; isClosed: boolean; endsAt: number; overdueTimers: number }[]
  trace: { kind: string; place: string; person: string; change: number }[]
  invites: { circle: string; usedBy: string | null }[]
  line: { circle: string; person: string }[]
  functions: { name: string; version: string }[]
}
export type StoredEvent = { seq: number; kind: string; by: string | null; at: number; body: Record<string, unknown> }

export async function readEvidence(folder: string, databaseUrl: string): Promise<Evidence> {
  const evidence: Evidence = {
    calls: [],
    heard: [],
    applied: [],
    connections: [],
    ends: [],
    marks: [],
    stored: await readStored(databaseUrl),
  }
  const open = new Map<string, Call>()
  for await (const line of createInterface({ input: createReadStream(join(folder, 'history.jsonl')) })) {
    const entry = JSON.parse(line)
    const key = `${entry.who} ${entry.id}`
    if (entry.what === 'call') {
      const call: Call = { ...entry, answer: null, answeredAt: Infinity }
      evidence.calls.push(call)
      open.set(key, call)
    } else if (entry.what === 'answer') {
      const call = open.get(key)
      open.delete(key)
      if (call) Object.assign(call, { answer: entry, answeredAt: entry.t })
    } else if (entry.what === 'heard') evidence.heard.push(entry)
    else if (entry.what === 'applied' || entry.what === 'snapshot') evidence.applied.push(entry)
    else if (entry.what === 'end') evidence.ends.push(entry)
    else if (['opened', 'lost', 'stopped'].includes(entry.what)) evidence.connections.push(entry)
    else evidence.marks.push(entry)
  }
  return evidence
}

/** The logs and the commands that a database holds. */
export async function readLogs(url: string): Promise<Pick<Stored, 'events' | 'commands'>> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const events = new Map<string, StoredEvent[]>()
  const rows =
    await sql`select room_id as room, seq, kind, person_id as by, (extract(epoch from at) * 1000)::float8 as at, body
    from events order by room_id, seq`
  for (const { room, ...event } of rows) {
    const log = events.get(room) ?? []
    log.push(event as unknown as StoredEvent)
    events.set(room, log)
  }
  const commands =
    await sql`select circle_id as circle, person_id as person, command_id as id, room_id as room, seq from commands`
  await sql.end()
  const byId = commands.map(({ person, id, ...rest }) => [`${person} ${id}`, rest])
  return { events, commands: new Map(byId as [string, never][]) }
}

async function readStored(url: string): Promise<Stored> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const people = await sql`select id, name from people`
  const stored = {
    rooms: await sql`select id, circle_id as circle, kind, capacity, last_seq as "lastSeq", parent_id as parent,
      closed_at is not null as "isClosed" from rooms`,
    ...(await readLogs(url)),
    people: new Map(people.map(({ id, name }) => [name, id])),
    seats: await sql`select room_id as room, person_id as person, offered_until is not null as "isOffer" from seats`,
    members:
      await sql`select circle_id as circle, person_id as person, ended_at is not null as "isEnded" from memberships`,
    circles: await sql`select id, capacity, members from circles`,
    rounds: await sql`select id, parent_id as parent, closed_at is not null as "isClosed",
      (extract(epoch from ends_at) * 1000)::float8 as "endsAt", (select count(*)::int from timers t where t.round_id = rounds.id
        and done_at is null and due_at < clock_timestamp() - interval '5 seconds') as "overdueTimers" from rounds`,
    trace: await sql`select kind, place_id as place, person_id as person, change from chaos.trace
      order by pg_xact_commit_timestamp(xid), no`,
    invites: await sql`select circle_id as circle, used_by as "usedBy" from invites`,
    line: await sql`select circle_id as circle, person_id as person from circle_line order by no`,
    functions: await sql`select name, version from kith_functions`,
  }
  await sql.end()
  return stored as unknown as Stored
}
