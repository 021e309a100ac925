import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openDatabase } from '../../server/storage/database.ts'
import { readMigrations } from '../../server/storage/migrate.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-data-'))
const dataDir = join(folder, 'data')
const options = { url: null, dataDir, nodeId: 'test' }
const writerFile = join(import.meta.dirname, '../support/embedded-writer.ts')
afterAll(() => rmSync(folder, { recursive: true }))

beforeAll(async () => {
  const database = await openDatabase({ ...options, template: inject('template') })
  await database.sql.unsafe('create table lefts (no int primary key); create table rights (no int primary key)')
  await database.close()
})

test('INV-2 what was acknowledged survives kill -9, and no transaction survives by half', async () => {
  for (const enough of [60, 200]) {
    const writer = spawn(process.execPath, [writerFile, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(writer, 'exit')
    let acknowledged = 0
    for await (const line of createInterface({ input: writer.stdout })) {
      acknowledged = Number(line)
      if (acknowledged === enough) {
        // While it runs, nobody else gets in.
        await expect(openDatabase(options)).rejects.toThrow(`Kith already runs on ${dataDir} as process ${writer.pid}`)
        writer.kill('SIGKILL')
      }
    }
    await ended
    const database = await openDatabase(options)
    const rows = await database.sql<{ left: number; right: number }[]>`
      select l.no as left, r.no as right from lefts l full join rights r on l.no = r.no order by l.no`
    await database.close()
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged)
    expect(rows.map(({ left, right }) => [left, right])).toEqual(rows.map((_, index) => [index + 1, index + 1]))
  }
})

test('an empty directory becomes a complete database that only its owner may enter', async () => {
  const fresh = join(folder, 'fresh')
  const database = await openDatabase({ ...options, dataDir: fresh })
  expect((await database.sql`select 1 from kith_migrations`).length).toBe(readMigrations().once.length)
  await database.close()
  expect(statSync(fresh).mode & 0o777).toBe(0o700)
})

test('a database that cannot be opened is one sentence', async () => {
  const broken = join(folder, 'broken')
  const database = await openDatabase({ ...options, dataDir: broken, template: inject('template') })
  await database.close()
  writeFileSync(join(broken, 'database/global/pg_control'), 'not what it was')
  await expect(openDatabase({ ...options, dataDir: broken })).rejects.toThrow(/^The embedded database cannot be opened/)
})
