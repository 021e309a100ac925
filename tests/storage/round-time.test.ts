import { beforeEach, expect, test } from 'vitest'
import { fold } from '../../shared/fold.ts'
import type { Notice } from '../../server/domain/ports.ts'
import { runDueWork } from '../../server/domain/timers.ts'
import { testDatabase } from '../support/database.ts'
import { twoBreakouts } from '../support/two-breakouts.ts'
import { openWorld, refusalOf } from '../support/world.ts'

const world = await openWorld(await testDatabase())
const signals: Extract<Notice, { type: 'signal' }>[] = []
const { publish } = world.ports.bus
world.ports.bus.publish = (roomId, notice) => {
  if (notice.type === 'signal') signals.push(notice)
  publish(roomId, notice)
}
beforeEach(async () => {
  signals.splice(0)
  await world.moveTime(0)
})

const minute = 60_000

/** Two breakouts, and by how many minutes their ends have moved. */
async function round() {
  const place = await twoBreakouts(world)
  const { roomId, first, second, endsAt } = place
  const roundIn = async (name: string, id: string) =>
    (await world.ask(name, 'room:snapshot', { roomId: id })).state.round!
  const endIn = async (name: string, id: string) => Math.round(((await roundIn(name, id)).endsAt - endsAt) / minute)
  const ends = async () => ({
    table: await endIn('ada', roomId),
    first: await endIn('member-1', first),
    second: await endIn('member-7', second),
  })
  const after = async (ms: number) => {
    await world.moveTime(ms)
    await Promise.all([runDueWork(world.ports), runDueWork(world.ports)])
  }
  return { ...place, ...place.host, roundIn, ends, after }
}

test('one breakout gets more time than the others: they end at their own time, the round with the last', async () => {
  const { host, first, second, ends, after, roomId } = await round()
  await world.run('ada', 'round:extend', { ...host, minutes: 5, breakoutId: first })
  expect(await ends()).toEqual({ table: 5, first: 5, second: 0 })
  await world.run('ada', 'round:extend', { ...host, minutes: 2 })
  expect(await ends()).toEqual({ table: 7, first: 7, second: 2 })

  await after(12 * minute + 500)
  const { state } = await world.ask('ada', 'room:snapshot', { roomId })
  expect(state.round!.breakouts.map((breakout) => breakout.roomId)).toEqual([first])
  expect((await world.ask('member-7', 'room:snapshot', { roomId: second })).state.isOpen).toBe(false)
  expect(await refusalOf(world.say('member-7', roomId, 'We are back first.'))).toBe('accepted')
  const closings = world.published.filter(({ event }) => event.kind === 'breakout:closed' && event.roomId === roomId)
  expect(closings.map(({ event }) => event.memberId)).toEqual([null])

  await after(17 * minute + 500)
  expect((await world.ask('ada', 'room:snapshot', { roomId })).state.round).toBeNull()
  expect((await world.ask('member-1', 'room:snapshot', { roomId: first })).state.isOpen).toBe(false)
})

test('a round is shortened, all or one breakout, and nobody has less than a minute left', async () => {
  const { host, first, ends, roundIn } = await round()
  await world.run('ada', 'round:shorten', { ...host, minutes: 3, breakoutId: first })
  expect(await ends()).toEqual({ table: 0, first: -3, second: 0 })
  await world.run('ada', 'round:shorten', { ...host, minutes: 2 })
  expect(await ends()).toEqual({ table: -2, first: -5, second: -2 })
  await world.run('ada', 'round:shorten', { ...host, minutes: 60, breakoutId: first })
  const left = (await roundIn('member-1', first)).endsAt - (await world.ports.records.now())
  expect(left).toBeGreaterThan(59_000)
  expect(left).toBeLessThanOrEqual(minute)
  const again = world.run('ada', 'round:shorten', { ...host, minutes: 1, breakoutId: first })
  expect(await refusalOf(again)).toBe('conflict ending')
})

test('everybody is brought back with a minute to finish, whatever their breakouts had left', async () => {
  const { host, roomId, first, second, roundIn, after } = await round()
  await world.run('ada', 'round:extend', { ...host, minutes: 5, breakoutId: second })
  await world.run('ada', 'round:close', { ...host, warn: true })
  const now = await world.ports.records.now()
  for (const [name, id] of [['ada', roomId] as const, ['member-1', first] as const, ['member-7', second] as const]) {
    const left = (await roundIn(name, id)).endsAt - now
    expect(left).toBeGreaterThan(59_000)
    expect(left).toBeLessThanOrEqual(minute)
  }
  await world.run('ada', 'round:close', { ...host, warn: true })
  await after(50_000)
  expect((await roundIn('ada', roomId)).breakouts).toHaveLength(2)
  await after(61_000)
  expect((await world.ask('ada', 'room:snapshot', { roomId })).state.round).toBeNull()
})

