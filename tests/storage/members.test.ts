import { expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { acceptInvite } from '../../server/domain/invites.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, facts, openWorld, reason, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)

async function invited(circleId: string, name: string) {
  const { inviteId } = await world.run('ada', 'invite:create', { circleId, addressee: name, reason })
  return { codeHash: `hash of ${inviteId}`, inviteId }
}

async function accept(codeHash: string, name: string) {
  const actor = { personId: await world.person(name), signInId: null }
  return acceptInvite(world.ports, actor, { commandId: newId(), codeHash, name })
}

test('INV-5 forty invites are redeemed at once in a circle of twelve: twelve belong, the others have a place in line', async () => {
  const { circleId } = await world.run('ada', 'circle:open', { facts: { ...facts, name: 'Twelve', capacity: 12 } })
  const people = crowd(40)
  const invites = await Promise.all(people.map((name) => invited(circleId, name)))
  const replies = await Promise.all(people.map((name, index) => accept(invites[index]!.codeHash, name)))

  expect(replies.filter(({ place }) => place === null)).toHaveLength(11)
  expect(replies.flatMap(({ place }) => place ?? []).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 29 }, (_, index) => index + 1),
  )
  expect((await world.ask('ada', 'circle:view', { circleId })).members).toHaveLength(12)
})

test('a capacity above 150 is refused with the reason: it needs a second steward', async () => {
  const open = world.run('ada', 'circle:open', { facts: { ...facts, capacity: 151 } })
  expect(await refusalOf(open)).toBe('forbidden needs_second_steward')
})

test('an invite is for one person and one use', async () => {
  const { circleId } = await world.circle()
  const { codeHash } = await invited(circleId, 'ben')
  await accept(codeHash, 'ben')
  expect(await refusalOf(accept(codeHash, 'chloe'))).toBe('not_found invite_used')
})

test('N23 a revoked, an expired and an unknown invite let nobody in', async () => {
  const { circleId } = await world.circle()
  const revoked = await invited(circleId, 'ben')
  await world.run('ada', 'invite:revoke', { circleId, inviteId: revoked.inviteId })
  expect(await refusalOf(accept(revoked.codeHash, 'ben'))).toBe('not_found invite_revoked')
  const expired = await invited(circleId, 'chloe')
  await world.moveTime(14 * 24 * 3_600_000 + 1_000)
  expect(await refusalOf(accept(expired.codeHash, 'chloe'))).toBe('not_found invite_expired')
  await world.moveTime(0)
  expect(await refusalOf(accept('hash of nothing', 'chloe'))).toBe('not_found invite')
})

test('INV-7 N23 whoever is removed does not come back by an invite that they made themselves, nor bring anybody', async () => {
  const { circleId } = await world.circle(['ben', 'chloe'])
  const ben = await world.person('ben')
  await world.run('ada', 'member:change-role', { circleId, memberId: ben, role: 'steward' })
  const made = await world.run('ben', 'invite:create', { circleId, addressee: 'dev', reason })
  const others = await invited(circleId, 'rae')
  await world.run('ada', 'member:remove', { circleId, memberId: ben, reason: 'spam' })
  for (const name of ['ben', 'dev'])
    expect(await refusalOf(accept(`hash of ${made.inviteId}`, name))).toBe('not_found invite_revoked')
  expect(await refusalOf(accept(others.codeHash, 'rae'))).toBe('accepted')
})

test('a place that becomes free goes to the first in line, whose invite may be long over', async () => {
  const { circleId } = await world.run('ada', 'circle:open', { facts: { ...facts, name: 'Three', capacity: 3 } })
  for (const name of ['ben', 'chloe']) await world.join(circleId, name)
  expect(await world.join(circleId, 'rae')).toBe(1)
  expect((await world.ask('rae', 'me', {})).inLine).toMatchObject([{ circleId, place: 1 }])
  await world.run('ben', 'member:leave', { circleId })
  expect((await world.ask('rae', 'me', {})).circles.map((circle) => circle.circleId)).toContain(circleId)
})

test('the last steward stays one, also when two step down at once', async () => {
  const { circleId } = await world.circle(['ben'])
  const ada = await world.person('ada')
  const ben = await world.person('ben')
  const demote = (memberId: string, by = 'ada') =>
    world.run(by, 'member:change-role', { circleId, memberId, role: 'member' })
  expect(await refusalOf(demote(ada))).toBe('conflict last_steward')
  expect(await refusalOf(world.run('ada', 'member:leave', { circleId }))).toBe('conflict last_steward')
  await world.run('ada', 'member:change-role', { circleId, memberId: ben, role: 'steward' })
  const outcomes = await Promise.all([refusalOf(demote(ada)), refusalOf(demote(ben, 'ben'))])
  expect(outcomes.toSorted()).toEqual(['accepted', 'conflict last_steward'])
})

