import { expect, inject, test } from 'vitest'
import postgres from 'postgres'
import { openDatabase } from '../../server/storage/database.ts'
import { readMigrations } from '../../server/storage/migrate.ts'
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
