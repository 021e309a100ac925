import { expect, test } from 'vitest'
import { runDueWork } from '../../server/domain/timers.ts'
import { fold } from '../../shared/fold.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { testDatabase } from '../support/database.ts'
import { occupancyOf, traceOccupancy } from '../support/occupancy.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)
await traceOccupancy(database)

/** A table with a session hosted by ada and everybody seated, and a round in which they choose for a minute. */
async function choosing(count: number, seats: number[], rest: 'stay' | 'place' = 'stay') {
  const people = crowd(count - 1)
  const place = await world.circle(people, 30)
  const { roomId } = place
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Open space' })
  const input = { breakouts: seats.map((free) => ({ seats: free })), task: '', minutes: 10, chooseSeconds: 60, rest }
  const before = await snapshot('ada', roomId)
  const { roundId } = await world.run('ada', 'round:offer', { roomId, ...input })
  const breakouts = (await snapshot('ada', roomId)).round!.breakouts
  const choose = (name: string, breakoutId: string | null) =>
    world.run(name, 'round:choose', { roomId, roundId, breakoutId })
  return { ...place, before, roundId, breakouts, choose }
}

const snapshot = async (name: string, roomId: string) => (await world.ask(name, 'room:snapshot', { roomId })).state
const sizesIn = async (roomId: string) =>
  (await snapshot('ada', roomId)).round!.breakouts.map(({ memberIds }) => memberIds.length)

/** The events since a state, folded into it, are what a fresh snapshot says. */
async function expectConverged(before: RoomState): Promise<void> {
  const { events } = await world.ask('ada', 'room:catch-up', { roomId: before.roomId, after: before.head })
  const folded = events.reduce((state, event) => fold(state, event as Parameters<typeof fold>[1]), before)
  expect(folded).toEqual(await snapshot('ada', before.roomId))
}

test('INV-5 twenty people press for three seats at one moment: three sit, the others are told that it is full', async () => {
  const { roomId, breakouts, choose, before } = await choosing(21, [3, 10])
  const answers = await Promise.all(crowd(20).map((name) => refusalOf(choose(name, breakouts[0]!.roomId))))
  expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(3)
  expect(answers.filter((answer) => answer === 'full room_full')).toHaveLength(17)
  expect((await occupancyOf(database, breakouts[0]!.roomId)).most).toBe(3)
  expect(await sizesIn(roomId)).toEqual([3, 0])
  expect((await snapshot('ada', roomId)).round!.breakouts.map(({ seats }) => seats)).toEqual([3, 10])
  await expectConverged(before)
})

test('people change their minds while they may, and sit in one breakout or in the room', async () => {
  const { roomId, breakouts, choose, before } = await choosing(8, [4, 4])
  const [left, right] = breakouts.map((card) => card.roomId) as [string, string]
  await choose('member-1', left)
  await choose('member-1', right)
  expect(await sizesIn(roomId)).toEqual([0, 1])
  expect((await snapshot('member-1', right)).seats).toHaveLength(1)
  expect(await world.ask('member-1', 'round:reason', { roomId: right })).toEqual({ reason: 'you chose it' })
  await choose('member-1', null)
  expect(await sizesIn(roomId)).toEqual([0, 0])
  await expectConverged(before)
})

test('INV-8 when the time to choose is up, who has not chosen stays in the room, once and with every host away', async () => {
  const { roomId, breakouts, choose, before, circleId } = await choosing(8, [4, 4])
  await choose('member-1', breakouts[0]!.roomId)
  await world.join(circleId, 'rae')
  await world.run('rae', 'room:enter', { roomId })
  await world.moveTime(61_000)
  expect(await world.ports.log.nextDueInMs()).toBeLessThanOrEqual(0)
  await Promise.all([1, 2, 3].map(() => runDueWork(world.ports)))
  expect(await sizesIn(roomId)).toEqual([1, 0])
  const log = await world.ports.records.eventsAfter(roomId, before.head, 200)
  expect(log.filter(({ event }) => event.kind === 'round:chosen')).toHaveLength(1)
  expect((await snapshot('ada', roomId)).round).not.toHaveProperty('choosingUntil')
  expect(await refusalOf(choose('member-2', breakouts[0]!.roomId))).toBe('closed chosen')
  await expectConverged(before)
  await world.moveTime(0)
})

