import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Worker } from 'node:worker_threads'
import { afterAll, expect, inject, test } from 'vitest'
import { openDatabase } from '../../server/storage/database.ts'
import { bareEnv } from '../support/bare-env.ts'

const folder = mkdtempSync(join(tmpdir(), 'kith-death-'))
afterAll(() => rmSync(folder, { recursive: true }))

const kith = join(import.meta.dirname, '../../server/cli/kith.ts')
// The thread dies of something that no message announces, as it does when its memory is full.
const killsItsDatabase = `data:text/javascript,process.on('worker', (thread) => process.on('SIGUSR2', () => thread.terminate()))`

test('a Kith whose embedded database dies ends with a sentence, and starts again with what it had', async () => {
  const env = { ...bareEnv, LOG_LEVEL: 'fatal', PORT: '0', DATA_DIR: join(folder, 'data') }
  for (let start = 1; start <= 2; start++) {
    const server = spawn(process.execPath, ['--import', killsItsDatabase, kith, 'start'], { env })
    let said = ''
    server.stderr.on('data', (bytes) => (said += String(bytes)))
    for await (const line of createInterface(server.stdout)) if (line.includes('first steward')) break
    server.kill('SIGUSR2')
    const [code] = (await once(server, 'exit')) as [number]
    expect(said).toMatch(/^The embedded database has died \(.+\): start Kith again, what it acknowledged is kept\.\n$/)
    expect(code).toBe(1)
  }
})

test('a database that has died says so once, answers nobody, and closes', async () => {
  const born = Promise.withResolvers<Worker>()
  process.once('worker', born.resolve)
  const database = await openDatabase({ url: null, dataDir: 'memory://', nodeId: 'test', template: inject('template') })
  expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }])
  await (await born.promise).terminate()
  expect(await database.died).toBeInstanceOf(Error)
  await expect(database.sql`select 1`).rejects.toThrow()
  await expect(database.dump!('none')).rejects.toThrow()
  await database.close()
})
