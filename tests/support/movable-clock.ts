import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { openDatabase } from '../../server/storage/database.ts'

/** A database's clock that a test moves while other processes run on it. */
export type MovableClock = {
  /** With what a Kith is started that goes by this clock. */
  env: Record<string, string>
  /** From now on it is so much later than it really is. The nodes have lived all the while. */
  move(databaseUrl: string | null, minutes: number): Promise<void>
}

const file = 'minutes_later'

/** Call it at the top of the file, before the stage is set. */
export async function movableClock(): Promise<MovableClock> {
  if (inject('mode') === 'services') return { env: {}, move: (url, minutes) => moveOnServer(url!, minutes) }
  const dataDir = mkdtempSync(join(tmpdir(), 'kith-clock-'))
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
  const turn = (minutes: number) => writeFileSync(join(dataDir, 'database', file), `${minutes} minutes`)
  // Nobody but its own process reaches an embedded database: the clock looks into a file beside the tables.
  const database = await openDatabase({ url: null, dataDir, nodeId: 'clock', template: inject('template') })
  turn(0)
  await database.sql.unsafe(later(`pg_read_file('${file}')::interval`))
  await database.close()
  return { env: { DATA_DIR: dataDir }, move: (_, minutes) => Promise.resolve(turn(minutes)) }
}

async function moveOnServer(url: string, minutes: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await sql.unsafe(`${later(`interval '${minutes} minutes'`)};
    update nodes set lease_until = lease_until + interval '${minutes} minutes'`)
  await sql.end()
}

const later = (by: string) => `create or replace function kith_now() returns timestamptz language sql volatile as
  $$ select date_trunc('milliseconds', clock_timestamp()) + ${by} $$`