test('or they are placed where there are fewest, but for who leads and who sits this one out', async () => {
  const { circleId, roomId, breakouts, choose, before } = await choosing(10, [6, 6], 'place')
  await world.run('member-9', 'round:sit-out', { roomId })
  for (const name of crowd(3)) await choose(name, breakouts[0]!.roomId)
  await world.moveTime(61_000)
  await runDueWork(world.ports)
  expect(await sizesIn(roomId)).toEqual([4, 4])
  const placed = (await snapshot('ada', roomId)).round!.breakouts.flatMap(({ memberIds }) => memberIds)
  expect(placed).not.toContain(await world.person('ada'))
  expect(placed).not.toContain(await world.person('member-9'))
  const { placedIn } = await world.ask('member-8', 'circle:table', { circleId })
  expect(await world.ask('member-8', 'round:reason', { roomId: placedIn! })).toEqual({
    reason: 'placed by the rule for who has no place yet',
  })
  await expectConverged(before)
  await world.moveTime(11 * 60_000 + 1_000)
  await runDueWork(world.ports)
  expect((await snapshot('ada', roomId)).round).toBeNull()
  await world.moveTime(0)
})

test('who comes once the time to choose is up sits by the rule that the host chose for them, or stays at the table', async () => {
  const { circleId, roomId, roundId, breakouts, choose, before } = await choosing(8, [4, 4])
  const monitor = () => world.ask('ada', 'round:monitor', { roomId, roundId })
  await choose('member-1', breakouts[0]!.roomId)
  expect(await monitor()).toMatchObject({ late: 'stay', isChoosing: true })
  await world.run('ada', 'round:change-late', { roomId, roundId, late: 'smallest' })
  for (const name of ['rae', 'noor', 'otto']) await world.join(circleId, name)
  await world.run('noor', 'room:enter', { roomId })
  expect(await sizesIn(roomId)).toEqual([1, 0])
  await world.moveTime(61_000)
  await runDueWork(world.ports)
  expect(await monitor()).toMatchObject({ late: 'smallest', isChoosing: false })
  await world.run('rae', 'room:enter', { roomId })
  expect(await sizesIn(roomId)).toEqual([1, 1])
  await world.run('ada', 'round:change-late', { roomId, roundId, late: 'stay' })
  await world.run('otto', 'room:enter', { roomId })
  expect(await sizesIn(roomId)).toEqual([1, 1])
  await expectConverged(before)
  await world.moveTime(0)
})

test('two people who are kept apart never choose the same breakout, and are told what everybody is told', async () => {
  const { circleId, roomId, breakouts, choose } = await choosing(6, [4, 4])
  const other = await world.person('member-2')
  await world.run('member-1', 'grouping:keep-apart', { circleId, memberId: other })
  await choose('member-2', breakouts[0]!.roomId)
  expect(await refusalOf(choose('member-1', breakouts[0]!.roomId))).toBe('infeasible people')
  await world.run('member-3', 'round:sit-out', { roomId })
  expect(await refusalOf(choose('member-3', breakouts[0]!.roomId))).toBe('infeasible people')
  expect(await refusalOf(choose('member-1', breakouts[1]!.roomId))).toBe('accepted')
})

test('a round is prepared days ahead, opened for who is there by then, renamed over and removed', async () => {
  const place = await world.circle(crowd(15), 30)
  const { roomId } = place
  const ids = await Promise.all(crowd(15).map((name) => world.person(name)))
  const list = async (name = 'ada') => (await world.ask(name, 'round:prepared', { roomId })).prepared
  const plan = (half: number) => ({
    breakouts: [
      { name: 'Openings', memberIds: ids.slice(0, half) },
      { name: 'Endings', memberIds: ids.slice(half) },
    ],
    task: 'One page each.',
    minutes: 20,
  })
  await world.run('ada', 'round:prepare', { roomId, name: 'Pages', plan: plan(7) })
  const { preparedId } = await world.run('ada', 'round:prepare', { roomId, name: 'Pages', plan: plan(8) })
  expect(await list()).toMatchObject([{ preparedId, name: 'Pages', forSession: false, plan: plan(8) }])
  expect(await refusalOf(list('member-1'))).toBe('forbidden not_host')

  for (const name of ['ada', ...crowd(13)]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Reading' })
  const groups = (await list())[0]!.plan.breakouts.map(({ memberIds }) => memberIds)
  const preview = await world.ask('ada', 'round:preview', { roomId, seed: 'x', groups })
  expect(preview.groups.map(({ length }) => length).toSorted()).toEqual([6, 8])
  const ada = await world.person('ada')
  expect(preview.groups.map((group) => group.filter((id) => id !== ada))).toEqual([ids.slice(0, 8), ids.slice(8, 13)])

  await world.run('ada', 'round:prepare', { roomId, name: 'Tonight only', plan: plan(8) })
  expect((await list()).map(({ forSession }) => forSession)).toEqual([false, true])
  await world.run('ada', 'session:end', { roomId })
  expect((await list()).map(({ name }) => name)).toEqual(['Pages'])
  await world.run('ada', 'round:unprepare', { roomId, preparedId })
  expect(await list()).toEqual([])
  expect(await refusalOf(world.run('member-1', 'round:prepare', { roomId, name: 'x', plan: plan(8) }))).toBe(
    'forbidden not_host',
  )
})
