import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
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
  /** Numbered and named, each applied once, never edited afterwards. */
  once: SqlFile[]
  /** Functions: applied whenever their text has changed, in the order of their names. */
  repeatable: SqlFile[]
}

// Any number that no other program takes in the same database.
const LOCK_KEY = 5_484_110_023
const PATIENCE = { statementMs: 60_000, wholeMs: 120_000 }
const folder = fileURLToPath(new URL('../../drizzle/', import.meta.url))

/**
 * Brings the database up to date, in one transaction: several nodes may start on an empty database at once.
 * Throws `StartupError` when the database is newer than the code.
 */
export async function migrate(database: Database, migrations = readMigrations()): Promise<void> {
  await database.inTransaction(async ({ sql }) => {
    await sql`select pg_advisory_xact_lock(${LOCK_KEY})`
    await sql.unsafe(`
      create table if not exists kith_migrations (name text primary key, hash text not null, at timestamptz not null);
      create table if not exists kith_functions (name text primary key, hash text not null)`)
    await applyOnce(sql, migrations.once)
    await applyRepeatable(sql, migrations.repeatable)
  }, PATIENCE)
}

export function readMigrations(from = folder): Migrations {
  return { once: readSql(from, /^\d{4}_\w+\.sql$/), repeatable: readSql(`${from}functions/`, /\.sql$/) }
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
  for (const { name, text, hash } of files.filter((file) => !done.has(file.name))) {
    await sql.unsafe(text)
    await sql`insert into kith_migrations (name, hash, at) values (${name}, ${hash}, clock_timestamp())`
  }
}

async function applyRepeatable(sql: Sql, files: SqlFile[]): Promise<void> {
  const applied = await sql<{ name: string; hash: string }[]>`select name, hash from kith_functions`
  const hashes = new Map(applied.map(({ name, hash }) => [name, hash]))
  for (const { name, text, hash } of files) {
    if (hashes.get(name) === hash) continue
    await sql.unsafe(text)
    await sql`
      insert into kith_functions (name, hash) values (${name}, ${hash})
      on conflict (name) do update set hash = excluded.hash`
  }
}
