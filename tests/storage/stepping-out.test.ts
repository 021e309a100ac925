import { expect, test } from 'vitest'
import type { RoomEvent } from '../../shared/events.ts'
import { fold } from '../../shared/fold.ts'
import { runDueWork } from '../../server/domain/timers.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)
const minute = 60_000

/** An open round; somebody of a breakout, not ada, who hosts and visits it. The breakout is followed from here. */
async function evening(more: { late?: 'stay' } = {}) {
  const people = crowd(13)
  const { circleId, roomId } = await world.circle([...people, 'rae'], 40)
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  const ada = await world.person('ada')
  const out = { sittingOut: [ada] }
  const { groups } = await world.ask('ada', 'round:preview', { roomId, seed: 'x', breakouts: 2, ...out })
  const input = { roomId, groups: groups.map((memberIds) => ({ memberIds })), task: '', minutes: 60, ...out, ...more }
  const { roundId, breakouts } = await world.run('ada', 'round:open', input)
  const [mine, other] = breakouts as [(typeof breakouts)[number], (typeof breakouts)[number]]
  const memberId = mine.memberIds[0]!
  const ids = await Promise.all(people.map((name) => world.person(name)))
  const name = people[ids.indexOf(memberId)]!
  const breakoutId = mine.roomId
  await world.run('ada', 'room:visit', { roomId: breakoutId })
  const snapshot = async () => (await world.ask('ada', 'room:snapshot', { roomId: breakoutId })).state
  let state = await snapshot()
  /** The seat as everybody there sees it; what was known, with the events since, is what a fresh snapshot says. */
  const seat = async () => {
    const log = await world.ports.records.eventsAfter(breakoutId, state.head, 200)
    for (const { event } of log) state = fold(state, event as RoomEvent)
    expect(state).toEqual(await snapshot())
    return state.seats.find((each) => each.memberId === memberId)
  }
  const place = async () => {
    const { placedIn, placedUntil } = await world.ask(name, 'circle:table', { circleId })
    return { placedIn, placedUntil }
  }
  const fill = async () => {
    const free = 10 - (await snapshot()).seats.length
    for (const id of other.memberIds.slice(0, free)) {
      await world.run('ada', 'round:move', { roomId, roundId, memberId: id, breakoutId })
    }
  }
  const stepOut = () => world.run(name, 'round:step-out', { roomId: breakoutId })
  const comeBack = () => world.run(name, 'round:come-back', { roomId, roundId })
  return {
    circleId,
    roomId,
    roundId,
    breakoutId,
    otherId: other.roomId,
    memberId,
    name,
    seat,
    place,
    fill,
    stepOut,
    comeBack,
  }
}

test('INV-9 who steps out to the table keeps the place for ten minutes while they are here, and everybody sees until when', async () => {
  const { breakoutId, roomId, roundId, memberId, name, seat, place, fill, stepOut } = await evening()
  const before = await seat()
  const { until } = await stepOut()
  const now = await world.ports.records.now()
  expect(Math.abs(until - now - 10 * minute)).toBeLessThan(5_000)
  expect(await seat()).toEqual({ ...before, outUntil: until })
  expect(await place()).toEqual({ placedIn: breakoutId, placedUntil: until })
  const { breakouts } = await world.ask('ada', 'round:monitor', { roomId, roundId })
  expect(breakouts.find((each) => each.roomId === breakoutId)!.outIds).toEqual([memberId])
  expect(await stepOut()).toEqual({ until })

  await fill()
  const someone = await world.ask('ada', 'room:snapshot', { roomId: breakoutId })
  expect(someone.state.seats).toHaveLength(10)
  await world.moveTime(9 * minute)
  await runDueWork(world.ports)
  await world.run(name, 'room:enter', { roomId: breakoutId })
  expect(await seat()).toEqual(before)
  expect(await place()).toEqual({ placedIn: breakoutId, placedUntil: null })
  await world.moveTime(11 * minute)
  await runDueWork(world.ports)
  expect(await seat()).toEqual(before)
  await world.moveTime(0)
})

test('INV-8 after ten minutes the clock frees the place, once, with its member here and every host away', async () => {
  const { breakoutId, memberId, name, seat, place, stepOut, comeBack } = await evening()
  const { until } = await stepOut()
  expect(await world.ports.log.nextDueInMs()).toBeLessThanOrEqual(10 * minute)
  await world.moveTime(10 * minute + 500)
  await Promise.all([1, 2, 3].map(() => runDueWork(world.ports)))
  expect(await seat()).toBeUndefined()
  expect(await place()).toEqual({ placedIn: null, placedUntil: null })
  const left = world.published.filter(({ event }) => event.roomId === breakoutId && event.kind === 'seat:left')
  expect(left.map(({ event }) => event.body)).toMatchObject([{ memberId, reason: 'gone' }])
  expect(left[0]!.event.at).toBeGreaterThanOrEqual(until)
  expect(await refusalOf(world.say(name, breakoutId, 'still there?'))).not.toBe('accepted')
  expect(await comeBack()).toEqual({ breakoutId })
  expect(await seat()).toMatchObject({ memberId })
  expect(await refusalOf(world.say(name, breakoutId, 'here again'))).toBe('accepted')
  await world.moveTime(0)
})

test('where the breakout has filled up meanwhile, who comes back is placed like who comes late', async () => {
  const { otherId, seat, place, fill, stepOut, comeBack } = await evening()
  await stepOut()
  await world.moveTime(10 * minute + 500)
  await runDueWork(world.ports)
  await fill()
  expect(await comeBack()).toEqual({ breakoutId: otherId })
  expect(await place()).toEqual({ placedIn: otherId, placedUntil: null })
  expect(await seat()).toBeUndefined()
  await world.moveTime(0)
})

test('where nobody is placed who comes late, there is only one’s own breakout to come back to', async () => {
  const { breakoutId, fill, stepOut, comeBack, place } = await evening({ late: 'stay' })
  await stepOut()
  expect(await comeBack()).toEqual({ breakoutId })
  expect(await place()).toEqual({ placedIn: breakoutId, placedUntil: null })
  await stepOut()
  await world.moveTime(10 * minute + 500)
  await runDueWork(world.ports)
  await fill()
  expect(await refusalOf(comeBack())).toBe('infeasible people')
  await world.moveTime(0)
})

test('only who sits in a breakout steps out of it, and only who sits at the table comes back from there', async () => {
  const { circleId, roomId, roundId, breakoutId, name, memberId, stepOut, comeBack } = await evening()
  const out = (who: string, id = breakoutId) => refusalOf(world.run(who, 'round:step-out', { roomId: id }))
  expect(await out('ada')).toBe('forbidden no_seat')
  expect(await out('dev')).toBe('not_found room')
  expect(await out(name, roomId)).toBe('not_found room')
  const back = (who: string) => refusalOf(world.run(who, 'round:come-back', { roomId, roundId }))
  expect(await back('rae')).toBe('forbidden no_seat')
  expect(await back('dev')).toBe('not_found room')
  expect(await back('ada')).toBe('infeasible people')

  await stepOut()
  await world.run('ada', 'round:move', { roomId, roundId, memberId, breakoutId: null })
  expect(await out(name)).not.toBe('accepted')
  await world.run('ada', 'round:close', { roomId, roundId })
  expect(await refusalOf(comeBack())).toBe('closed already')
  await world.run('ada', 'member:remove', { circleId, memberId, reason: 'no' })
  expect(await refusalOf(comeBack())).toBe('not_found room')
})
