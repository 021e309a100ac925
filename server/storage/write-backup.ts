import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { createGzip } from 'node:zlib'
import { StartupError } from '../startup-error.ts'
import { figuresOf, markOf, type BackupEnd, type BackupFigures, type BackupHead } from './backup-format.ts'
import { listTables } from './catalog.ts'
import type { Database } from './database.ts'
import { sumRooms, type Ask } from './room-sums.ts'
import type { Sql } from './sql.ts'

const ROWS_AT_ONCE = 500
const REST_MS = 5_000
const PATIENCE = { mode: 'repeatable read read only', statementMs: 60_000, wholeMs: 3_600_000 } as const

/**
 * Writes everything as it is at one moment into one new file that only its owner may read. On services others go on as
 * if nothing were: the server works in short steps and rests twice as long after each. An embedded database answers nobody
 * else meanwhile, and hurries.
 */
export async function writeBackup(
  database: Database,
  path: string,
  secret: Pick<BackupHead, 'secret' | 'secretCheck'>,
): Promise<BackupFigures> {
  if (existsSync(path)) throw new StartupError(`${path} is there already: name another file.`)
  const draft = `${path}.partial`
  let end: BackupEnd = { rooms: [], rows: 0 }
  try {
    await database.inTransaction(async ({ sql }) => {
      const ask = database.mode === 'services' ? unhurried : atOnce
      const lines = linesOf(sql, ask, secret, (found) => (end = found))
      const file = createWriteStream(draft, { mode: 0o600, flags: 'wx', flush: true })
      await pipeline(Readable.from(lines), createGzip({ level: 6 }), file)
    }, PATIENCE)
    await rename(draft, path)
  } catch (error) {
    if (isTaken(error)) throw new StartupError(`${draft} is in the way: remove it, or name another file.`)
    await rm(draft, { force: true })
    throw unwritable(path, error)
  }
  return figuresOf(end)
}

const atOnce: Ask = (question) => question()

const unhurried: Ask = async (question) => {
  const began = performance.now()
  const answer = await question()
  await pause(Math.min(REST_MS, 2 * (performance.now() - began)))
  return answer
}

async function* linesOf(
  sql: Sql,
  ask: Ask,
  secret: Pick<BackupHead, 'secret' | 'secretCheck'>,
  onEnd: (end: BackupEnd) => void,
): AsyncGenerator<string> {
  const applied = await sql<{ name: string }[]>`select name from kith_migrations order by name`
  const migrations = applied.map(({ name }) => name)
  const [now] = await sql<{ at: Date }[]>`select clock_timestamp() as at`
  yield `${markOf({ format: 1, madeAt: now!.at.toISOString(), migrations, ...secret })}\n`
  let rows = 0
  for (const { name } of await listTables(sql)) {
    yield `${markOf({ table: name })}\n`
    for await (const some of rowsOf(sql, ask, name)) {
      rows += some.length
      yield some.map((line) => `${line}\n`).join('')
    }
  }
  const end = { rooms: await sumRooms(sql, ask), rows }
  onEnd(end)
  yield `${markOf(end)}\n`
}

async function* rowsOf(sql: Sql, ask: Ask, table: string): AsyncGenerator<string[]> {
  await sql.unsafe(`declare lines no scroll cursor for select row_to_json(t)::text as line from "${table}" t`)
  for (;;) {
    const some = await ask(() => sql.unsafe<{ line: string }[]>(`fetch ${ROWS_AT_ONCE} from lines`))
    if (some.length > 0) yield some.map(({ line }) => line)
    if (some.length < ROWS_AT_ONCE) break
  }
  await sql.unsafe('close lines')
}

const isTaken = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST'

function unwritable(path: string, error: unknown): unknown {
  const isFile = error instanceof Error && 'syscall' in error
  return isFile ? new StartupError(`${path} cannot be written (${String(error.message)}): name another file.`) : error
}
