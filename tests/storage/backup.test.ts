import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { acceptInvite } from '../../server/domain/invites.ts'
import { StartupError } from '../../server/startup-error.ts'
import type { BackupFigures } from '../../server/storage/backup-format.ts'
import { listTables } from '../../server/storage/catalog.ts'
import { openDatabase, type Database } from '../../server/storage/database.ts'
import { openBackup } from '../../server/storage/read-backup.ts'
import { restoreBackup } from '../../server/storage/restore-backup.ts'
import { sumRooms } from '../../server/storage/room-sums.ts'
import { writeBackup } from '../../server/storage/write-backup.ts'
import { testDatabase, testDatabasePlace } from '../support/database.ts'
import { crowd, openWorld, reason } from '../support/world.ts'

const database = await testDatabase()
const other = await testDatabase()
const world = await openWorld(database)
const folder = mkdtempSync(join(tmpdir(), 'kith-backup-'))
afterAll(() => rmSync(folder, { recursive: true }))

const secret = { secret: null, secretCheck: 'check' }
const file = join(folder, 'kith.gz')
let written: BackupFigures = { rooms: 0, events: 0, rows: 0 }

async function everything({ sql }: Database): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {}
  for (const { name } of await listTables(sql)) {
    if (name === 'nodes') continue
    found[name] = [...(await sql.unsafe(`select t::text as row from "${name}" t order by 1`))]
  }
  return found
}

async function restore(into: Database, from = file, replace = false): Promise<BackupFigures> {
  const backup = await openBackup(from)
  const { figures } = await restoreBackup(into, backup, { replace }).finally(() => backup.close())
  return figures
}

beforeAll(async () => {
  const people = crowd(14)
  const { roomId } = await world.circle(people, 20)
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  for (const name of people)
    await world.say(name, roomId, `I am ${name}, "quoted" \\ and 🜁\nnext line\u2028and\u2029after`)
  const { inviteId } = await world.run('ada', 'guest:invite', { roomId, addressee: 'Kira', reason })
  const kira = { personId: await world.person('kira'), signInId: null }
  await acceptInvite(world.ports, kira, { commandId: newId(), codeHash: `hash of ${inviteId}`, name: 'Kira' })
  const { circleId } = await world.ask('ada', 'room:snapshot', { roomId }).then(({ state }) => state)
  const kitchen = await world.run('ada', 'room:open', { circleId, name: 'Kitchen', capacity: 2 })
  for (const name of people.slice(0, 5)) await world.run(name, 'room:enter', { roomId: kitchen.roomId, moving: true })
  const { seq } = await world.say('ada', roomId, 'Let us write to the council.')
  await world.run('ada', 'mark:add', { roomId, seq, mark: 'decision' })
  await world.run('ada', 'timer:set', { roomId, seconds: 600, label: 'Once around' })
  const { groups } = await world.ask('ada', 'round:preview', { roomId, seed: 'tonight' })
  const asked = groups.map((memberIds) => ({ memberIds }))
  await world.run('ada', 'round:open', { roomId, groups: asked, task: 'Say what you noticed.', minutes: 10 })
  written = await writeBackup(database, file, secret)
})

test('a backup is one file that only its owner reads', () => {
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(written.rooms).toBe(5)
  expect(written.events).toBeGreaterThan(30)
})

test('what is restored is everything, as it was, and goes on from there', async () => {
  expect(await restore(other)).toEqual(written)
  expect(await everything(other)).toEqual(await everything(database))
  expect((await everything(other))['guests']).toHaveLength(1)
  expect(await sumRooms(other.sql)).toEqual(await sumRooms(database.sql))
  const line = await other.sql`
    insert into circle_line (circle_id, person_id, name, invited_by, joined_at)
    select circle_id, person_id, name, person_id, joined_at from memberships limit 1 returning no`
  expect(line).toHaveLength(1)
})

test('a database with people in it is refused, and replaced only for somebody who says so', async () => {
  await expect(restore(other)).rejects.toThrow('add --replace to lose it')
  await other.sql`update people set name = 'somebody else'`
  expect(await restore(other, file, true)).toEqual(written)
  expect((await everything(other))['people']).toEqual((await everything(database))['people'])
})

test('a database on which a Kith runs is refused', async () => {
  await other.sql`insert into nodes values ('running', clock_timestamp() + interval '1 minute')`
  await expect(restore(other, file, true)).rejects.toThrow('Kith runs on this database (running)')
  await other.sql`delete from nodes where id = 'running'`
})

test('a backup in which a word was changed is refused, and nothing of it stays', async () => {
  const text = gunzipSync(readFileSync(file)).toString()
  const changed = join(folder, 'changed.gz')
  writeFileSync(changed, gzipSync(text.replace('Let us write to the council.', 'Let us write to the mayor.')))
  const before = await everything(other)
  await expect(restore(other, changed, true)).rejects.toThrow('The backup is damaged (1 rooms are not as they were)')
  expect(await everything(other)).toEqual(before)
})

test('a file that is cut short, is something else or is not there is one sentence', async () => {
  const whole = readFileSync(file)
  const text = gunzipSync(whole).toString()
  const files: [name: string, bytes: Buffer | null, sentence: string][] = [
    ['half.gz', whole.subarray(0, whole.length / 2), 'cannot be read as a backup'],
    ['end.gz', gzipSync(text.slice(0, text.lastIndexOf('#{'))), 'stops before its end'],
    ['letter.gz', gzipSync('Dear Ada'), 'is no backup of Kith'],
    ['plain.txt', Buffer.from('Dear Ada'), 'cannot be read as a backup'],
    ['newer.gz', gzipSync(text.replace('"format":1', '"format":2')), 'was made by a newer Kith'],
    [
      'later.gz',
      gzipSync(text.replace('"migrations":[', '"migrations":["9999_later.sql",')),
      'is newer than this Kith',
    ],
    ['nowhere.gz', null, 'cannot be read as a backup'],
  ]
  for (const [name, bytes, sentence] of files) {
    if (bytes) writeFileSync(join(folder, name), bytes)
    const restoring = restore(other, join(folder, name), true)
    await expect(restoring, name).rejects.toBeInstanceOf(StartupError)
    await expect(restoring, name).rejects.toThrow(sentence)
  }
  expect((await other.sql`select 1 from people`).length).toBeGreaterThan(0)
})

test('a backup never overwrites another one or what is half written, and leaves nothing half written', async () => {
  await expect(writeBackup(database, file, secret)).rejects.toThrow('is there already: name another file')
  writeFileSync(join(folder, 'taken.gz.partial'), '')
  await expect(writeBackup(database, join(folder, 'taken.gz'), secret)).rejects.toThrow('is in the way')
  await expect(writeBackup(database, join(folder, 'no/where.gz'), secret)).rejects.toThrow('cannot be written')
})

test('an empty Kith is a backup too', async () => {
  const place = await testDatabasePlace()
  const empty = await openDatabase(place.options)
  const path = join(folder, 'empty.gz')
  expect(await writeBackup(empty, path, secret)).toEqual({ rooms: 0, events: 0, rows: 0 })
  expect(await restore(empty, path)).toEqual({ rooms: 0, events: 0, rows: 0 })
  await empty.close()
  await place.drop()
})
