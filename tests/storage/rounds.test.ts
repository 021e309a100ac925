import { expect, test } from 'vitest'
import { DomainError } from '../../shared/errors.ts'
import { newId } from '../../shared/new-id.ts'
import { runDueWork } from '../../server/domain/timers.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)

/** A table with a session hosted by ada and everybody seated; the groups of a fresh preview. */
async function session(people: string[], capacity = 30) {
  const place = await world.circle(people, capacity)
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId: place.roomId })
  await world.run('ada', 'session:start', { roomId: place.roomId, title: 'Critique evening' })
  return { ...place, preview: () => world.ask('ada', 'round:preview', { roomId: place.roomId, seed: 'tonight' }) }
}

const asInput = (groups: string[][]) => groups.map((memberIds) => ({ memberIds }))

test('a round opens with sizes of 6 to 10, and everybody sits in one breakout and keeps their seat in the room', async () => {
  const { roomId, preview } = await session(crowd(22))
  const { groups, counts } = await preview()
  expect(counts).toEqual([3])
  const { breakouts, repaired } = await world.run('ada', 'round:open', {
    roomId,
    groups: asInput(groups),
    task: 'Say what you noticed.',
    minutes: 10,
  })
  expect(breakouts.map(({ memberIds }) => memberIds.length).toSorted()).toEqual([7, 8, 8])
  expect(breakouts.flatMap(({ memberIds }) => memberIds).toSorted()).toEqual(groups.flat().toSorted())
  expect(repaired).toEqual({ placed: [], gone: [], changed: 0 })
  const { state } = await world.ask('ada', 'room:snapshot', { roomId })
  expect(state.seats).toHaveLength(23)
  expect(state.round?.breakouts).toHaveLength(3)
})

test('who left and who came since the preview is repaired with at most two breakouts changed, and the host is told', async () => {
  const { circleId, roomId, preview } = await session(crowd(20))
  const { groups } = await preview()
  await world.join(circleId, 'rae')
  await world.run('member-1', 'room:leave', { roomId })
  await world.run('rae', 'room:enter', { roomId })
  const { repaired } = await world.run('ada', 'round:open', { roomId, groups: asInput(groups), task: '', minutes: 5 })
  expect(repaired.gone).toEqual([await world.person('member-1')])
  expect(repaired.placed).toEqual([await world.person('rae')])
  expect(repaired.changed).toBeLessThanOrEqual(2)
})

test('INV-3 a host who asks again is told that the round is open, also when by then too few are left for it', async () => {
  const { roomId, preview } = await session(crowd(5))
  const { groups } = await preview()
  const open = { roomId, groups: asInput(groups), task: '', minutes: 5, commandId: newId() }
  const opened = await world.run('ada', 'round:open', open)
  await world.run('member-1', 'room:leave', { roomId })
  expect(await refusalOf(world.run('ada', 'round:open', { ...open, commandId: newId() }))).toBe('infeasible sizes')
  expect(await world.run('ada', 'round:open', open)).toEqual(opened)
  const { state } = await world.ask('ada', 'room:snapshot', { roomId })
  expect(state.round?.roundId).toBe(opened.roundId)
})

test('eleven people get the typed answer with the nearest choices, and the override is in the log', async () => {
  const { roomId, preview } = await session(crowd(10))
  const { groups, needsOverride, nearest } = await preview()
  expect(needsOverride).toBe(true)
  expect(nearest.map(({ sizes }) => sizes.toSorted((a, b) => a - b))).toEqual([[11], [5, 6]])
  const input = { roomId, groups: asInput(groups), task: '', minutes: 5 }
  const refused = await world.run('ada', 'round:open', input).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(DomainError)
  expect(refused).toMatchObject({ code: 'infeasible', details: { reason: 'sizes', people: 11 } })

  const { breakouts } = await world.run('ada', 'round:open', { ...input, override: true })
  expect(breakouts.map(({ memberIds }) => memberIds.length)).toEqual([11])
  const log = await world.ports.records.eventsAfter(roomId, 0, 100)
  expect(log.find(({ event }) => event.kind === 'round:opened')!.event.body).toMatchObject({ overridden: true })
})

test('INV-5 no breakout holds more than ten without the override, whatever a host asks for', async () => {
  const { roomId, preview } = await session(crowd(21))
  const everybody = (await preview()).groups.flat()
  const groups = [everybody.slice(0, 11), everybody.slice(11)]
  const { breakouts } = await world.run('ada', 'round:open', { roomId, groups: asInput(groups), task: '', minutes: 5 })
  expect(Math.max(...breakouts.map(({ memberIds }) => memberIds.length))).toBeLessThanOrEqual(10)
})

test('INV-8 a round closes at its time by the database, once, with every host away, and everybody is back', async () => {
  const { roomId, preview } = await session(crowd(13))
  const { groups } = await preview()
  const { breakouts, roundId } = await world.run('ada', 'round:open', {
    roomId,
    groups: asInput(groups),
    task: '',
    minutes: 10,
  })
  await world.node.departed(await world.person('ada'))
  await world.moveTime(9 * 60_000)
  await runDueWork(world.ports)
  expect((await world.ask('member-1', 'room:snapshot', { roomId })).state.round?.roundId).toBe(roundId)

  await world.moveTime(10 * 60_000 + 500)
  await Promise.all([1, 2, 3].map(() => runDueWork(world.ports)))
  const { state } = await world.ask('member-1', 'room:snapshot', { roomId })
  expect(state.round).toBeNull()
  expect(state.seats).toHaveLength(14)
  for (const id of [roomId, ...breakouts.map((breakout) => breakout.roomId)]) {
    const log = await world.ports.records.eventsAfter(id, 0, 200)
    const closings = log.filter(({ event }) => event.kind === 'round:closed').map(({ event }) => event)
    expect(closings).toMatchObject([{ memberId: null, body: { reason: 'time' } }])
  }
  await world.moveTime(0)
  await world.node.arrived(await world.person('ada'))
})

