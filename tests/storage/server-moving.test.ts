import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../server/storage/database.ts'
import { openBackup } from '../../server/storage/read-backup.ts'
import { restoreBackup } from '../../server/storage/restore-backup.ts'
import { sumRooms } from '../../server/storage/room-sums.ts'
import { writeBackup } from '../../server/storage/write-backup.ts'
import { testDatabase } from '../support/database.ts'
import { emptyDatabase } from '../support/embedded-setup.ts'
import { openWorld } from '../support/world.ts'

const server = await testDatabase()
const back = await testDatabase()

test('a circle moves from PostgreSQL to the embedded database and back, and every log is the same', async () => {
  const world = await openWorld(server)
  const { roomId } = await world.circle(['ben', 'chloe'])
  await world.run('ben', 'room:enter', { roomId })
  for (const text of ['1.10 and 1e3', 'ß 🜁 \\u0041 "', '{"a": 1.0}']) await world.say('ben', roomId, text)
  const folder = mkdtempSync(join(tmpdir(), 'kith-moving-'))
  const [there, home] = [join(folder, 'there.gz'), join(folder, 'home.gz')]
  const template = await emptyDatabase()
  const embedded = await openDatabase({ url: null, dataDir: 'memory://', nodeId: 'moving', template, migrated: false })

  await writeBackup(server, there, { secret: null, secretCheck: 'check' })
  await restoreBackup(embedded, await openBackup(there))
  await writeBackup(embedded, home, { secret: null, secretCheck: 'check' })
  await restoreBackup(back, await openBackup(home))

  const logs = await sumRooms(server.sql)
  expect(logs.map(({ events }) => events > 0)).toContain(true)
  expect(await sumRooms(embedded.sql)).toEqual(logs)
  expect(await sumRooms(back.sql)).toEqual(logs)
  await embedded.close()
  rmSync(folder, { recursive: true })
})
