import { expect, inject, test, vi } from 'vitest'
import postgres from 'postgres'
import { openDatabase } from '../../server/storage/database.ts'
import { readMigrations } from '../../server/storage/migrate.ts'
import { testDatabasePlace } from '../support/database.ts'
import { urlOf } from '../support/services-setup.ts'

test('three nodes that start at once on an empty database all find it complete', async () => {
  const server = inject('databaseUrl')
  const name = inject('template').replace('template', 'three_nodes')
  const admin = postgres(server, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name} template template0 encoding 'UTF8'`)
  const open = (nodeId: string) => openDatabase({ url: urlOf(server, name), dataDir: '', nodeId, unsafe: true })
  const nodes = await Promise.all(['one', 'two', 'three'].map(open))
  for (const node of nodes) {
    expect((await node.sql`select 1 from kith_migrations`).length).toBe(readMigrations().once.length)
    await node.close()
  }
  await admin.unsafe(`drop database ${name}`)
  await admin.end()
})

test('a Kith that is refused by a newer database keeps no connection to it, and so ends', async () => {
  const { options, drop } = await testDatabasePlace()
  const database = await openDatabase(options)
  await database.sql`insert into kith_migrations values ('9999_from_tomorrow.sql', 'x', now())`
  await expect(openDatabase({ ...options, nodeId: 'straggler' })).rejects.toThrow('newer than this Kith')
  const left = () => database.sql`select 1 from pg_stat_activity where application_name = 'straggler'`
  await vi.waitFor(async () => expect(await left()).toHaveLength(0))
  await database.close()
  await drop()
})