test('an extended round ends later; a host who closes after the clock hears that it is over', async () => {
  const { roomId, preview } = await session(crowd(7))
  const { groups } = await preview()
  const { roundId } = await world.run('ada', 'round:open', { roomId, groups: asInput(groups), task: '', minutes: 5 })
  await world.run('ada', 'round:extend', { roomId, roundId, minutes: 5 })
  await world.moveTime(6 * 60_000)
  await runDueWork(world.ports)
  expect((await world.ask('ada', 'round:monitor', { roomId, roundId })).isOpen).toBe(true)
  await world.moveTime(10 * 60_000 + 500)
  await runDueWork(world.ports)
  expect(await refusalOf(world.run('ada', 'round:close', { roomId, roundId }))).toBe('closed already')
  await world.moveTime(0)
})

test('INV-9 a place belongs to the member: nine minutes away and on another node, they return to it', async () => {
  const { roomId, preview } = await session(crowd(13))
  const { groups } = await preview()
  const { breakouts } = await world.run('ada', 'round:open', { roomId, groups: asInput(groups), task: '', minutes: 60 })
  const ben = await world.person('member-1')
  const mine = breakouts.find(({ memberIds }) => memberIds.includes(ben))!
  const before = await world.run('member-1', 'room:enter', { roomId: mine.roomId })
  await world.node.departed(ben)
  await world.moveTime(9 * 60_000)
  await runDueWork(world.ports)
  await world.node.arrived(ben)
  expect(await world.run('member-1', 'room:enter', { roomId: mine.roomId })).toEqual(before)

  await world.node.departed(ben)
  await world.moveTime(9 * 60_000 + 10 * 60_000 + 1_000)
  await runDueWork(world.ports)
  const { breakouts: seen } = await world.ask('ada', 'round:monitor', {
    roomId,
    roundId: (await currentRound(roomId))!,
  })
  expect(seen.find((breakout) => breakout.roomId === mine.roomId)!.memberIds).not.toContain(ben)
  await world.moveTime(0)
  await world.node.arrived(ben)
})

test('N22 a member of the room does not read a breakout in which they were not placed; a visiting host does', async () => {
  const { roomId, preview } = await session(crowd(13))
  const { groups } = await preview()
  const ada = await world.person('ada')
  const { breakouts } = await world.run('ada', 'round:open', { roomId, groups: asInput(groups), task: '', minutes: 5 })
  const [own, other] = breakouts.toSorted((a) => (a.memberIds.includes(ada) ? -1 : 1))
  const stranger = await nameOf(own!.memberIds.find((id) => id !== ada)!)
  expect(await refusalOf(world.ask(stranger, 'room:snapshot', { roomId: other!.roomId }))).toBe('not_found room')
  expect(await refusalOf(world.run(stranger, 'room:enter', { roomId: other!.roomId }))).toBe('not_found room')
  expect(await refusalOf(world.say(stranger, other!.roomId, 'hello'))).toBe('not_found room')
  expect(await refusalOf(world.ask('ada', 'room:snapshot', { roomId: other!.roomId }))).toBe('not_found room')
  expect((await world.run('ada', 'room:visit', { roomId: other!.roomId })).visiting).toBe(true)
  expect((await world.ask('ada', 'room:snapshot', { roomId: other!.roomId })).state.seats).toHaveLength(7)
})

test('a removal in the circle holds in the breakout in the same transaction', async () => {
  const { circleId, roomId, preview } = await session(crowd(6))
  const { groups } = await preview()
  const { breakouts } = await world.run('ada', 'round:open', { roomId, groups: asInput(groups), task: '', minutes: 5 })
  const memberId = await world.person('member-2')
  await world.run('ada', 'member:remove', { circleId, memberId, reason: 'no' })
  expect(await refusalOf(world.say('member-2', breakouts[0]!.roomId, 'still here'))).toBe('not_found room')
  expect((await world.ports.records.hearers(breakouts[0]!.roomId)).has(memberId)).toBe(false)
})

test('the end of a session closes its round first, and nobody else than a host ends it', async () => {
  const { roomId, preview } = await session(crowd(6))
  const { groups } = await preview()
  await world.run('ada', 'round:open', { roomId, groups: asInput(groups), task: '', minutes: 5 })
  expect(await refusalOf(world.run('member-1', 'session:end', { roomId }))).toBe('forbidden not_host')
  await world.run('ada', 'session:end', { roomId })
  const { state } = await world.ask('member-1', 'room:snapshot', { roomId })
  expect([state.session, state.round]).toEqual([null, null])
})

async function currentRound(roomId: string) {
  return (await world.ask('ada', 'room:snapshot', { roomId })).state.round?.roundId
}

async function nameOf(personId: string): Promise<string> {
  const [row] = await database.sql<{ name: string }[]>`select name from people where id = ${personId}`
  return row!.name
}
