import { expect, inject, test, vi } from 'vitest'
import postgres from 'postgres'
import { openDatabase } from '../../server/storage/database.ts'
import { migrate, readMigrations } from '../../server/storage/migrate.ts'
import { testDatabase, testDatabasePlace } from '../support/database.ts'
import { urlOf } from '../support/services-setup.ts'
import { openWorld } from '../support/world.ts'

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

test('a migration of a table that a backup is reading holds up nobody, and is made when the backup is done', async () => {
  const database = await testDatabase()
  const world = await openWorld(database)
  const { roomId } = await world.circle(['ben'])
  await world.run('ben', 'room:enter', { roomId })
  const [isReading, isDone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const backup = database.inTransaction(
    async ({ sql }) => {
      await sql`select 1 from rooms`
      isReading.resolve()
      await isDone.promise
    },
    { statementMs: 60_000, wholeMs: 60_000 },
  )
  await isReading.promise
  const { version, once, repeatable } = readMigrations()
  const next = { name: '9004_shelves.sql', text: 'alter table rooms add column shelf integer', hash: 'next' }
  const migrating = migrate(database, { version, once: [...once, next], repeatable })
  const isWaiting = () => database.sql`select 1 from pg_locks where not granted and mode = 'AccessExclusiveLock'`
  await vi.waitFor(async () => expect(await isWaiting()).toHaveLength(1), 5_000)
  expect(await world.say('ben', roomId, 'Good evening')).toMatchObject({ seq: expect.any(Number) })
  isDone.resolve()
  await backup
  await migrating
  expect(await database.sql`select shelf from rooms where id = ${roomId}`).toEqual([{ shelf: null }])
})
