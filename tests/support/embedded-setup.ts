import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../server/storage/database.ts'
import { readMigrations } from '../../server/storage/migrate.ts'

const MODULES = join(import.meta.dirname, '../../node_modules')
const CACHE = join(MODULES, '.cache/kith')
const HOUR_MS = 3_600_000

/** Provides one migrated database, from which every test file starts with a copy of its own. */
export default async function setUp(project: TestProject): Promise<void> {
  // No database lives for long enough here to be worth compiling a second time, for speed.
  setFlagsFromString('--liftoff-only')
  project.provide('mode', 'embedded')
  project.provide('template', await migratedDatabase())
}

// Both steps take seconds and give the same every time: kept from one run to the next.
async function migratedDatabase(): Promise<string> {
  const { once, repeatable } = readMigrations()
  const hash = createHash('sha256').update([version(), ...[...once, ...repeatable].map((file) => file.hash)].join())
  const path = join(CACHE, `migrated-${hash.digest('hex').slice(0, 16)}.tar`)
  if (existsSync(path)) return path
  await dumpTo(path, { template: await emptyDatabase(), migrated: true })
  forgetOld(path)
  return path
}

/** The path of a database in which nothing has been made yet. */
export async function emptyDatabase(): Promise<string> {
  const path = join(CACHE, `empty-${version()}.tar`)
  if (!existsSync(path)) await dumpTo(path, { migrated: false })
  return path
}

async function dumpTo(path: string, options: { template?: string; migrated: boolean }): Promise<void> {
  const database = await openDatabase({ url: null, dataDir: 'memory://', nodeId: 'template', ...options })
  if (!database.dump) throw new Error('an embedded database that cannot be dumped')
  // Every test file reads the dump: nobody makes a database after these, which are a third of it.
  await database.sql.unsafe('update pg_database set datistemplate = false')
  await database.sql.unsafe('drop database if exists template0')
  await database.sql.unsafe('drop database if exists template1')
  await database.sql.unsafe('checkpoint')
  const draft = `${path}.${process.pid}`
  await mkdir(CACHE, { recursive: true })
  await writeFile(draft, await database.dump('none'))
  await rename(draft, path)
  await database.close()
}

function forgetOld(newest: string): void {
  for (const name of readdirSync(CACHE).filter((name) => name.startsWith('migrated-'))) {
    const path = join(CACHE, name)
    if (path !== newest && Date.now() - statSync(path).mtimeMs > HOUR_MS) rmSync(path)
  }
}

function version(): string {
  const manifest = readFileSync(join(MODULES, '@electric-sql/pglite/package.json'), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
