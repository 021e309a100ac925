import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Id } from '../../shared/ids.ts'
import { StartupError } from '../startup-error.ts'
import type { RoomSum } from './backup-format.ts'
import { listTables, type Table } from './catalog.ts'
import type { Database } from './database.ts'
import type { Sql } from './sql.ts'

/**
 * What was taken back up to a moment, so that no backup made before brings it back: ids, numbers and times, and nothing that
 * anybody wrote.
 */
export type Ledger = {
  format: 1
  madeAt: string
  /** How far each room's log has come: a ledger speaks to a backup that it is later than, in every room. */
  heads: Record<Id, number>
  /** Messages whose words were edited or removed, by which event, whose. */
  words: { roomId: Id; seq: number; at: number; revisedBy: number; byId: Id | null }[]
  /** Everybody's role; null for whoever's membership has ended, and by whom. */
  members: { circleId: Id; personId: Id; role: string | null; endedBy: Id | null }[]
  /** Guests whose stay has ended, by whom and why. */
  guests: { sessionId: Id; personId: Id; endedBy: Id | null; because: string }[]
  /** Invites that must let nobody in: revoked, or used by somebody who is gone. */
  invites: Id[]
  /** The passkeys there are, and whose address is which: others were taken away. */
  passkeys: Id[]
  addresses: { personId: Id; index: string }[]
}

/** What a restore took back again, in numbers; and who had to stay, or a circle would have had no steward. */
export type TakenBack = {
  messages: number
  guests: number
  members: number
  roles: number
  invites: number
  waysIn: number
  kept: { name: string; circleName: string }[]
}

/** Writes the ledger into a file that only its owner may read, in place of an earlier one. */
export async function writeLedger(database: Database, path: string): Promise<{ words: number; members: number }> {
  const ledger = await database.inTransaction(async ({ sql }) => readLedger(sql, await listTables(sql)), {
    mode: 'repeatable read read only',
    statementMs: 60_000,
    wholeMs: 120_000,
  })
  const draft = `${path}.partial`
  try {
    writeFileSync(draft, `${JSON.stringify(ledger)}\n`, { mode: 0o600 })
    renameSync(draft, path)
  } catch (error) {
    throw new StartupError(`${path} cannot be written (${(error as Error).message}): name another file.`)
  }
  const members = ledger.members.filter(({ role }) => role === null)
  return { words: ledger.words.length, members: members.length }
}

/** Reads such a file. Throws `StartupError` when it is none. */
export function openLedger(path: string): Ledger {
  const found = parsed(path)
  if (found?.format !== 1 || !found.heads)
    throw new StartupError(`${path} is no ledger of this Kith: name another file.`)
  return found as Ledger
}

function parsed(path: string): Partial<Ledger> | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Partial<Ledger> | null
  } catch (error) {
    throw new StartupError(`${path} cannot be read as a ledger (${(error as Error).message}): name another file.`)
  }
}

/** Whether a ledger is of a later moment of the same rooms; another one knows nothing of what was taken back. */
export const comesAfter = ({ heads }: Ledger, rooms: RoomSum[]): boolean =>
  rooms.every(({ roomId, lastSeq }) => (heads[roomId] ?? -1) >= lastSeq)

/** @param tables those that there are: a database that is about to be replaced may be older than this Kith */
export async function readLedger(sql: Sql, tables: Table[]): Promise<Ledger> {
  const [now] = await sql<{ at: Date }[]>`select clock_timestamp() as at`
  const rooms = await sql<{ id: Id; head: number }[]>`select id, last_seq as head from rooms`
  const words = await sql<Ledger['words']>`
    select e.room_id as "roomId", e.seq, (extract(epoch from e.at) * 1000)::bigint as at, e.revised_by as "revisedBy",
      r.person_id as "byId"
    from events e left join events r on r.room_id = e.room_id and r.seq = e.revised_by
    where e.kind = 'message:sent' and e.revised_by is not null`
  const members = await sql<Ledger['members']>`
    select circle_id as "circleId", person_id as "personId", case when ended_at is null then role end as role,
      ended_by as "endedBy" from memberships`
  const invites = await sql<{ id: Id }[]>`
    select i.id from invites i where i.revoked_at is not null or (i.used_by is not null
      and not exists (select 1 from memberships m
        where m.circle_id = i.circle_id and m.person_id = i.used_by and m.ended_at is null)
      and not exists (select 1 from circle_line l where l.circle_id = i.circle_id and l.person_id = i.used_by))`
  const addresses = await sql<Ledger['addresses']>`
    select id as "personId", email_index as index from people where email_index is not null`
  const has = (table: string) => tables.some(({ name }) => name === table)
  const guests = has('guests')
    ? await sql<Ledger['guests']>`
        select session_id as "sessionId", person_id as "personId", ended_by as "endedBy", ended_because as because
        from guests where ended_at is not null`
    : []
  const passkeys = has('passkeys') ? await sql<{ id: Id }[]>`select id from passkeys` : []
  return {
    format: 1,
    madeAt: now!.at.toISOString(),
    heads: Object.fromEntries(rooms.map(({ id, head }) => [id, head])),
    words: [...words],
    members: [...members],
    guests: [...guests],
    invites: invites.map(({ id }) => id),
    passkeys: passkeys.map(({ id }) => id),
    addresses: [...addresses],
  }
}
