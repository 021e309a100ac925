import { StartupError } from '../startup-error.ts'
import { figuresOf, type BackupEnd, type BackupFigures, type RoomSum } from './backup-format.ts'
import { listTables, type Table } from './catalog.ts'
import type { Database } from './database.ts'
import { comesAfter, readLedger, type Ledger, type TakenBack } from './ledger.ts'
import { migrate, migrateWithin, readMigrations } from './migrate.ts'
import type { Backup } from './read-backup.ts'
import { sumRooms } from './room-sums.ts'
import type { Sql } from './sql.ts'
import { tidy } from './tidy.ts'

const PATIENCE = { statementMs: 60_000, wholeMs: 3_600_000 }

export type RestoreOptions = {
  /** Loses what is in the database now. */
  replace?: boolean
  /** What was taken back after the backup was made; without it, what is replaced is asked. */
  ledger?: Ledger | null
  keepSignIns?: boolean
}

/** `takenBack` is null where nothing could tell what was taken back since. */
export type Restored = { figures: BackupFigures; takenBack: TakenBack | null }

/**
 * Fills a database with a backup, in one transaction: everything, verified room by room, or nothing. What was taken back
 * since the backup is taken back again, as far as anything tells, and nobody is signed in: a device that held words from
 * after the backup would take the numbers of its rooms for others.
 * Throws `StartupError` when there is something already and `replace` is not set, when a Kith runs on the database, when
 * what was read is not what had been written, or when the ledger is not of a later moment.
 * @param database opened without migrating: an older backup is read into the tables of its own time and then migrated
 */
export async function restoreBackup(
  database: Database,
  backup: Backup,
  { replace = false, ledger = null, keepSignIns = false }: RestoreOptions = {},
): Promise<Restored> {
  await prepare(database, backup.head.migrations)
  const restored = await database.inTransaction(async ({ sql }) => {
    await refuseRunning(sql)
    const tables = await listTables(sql)
    const later = ledger ?? (await readLedger(sql, tables))
    await empty(sql, tables, replace)
    const end = await fill(sql, tables, backup)
    for (const table of tables) await renumber(sql, table)
    verify(end.rooms, await sumRooms(sql))
    // Nodes that were running then do not run here: what they held is let go as after an outage.
    await sql`update nodes set lease_until = clock_timestamp() - interval '1 second' where lease_until > clock_timestamp()`
    await migrateWithin(sql)
    if (!keepSignIns) await sql`select end_all_sign_ins()`
    if (ledger && !comesAfter(ledger, end.rooms))
      throw new StartupError('The ledger is not of a later moment than the backup: leave it out, or give the newest.')
    return { figures: figuresOf(end), takenBack: comesAfter(later, end.rooms) ? await takeBack(sql, later) : null }
  }, PATIENCE)
  if (database.mode === 'embedded') await tidy(database.sql)
  return restored
}

async function takeBack(sql: Sql, ledger: Ledger): Promise<TakenBack> {
  const [row] = await sql<{ done: TakenBack }[]>`select apply_ledger(${JSON.stringify(ledger)}::jsonb) as done`
  return row!.done
}

async function prepare(database: Database, wanted: string[]): Promise<void> {
  const { version, once } = readMigrations()
  const unknown = wanted.find((name) => !once.some((migration) => migration.name === name))
  if (unknown)
    throw new StartupError(`The backup is newer than this Kith (it has ${unknown}): install the newer version.`)
  const then = once.filter(({ name }) => wanted.includes(name))
  await migrate(database, { version, once: then, repeatable: [] }).catch((error) => {
    if (error instanceof StartupError)
      throw new StartupError(
        'The backup is older than the tables that are there: restore it into a new, empty database.',
      )
    throw error
  })
}

async function refuseRunning(sql: Sql): Promise<void> {
  const [running] = await sql<{ id: string }[]>`select id from nodes where lease_until > clock_timestamp() limit 1`
  if (running) throw new StartupError(`Kith runs on this database (${running.id}): stop every node first.`)
}

async function empty(sql: Sql, tables: Table[], replace: boolean): Promise<void> {
  const names = tables.map(({ name }) => `"${name}"`).join(', ')
  if (!replace) {
    const [person] = await sql`select 1 from people limit 1`
    if (person) throw new StartupError('There is a Kith with people in this database: add --replace to lose it.')
  }
  await sql.unsafe(`truncate ${names}`)
}

async function fill(sql: Sql, tables: Table[], backup: Backup): Promise<BackupEnd> {
  for await (const part of backup.parts()) {
    if ('end' in part) return part.end
    const table = tables.find(({ name }) => name === part.table)
    if (!table) throw new StartupError(`The backup has a table ${part.table} that this Kith does not know.`)
    const columns = table.columns.map((column) => `"${column}"`).join(', ')
    // Named with its schema: the type of the table "line" is not the geometric one.
    await sql.unsafe(
      `insert into "${table.name}" (${columns}) overriding system value
       select ${columns} from json_populate_recordset(null::public."${table.name}", $1::json)`,
      [`[${part.rows.join(',')}]`],
    )
  }
  throw new Error('a backup without an end')
}

async function renumber(sql: Sql, { name, identity }: Table): Promise<void> {
  if (identity === null) return
  await sql.unsafe(
    `select setval(pg_get_serial_sequence('"${name}"', '${identity}'), coalesce(max("${identity}"), 0) + 1, false)
     from "${name}"`,
  )
}

function verify(written: RoomSum[], read: RoomSum[]): void {
  const found = new Map(read.map((sum) => [sum.roomId, sum]))
  const wrong = written.filter((sum) => {
    const now = found.get(sum.roomId)
    return now?.lastSeq !== sum.lastSeq || now.events !== sum.events || now.sha256 !== sum.sha256
  })
  if (wrong.length > 0 || read.length !== written.length)
    throw new StartupError(`The backup is damaged (${wrong.length} rooms are not as they were): nothing was restored.`)
}