test('when the breakout that lasts longest is closed or merged, the round ends with those that are left', async () => {
  for (const end of ['close', 'merge'] as const) {
    const { host, roomId, first, second, ends, roundIn } = await round()
    for (const n of [9, 10, 11, 12]) await world.run(`member-${n}`, 'room:leave', { roomId: second })
    await world.run('ada', 'round:extend', { ...host, minutes: 5, breakoutId: second })
    const before = (await ends()).table
    if (end === 'close') await world.run('ada', 'breakout:close', { ...host, breakoutId: second })
    else await world.run('ada', 'breakout:merge', { ...host, breakoutId: second, intoId: first })
    expect(before).toBe(5)
    expect((await roundIn('ada', roomId)).endsAt).toBe((await roundIn('member-1', first)).endsAt)
  }
})

test('a breakout asks for more time once for all who sit there, its hosts hear it, and more time is the answer', async () => {
  const { host, first, second, roundIn } = await round()
  const ask = (name: string, id: string) => refusalOf(world.run(name, 'round:ask-time', { roomId: id, minutes: 5 }))
  expect(await ask('member-1', first)).toBe('accepted')
  expect(await ask('member-2', first)).toBe('conflict time_asked')
  expect(await ask('member-7', second)).toBe('accepted')
  expect(signals.filter(({ name }) => name === 'desk')).toHaveLength(2)
  expect(signals[0]).toMatchObject({ body: { roomId: host.roomId }, to: [await world.person('ada')] })
  const asked = { memberId: await world.person('member-1'), minutes: 5 }
  expect((await roundIn('member-3', first)).asked).toMatchObject(asked)
  expect((await roundIn('ada', host.roomId)).asked).toBeNull()

  await world.run('ada', 'round:extend', { ...host, minutes: 5, breakoutId: first })
  expect((await roundIn('member-3', first)).asked).toBeNull()
  expect((await roundIn('member-7', second)).asked).not.toBeNull()
  await world.run('ada', 'round:decline-time', { ...host, breakoutId: second })
  expect((await roundIn('member-7', second)).asked).toBeNull()
  expect(await refusalOf(world.run('ada', 'round:decline-time', { ...host, breakoutId: second }))).toBe(
    'closed already',
  )
  expect(await ask('member-8', second)).toBe('accepted')
})

test('only who sits in a breakout asks for its time, and only while it is open', async () => {
  const { host, roomId, first, second } = await round()
  const ask = (name: string, id: string) => refusalOf(world.run(name, 'round:ask-time', { roomId: id, minutes: 5 }))
  expect(await ask('member-7', first)).toBe('not_found room')
  expect(await ask('member-1', roomId)).toBe('not_found room')
  await world.run('ada', 'room:visit', { roomId: first })
  expect(await ask('ada', first)).toBe('forbidden no_seat')
  await world.run('ada', 'breakout:close', { ...host, breakoutId: second })
  expect(await ask('member-7', second)).toBe('closed room_closed')
})

test('a word goes to all, or to one breakout and nobody else', async () => {
  const { host, roomId, first, second } = await round()
  const heard = async (id: string) =>
    (await world.ports.records.eventsAfter(id, 0, 200)).filter(({ event }) => event.kind === 'host:announced').length
  await world.run('ada', 'round:announce', { ...host, text: 'Half-time.' })
  await world.run('ada', 'round:announce', { ...host, text: 'Read the second page.', breakoutId: first })
  expect(await Promise.all([roomId, first, second].map(heard))).toEqual([1, 2, 1])
  const elsewhere = world.run('ada', 'round:announce', { ...host, text: 'No.', breakoutId: roomId })
  expect(await refusalOf(elsewhere)).toBe('not_found breakout')
})

test('INV-13 what a host said in a round is there for who comes later, the newest 20, until it is over', async () => {
  const { host, roomId, first, second } = await round()
  const stateOf = async (name: string, id: string) => (await world.ask(name, 'room:snapshot', { roomId: id })).state
  const before = await stateOf('member-1', first)
  expect(before.round).not.toHaveProperty('words')
  await world.run('ada', 'round:announce', { ...host, text: 'Read the second page.', breakoutId: first })
  for (let no = 1; no <= 20; no++) await world.run('ada', 'round:announce', { ...host, text: `Word ${no}.` })
  const [here, there] = [await stateOf('member-1', first), await stateOf('member-7', second)]
  expect(here.round!.words).toMatchObject(
    Array.from({ length: 20 }, (_, i) => ({ text: `Word ${i + 1}.`, isForAll: true })),
  )
  const idsOf = ({ round: open }: typeof here) => open!.words!.map(({ wordId }) => wordId)
  expect(idsOf(here)).toEqual(idsOf(there))
  const log = await world.ports.records.eventsAfter(first, before.head, 200)
  expect(log.reduce((state, { event }) => fold(state, event), before)).toEqual(here)
  await world.run('ada', 'round:announce', { ...host, text: 'One for you alone.', breakoutId: second })
  expect((await stateOf('member-7', second)).round!.words!.at(-1)).toMatchObject({ isForAll: false })
  expect((await stateOf('member-1', first)).round!.words).toEqual(here.round!.words)
  await world.run('ada', 'round:close', { roomId, roundId: host.roundId })
  expect((await stateOf('member-1', first)).round).toBeNull()
  expect((await stateOf('member-1', roomId)).round).toBeNull()
})