test('N20 of fifty stewards who all step down at once one stays', async () => {
  const { circleId } = await world.circle(crowd(49))
  const stewards = ['ada', ...crowd(49)]
  const change = async (by: string, name: string, role: 'steward' | 'member') =>
    world.run(by, 'member:change-role', { circleId, memberId: await world.person(name), role })
  for (const name of crowd(49)) await change('ada', name, 'steward')
  const outcomes = await Promise.all(stewards.map((name) => refusalOf(change(name, name, 'member'))))
  expect(outcomes.toSorted()).toEqual([...stewards.slice(1).map(() => 'accepted'), 'conflict last_steward'])
  const { members } = await world.ask('ada', 'circle:view', { circleId })
  expect(members.filter(({ role }) => role === 'steward')).toHaveLength(1)
})

test('N20 a facilitator gives no roles, a member invites nobody', async () => {
  const { circleId } = await world.circle(['ben', 'chloe'])
  const memberId = await world.person('ben')
  await world.run('ada', 'member:change-role', { circleId, memberId, role: 'facilitator' })
  const steward = world.run('ben', 'member:change-role', { circleId, memberId, role: 'steward' })
  expect(await refusalOf(steward)).toBe('forbidden role')
  expect(await refusalOf(world.run('chloe', 'invite:create', { circleId, addressee: 'dev', reason }))).toBe(
    'forbidden role',
  )
})

test('INV-6 whatever is not yours is not found, like what does not exist', async () => {
  const { circleId, roomId, commonsId } = await world.circle(['ben'])
  const asDev = [
    world.ask('dev', 'circle:view', { circleId }),
    world.ask('dev', 'circle:table', { circleId }),
    world.ask('dev', 'room:snapshot', { roomId }),
    world.ask('dev', 'room:catch-up', { roomId: commonsId, after: 0 }),
    world.ask('dev', 'circle:invites', { circleId }),
    world.say('dev', roomId, 'hello'),
    world.run('dev', 'room:enter', { roomId }),
    world.run('dev', 'room:visit', { roomId }),
    world.run('dev', 'member:leave', { circleId }),
    world.run('dev', 'room:close', { roomId }),
    world.run('dev', 'session:start', { roomId, title: 'x' }),
  ]
  for (const refusal of await Promise.all(asDev.map(refusalOf))) expect(refusal).toMatch(/^not_found/)
  expect(await refusalOf(world.run('dev', 'room:enter', { roomId: newId() }))).toBe('not_found room')
})

test('INV-7 a removal ends seats and places, and each log that the person could read says so at one number', async () => {
  const { circleId, roomId, commonsId } = await world.circle(['ben', 'eli'])
  for (const name of ['ada', 'ben', 'eli']) await world.run(name, 'room:enter', { roomId })
  const eli = await world.person('eli')
  const epochBefore = (await world.ports.records.heads([roomId])).get(roomId)!.epoch
  await world.run('ada', 'member:remove', { circleId, memberId: eli, reason: 'Sold to members by direct message.' })

  expect(await refusalOf(world.say('eli', roomId, 'one more thing'))).toBe('not_found room')
  expect(await refusalOf(world.ask('eli', 'room:catch-up', { roomId, after: 0 }))).toBe('not_found room')
  for (const id of [roomId, commonsId]) {
    const last = (await world.ports.records.eventsAfter(id, 0, 100)).at(-1)!.event
    expect(last).toMatchObject({ kind: 'member:removed', body: { memberId: eli } })
    expect((await world.ports.records.hearers(id)).has(eli)).toBe(false)
  }
  expect((await world.ports.records.heads([roomId])).get(roomId)!.epoch).toBeGreaterThan(epochBefore)
  expect((await world.ask('ben', 'room:snapshot', { roomId })).state.seats).toHaveLength(2)
})

test('a name is taken once in a circle, whatever its case', async () => {
  const { circleId } = await world.circle(['ben'])
  const { codeHash } = await invited(circleId, 'Ben')
  const actor = { personId: await world.person('another ben'), signInId: null }
  expect(await refusalOf(acceptInvite(world.ports, actor, { commandId: newId(), codeHash, name: 'BEN' }))).toBe(
    'conflict name_taken',
  )
})

test('a removed member is told by which circle and why, for thirty days; nobody else is, and who left is not', async () => {
  const { circleId } = await world.circle(['mona', 'noor'])
  const why = 'You asked people out again and again.'
  await world.run('ada', 'member:remove', { circleId, memberId: await world.person('mona'), reason: why })
  await world.run('noor', 'member:leave', { circleId, reason: 'Too little time.' })
  const told = async (name: string) => (await world.ask(name, 'me', {})).removedFrom
  expect(await told('mona')).toEqual([
    { circleId, name: expect.stringContaining(facts.name), reason: why, at: expect.any(Number) },
  ])
  expect([await told('noor'), await told('ada')]).toEqual([[], []])
  await world.moveTime(31 * 24 * 3_600_000)
  expect(await told('mona')).toEqual([])
  await world.moveTime(0)
})
