import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fold } from '../../shared/fold.ts'
import { newId } from '../../shared/new-id.ts'
import type { Database } from '../../server/storage/database.ts'
import { openLedger, writeLedger } from '../../server/storage/ledger.ts'
import { openBackup } from '../../server/storage/read-backup.ts'
import { createRecordsStore } from '../../server/storage/records-store.ts'
import { restoreBackup, type RestoreOptions } from '../../server/storage/restore-backup.ts'
import { createSignInStore } from '../../server/storage/sign-in-store.ts'
import { writeBackup } from '../../server/storage/write-backup.ts'
import { acceptInvite } from '../../server/domain/invites.ts'
import { testDatabase } from '../support/database.ts'
import { facts, openWorld, reason } from '../support/world.ts'

const database = await testDatabase()
const other = await testDatabase()
const world = await openWorld(database)
const folder = mkdtempSync(join(tmpdir(), 'kith-restoring-'))
afterAll(() => rmSync(folder, { recursive: true }))

const [file, early, newest] = ['backup.gz', 'early.json', 'newest.json'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
]
const [kept, lost] = [newId(), newId()]
const place = { circleId: '', roomId: '', hugosId: '', gracesId: '' }
const said = { removed: 0, edited: 0, left: 0 }

beforeAll(async () => {
  await furnish()
  await writeBackup(database, file, { secret: null, secretCheck: 'check' })
  await takeBack()
  await writeLedger(database, newest)
})

