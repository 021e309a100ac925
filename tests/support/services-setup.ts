import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '../../server/storage/database.ts'
import { available } from './available.ts'

/** Makes one migrated database on the server, from which every test file starts with a copy of its own. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  if (!available.services) throw new Error('no services to test on')
  const { databaseUrl, redisUrl } = available.services
  const run = `kith_test_${randomBytes(6).toString('hex')}`
  const template = `${run}_template`
  const admin = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${template} template template0 encoding 'UTF8'`)
  const database = await openDatabase({
    url: urlOf(databaseUrl, template),
    dataDir: '',
    nodeId: 'template',
    unsafe: true,
  })
  await database.close()
  project.provide('mode', 'services')
  project.provide('template', template)
  project.provide('databaseUrl', databaseUrl)
  project.provide('redisUrl', redisUrl)
  return async () => {
    const left = await admin<{ name: string }[]>`
      select datname as name from pg_database where starts_with(datname, ${run})`
    for (const { name } of left) await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.end()
  }
}

/** The same server, another database. */
export function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = `/${database}`
  return url.href
}
