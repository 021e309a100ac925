import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { StartupError } from '../startup-error.ts'
import type { Database } from './database.ts'
import type { Sql } from './sql.ts'

interface SqlFile {
  name: string
  hash: string
  text: string
}

export interface Migrations {
  /** Of the Kith that they belong to, like 1.4.0. */
  version: string
  /** Numbered and named, each applied once, never edited afterwards. */
  once: SqlFile[]
  /** Functions: applied whenever their text has changed, in the order of their names, but over those of a newer Kith. */
  repeatable: SqlFile[]
}

// Any number that no other program takes in the same database.
const LOCK_KEY = 5_484_110_023
const PATIENCE = { statementMs: 60_000, wholeMs: 120_000 }
const LOCK_MS = 900
const AGAIN_MS = 2_000
const TRIES = 104
const folder = fileURLToPath(new URL('../../drizzle/', import.meta.url))

/**
 * Brings the database up to date, in one transaction: several nodes may start on an empty database at once.
 * What others hold for long, a backup for one, is tried again for five minutes. Throws `StartupError` when it is held for
 * longer, and when the database is newer than the code.
 */
export async function migrate(database: Database, migrations = readMigrations()): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await database.inTransaction(({ sql }) => migrateWithin(sql, migrations), PATIENCE)
    } catch (error) {
      if ((error as { code?: unknown }).code !== '55P03') throw error
    }
    if (tries === TRIES)
      throw new StartupError('The database is in use by something long, like a backup: start again when that is done.')
    await pause(AGAIN_MS)
  }
}

/** The same inside a transaction that does more. */
export async function migrateWithin(sql: Sql, migrations = readMigrations()): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCK_KEY})`
  await sql.unsafe(`
    create table if not exists kith_migrations (name text primary key, hash text not null, at timestamptz not null);
    create table if not exists kith_functions (name text primary key, hash text not null);
    alter table kith_functions add column if not exists version text not null default '0.0.0'`)
  await applyOnce(sql, migrations.once)
  await applyRepeatable(sql, migrations)
}

export function readMigrations(from = folder): Migrations {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as Migrations
  return { version, once: readSql(from, /^\d{4}_\w+\.sql$/), repeatable: readSql(`${from}functions/`, /\.sql$/) }
}

function readSql(from: string, pattern: RegExp): SqlFile[] {
  if (!existsSync(from)) return []
  const names = readdirSync(from).filter((name) => pattern.test(name))
  return names.sort().map((name) => {
    const text = readFileSync(from + name, 'utf8')
    return { name, text, hash: createHash('sha256').update(text).digest('hex') }
  })
}

async function applyOnce(sql: Sql, files: SqlFile[]): Promise<void> {
  const applied = await sql<{ name: string; hash: string }[]>`select name, hash from kith_migrations order by name`
  const known = new Map(files.map((file) => [file.name, file]))
  for (const { name, hash } of applied) {
    const file = known.get(name)
    if (!file)
      throw new StartupError(`The database is newer than this Kith (it has ${name}): install the newer version.`)
    if (file.hash !== hash) throw new StartupError(`${name} was changed after it had been applied: restore the file.`)
  }
  const done = new Set(applied.map(({ name }) => name))
  const due = files.filter((file) => !done.has(file.name))
  // Whoever waits for a table is waited for by everybody who comes after: a moment, and not as long as a backup takes.
  if (due.length > 0) await sql.unsafe(`set local lock_timeout = ${LOCK_MS}`)
  for (const { name, text, hash } of due) {
    await sql.unsafe(text)
    await sql`insert into kith_migrations (name, hash, at) values (${name}, ${hash}, clock_timestamp())`
  }
}

// In a rolling deploy an older node may start anew among newer ones: it works with their functions for one release, and
// they would not with its own. A release that changes a function therefore raises the version.
async function applyRepeatable(sql: Sql, { version, repeatable }: Migrations): Promise<void> {
  const applied = await sql<{ name: string; hash: string; isNewer: boolean }[]>`
    select name, hash, string_to_array(version, '.')::int[] > string_to_array(${version}, '.')::int[] as "isNewer"
    from kith_functions`
  const known = new Map(applied.map((row) => [row.name, row]))
  for (const { name, text, hash } of repeatable) {
    const found = known.get(name)
    if (found?.hash === hash || found?.isNewer) continue
    await sql.unsafe(text)
    await sql`
      insert into kith_functions (name, hash, version) values (${name}, ${hash}, ${version})
      on conflict (name) do update set hash = excluded.hash, version = excluded.version`
  }
}