/** A circle of Ada's in the middle of a talk, one of Hugo's and one of Grace's; and ways in of Ben's. */
async function furnish(): Promise<void> {
  Object.assign(place, await world.circle(['ben', 'chloe', 'finn']))
  const { circleId, roomId } = place
  for (const name of ['ada', 'ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  await changeRole('finn', 'facilitator')
  await world.run('ada', 'session:start', { roomId, title: 'Evening' })
  await bringGuest(roomId)
  await world.run('ada', 'invite:create', { circleId, addressee: 'Kira', reason })
  await world.run('ada', 'invite:create', { circleId, addressee: 'Jonas', reason })
  place.hugosId = (await world.run('hugo', 'circle:open', { facts: { ...facts, name: "Hugo's" } })).circleId
  await world.join(place.hugosId, 'iris', 'hugo')
  place.gracesId = (await world.run('grace', 'circle:open', { facts: { ...facts, name: "Grace's" } })).circleId
  const ben = await world.person('ben')
  await database.sql`update people set email_sealed = 'sealed', email_index = 'old address' where id = ${ben}`
  for (const id of [kept, lost])
    await database.sql`insert into passkeys (id, person_id, credential_id, public_key, counter, transports, label, made_at)
      values (${id}, ${ben}, ${id}, 'key', 0, '[]', 'thumb', kith_now())`
  const signIns = createSignInStore(database)
  await signIns.insert({ signInId: newId(), secretHash: 'cookie', label: 'tablet' }, ben)
  await signIns.insertLink({ codeHash: 'link', kind: 'operator', personId: ben, lifeMs: 3_600_000 })
  await writeLedger(database, early)
  said.removed = (await world.say('ben', roomId, 'I should not have said this.')).seq
  await world.run('chloe', 'reaction:add', { roomId, seq: said.removed, emoji: '👍' })
  said.edited = (await world.say('ben', roomId, 'She is called Rosalind.')).seq
  said.left = (await world.say('chloe', roomId, 'This may stay.')).seq
}

async function bringGuest(roomId: string): Promise<void> {
  const { inviteId } = await world.run('ada', 'guest:invite', { roomId, addressee: 'Noor', reason })
  const actor = { personId: await world.person('noor'), signInId: null }
  await acceptInvite(world.ports, actor, { commandId: newId(), codeHash: `hash of ${inviteId}`, name: 'noor' })
  await world.run('noor', 'room:enter', { roomId })
}

async function takeBack(): Promise<void> {
  const { circleId, roomId } = place
  await world.run('ada', 'guest:show-out', { roomId, memberId: await world.person('noor') })
  await world.run('ben', 'message:remove', { roomId, seq: said.removed })
  await world.run('ben', 'message:edit', { roomId, seq: said.edited, text: 'She is called R.' })
  await world.say('ada', roomId, 'Nobody will know of this one.')
  await world.run('ada', 'member:remove', { circleId, memberId: await world.person('chloe'), reason: 'Enough.' })
  await changeRole('finn', 'member')
  const { invites } = await world.ask('ada', 'circle:invites', { circleId })
  const idOf = (addressee: string) => invites.find((invite) => invite.addressee === addressee)!.inviteId
  await world.run('ada', 'invite:revoke', { circleId, inviteId: idOf('Kira') })
  await changeRole('iris', 'steward', place.hugosId, 'hugo')
  await world.run('hugo', 'member:leave', { circleId: place.hugosId })
  await world.join(place.gracesId, 'kira', 'grace')
  await changeRole('kira', 'steward', place.gracesId, 'grace')
  await world.run('grace', 'member:leave', { circleId: place.gracesId })
  await database.sql`update people set email_index = 'new address' where email_index = 'old address'`
  await database.sql`delete from passkeys where id = ${lost}`
}

async function changeRole(
  name: string,
  role: 'member' | 'facilitator' | 'steward',
  circleId = place.circleId,
  by = 'ada',
): Promise<void> {
  await world.run(by, 'member:change-role', { circleId, memberId: await world.person(name), role })
}

async function restore(into: Database, options: RestoreOptions = {}) {
  const backup = await openBackup(file)
  return restoreBackup(into, backup, { replace: true, ...options }).finally(() => backup.close())
}

const rolesIn = async ({ sql }: Database, circleId: string) => {
  const rows = await sql<{ name: string; role: string }[]>`
    select name, role from memberships where circle_id = ${circleId} and ended_at is null order by name`
  return Object.fromEntries(rows.map(({ name, role }) => [name, role]))
}
const invitesIn = async ({ sql }: Database) =>
  sql<{ addressee: string; state: string }[]>`
    select addressee, invite_state(i) as state from invites i where circle_id = ${place.circleId} and used_at is null
    order by addressee`
const roomIn = async ({ sql }: Database) =>
  (await createRecordsStore(sql).look('room:snapshot', await world.person('ben'), { roomId: place.roomId }))!.state
const wordsIn = async (where: Database) =>
  Object.fromEntries((await roomIn(where)).messages.map(({ seq, text }) => [seq, text]))

/** Everything that was taken back, in whatever way it became known. */
async function expectTakenBack(where: Database): Promise<void> {
  expect(await wordsIn(where)).toEqual({ [said.removed]: null, [said.edited]: null, [said.left]: 'This may stay.' })
  expect((await roomIn(where)).messages[0]!.reactions).toEqual([])
  const [dump] = await where.sql<{ words: string }[]>`select string_agg(body::text, ' ') as words from events`
  expect(dump!.words).not.toMatch(/should not|Rosalind|Nobody will know/)
  expect(await rolesIn(where, place.circleId)).toEqual({ ada: 'steward', ben: 'member', finn: 'member' })
  const seated = (await roomIn(where)).seats.map(({ memberId }) => memberId)
  for (const name of ['chloe', 'noor']) expect(seated).not.toContain(await world.person(name))
  expect(await invitesIn(where)).toMatchObject([
    { addressee: 'Jonas', state: 'open' },
    { addressee: 'Kira', state: 'revoked' },
  ])
  expect(await where.sql`select id from passkeys`).toMatchObject([{ id: kept }])
  expect(await where.sql`select 1 from people where email_index is not null`).toHaveLength(0)
}

test('without either nothing is known, and it is said', async () => {
  const { takenBack } = await restore(other)
  expect(takenBack).toBeNull()
  expect((await wordsIn(other))[said.removed]).toBe('I should not have said this.')
  expect(await rolesIn(other, place.circleId)).toMatchObject({ chloe: 'member', finn: 'facilitator' })
})

test('what was taken back after a backup is taken back again by the ledger', async () => {
  await restore(other)
  const before = await roomIn(other)
  const { takenBack } = await restore(other, { ledger: openLedger(newest) })
  expect(takenBack).toMatchObject({ messages: 2, members: 2, guests: 1, roles: 1, invites: 1, waysIn: 2 })
  await expectTakenBack(other)
  const events = await createRecordsStore(other.sql).eventsAfter(place.roomId, before.head, 100)
  expect(events.length).toBeGreaterThan(2)
  expect(events.reduce((state, { event }) => fold(state, event), before)).toEqual(await roomIn(other))
})

test('the last steward goes only where somebody is one later; who has to stay is named', async () => {
  const { takenBack } = await restore(other, { ledger: openLedger(newest) })
  expect(await rolesIn(other, place.hugosId)).toEqual({ iris: 'steward' })
  expect(await rolesIn(other, place.gracesId)).toEqual({ grace: 'steward' })
  expect(takenBack!.kept).toEqual([{ name: 'grace', circleName: "Grace's" }])
})

test('a ledger is small, its owner alone reads it, and nothing that anybody wrote is in it', () => {
  expect(statSync(newest).mode & 0o777).toBe(0o600)
  expect(readFileSync(newest, 'utf8')).not.toMatch(/Rosalind|Enough|Kira|Hugo|sealed/)
})

test('a ledger from before the backup, of another Kith, or something else is refused, and nothing is changed', async () => {
  await restore(other, { ledger: openLedger(newest) })
  const notLater = 'not of a later moment'
  await expect(restore(other, { ledger: openLedger(early) })).rejects.toThrow(notLater)
  const foreign = { ...openLedger(newest), heads: { [newId()]: 900 } }
  await expect(restore(other, { ledger: foreign })).rejects.toThrow(notLater)
  writeFileSync(join(folder, 'letter.json'), '{"to": "Ada"}')
  expect(() => openLedger(join(folder, 'letter.json'))).toThrow('is no ledger')
  expect(() => openLedger(file)).toThrow('cannot be read as a ledger')
  await expectTakenBack(other)
})

test('nobody is signed in after a restore, and no link from before it works', async () => {
  const signIns = createSignInStore(other)
  await restore(other)
  expect(await createSignInStore(database).find({ secretHash: 'cookie' })).not.toBeNull()
  expect(await signIns.find({ secretHash: 'cookie' })).toBeNull()
  expect(await signIns.findLink('link', null)).toBeNull()
})

test('a move to another machine may keep everybody signed in', async () => {
  const signIns = createSignInStore(other)
  await restore(other, { keepSignIns: true })
  expect(await signIns.find({ secretHash: 'cookie' })).not.toBeNull()
  expect(await signIns.findLink('link', null)).not.toBeNull()
})

test('the database that is replaced tells it where no ledger is given', async () => {
  await world.node.end()
  const { takenBack } = await restore(database)
  expect(takenBack).toMatchObject({ messages: 2, members: 2 })
  await expectTakenBack(database)
})
