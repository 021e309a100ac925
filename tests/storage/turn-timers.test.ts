import { beforeEach, expect, test } from 'vitest'
import { commands } from '../../shared/commands.ts'
import { fold } from '../../shared/fold.ts'
import { newId } from '../../shared/new-id.ts'
import { runDueWork } from '../../server/domain/timers.ts'
import { testDatabase } from '../support/database.ts'
import { guestEvenings } from '../support/guests.ts'
import { twoBreakouts } from '../support/two-breakouts.ts'
import { openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)
const { evening: guestEvening } = guestEvenings(world)
beforeEach(() => world.moveTime(0))

const minute = 60_000

/** A session of ada's; ben and chloe are members who sit there. */
async function evening() {
  const place = await world.circle(['ben', 'chloe', 'rae'], 20)
  const { roomId } = place
  for (const name of ['ada', 'ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  return { ...place, ...timed(roomId) }
}

/** What is done about the timer of a room. */
function timed(roomId: string) {
  const set = (by: string, more: { seconds?: number; memberId?: string; label?: string; commandId?: string } = {}) =>
    world.run(by, 'timer:set', { roomId, seconds: 120, ...more })
  const extend = (by: string, timerId: string, seconds = 60) =>
    world.run(by, 'timer:extend', { roomId, timerId, seconds })
  const stop = (by: string, timerId: string) => world.run(by, 'timer:stop', { roomId, timerId })
  const seen = async (by: string) => (await world.ask(by, 'room:snapshot', { roomId })).state.timer
  return { set, extend, stop, seen }
}

const round = () => twoBreakouts(world, ['rae'])

const rows = () => database.sql<{ room_id: string }[]>`select room_id from turn_timers`
const rowsOf = async (...roomIds: string[]) => (await rows()).filter((row) => roomIds.includes(row.room_id)).length

test('everybody at the table sees whose turn it is, on the server’s clock; a new timer takes the place of the one before', async () => {
  const { roomId, set, extend, stop, seen } = await evening()
  const ben = await world.person('ben')
  const first = await set('ada', { memberId: ben, label: 'First impressions' })
  const { at } = world.published.findLast(({ event }) => event.kind === 'timer:set')!.event
  expect(first.endsAt).toBe(at + 2 * minute)
  const timer = { timerId: first.timerId, memberId: ben, label: 'First impressions', setAt: at, endsAt: first.endsAt }
  for (const name of ['ada', 'ben', 'chloe']) expect(await seen(name)).toEqual(timer)

  expect(await extend('ada', first.timerId)).toEqual({ endsAt: first.endsAt + minute })
  expect(await seen('ben')).toEqual({ ...timer, endsAt: first.endsAt + minute })
  const second = await set('ada', { seconds: 90 })
  expect(await seen('ben')).toMatchObject({ timerId: second.timerId, memberId: null, label: '' })
  expect(await rowsOf(roomId)).toBe(1)
  // Who pressed on what they still saw changes nothing of what took its place.
  expect(await refusalOf(stop('ada', first.timerId))).toBe('closed already')
  expect(await refusalOf(extend('ada', first.timerId))).toBe('closed already')
  await stop('ada', second.timerId)
  expect(await seen('ben')).toBeNull()
  expect(await refusalOf(stop('ada', second.timerId))).toBe('closed already')
})

test('a timer is over with nobody writing anything, and can still be given more time from then on', async () => {
  const { roomId, set, extend, seen } = await evening()
  const { timerId, endsAt } = await set('ada')
  const { head } = (await world.ask('ada', 'room:snapshot', { roomId })).state
  await world.moveTime(5 * minute)
  expect(await world.ports.log.dueWork()).toEqual([])
  await runDueWork(world.ports)
  const { state, serverNow } = await world.ask('ada', 'room:snapshot', { roomId })
  expect([state.head, state.timer?.endsAt]).toEqual([head, endsAt])
  expect(serverNow).toBeGreaterThan(endsAt)
  const more = await extend('ada', timerId)
  expect(more.endsAt).toBeGreaterThanOrEqual(serverNow + minute)
  expect(more.endsAt).toBeLessThan(serverNow + minute + 30_000)
  expect((await seen('ben'))?.endsAt).toBe(more.endsAt)
})

test('at a table whoever leads sets the timer, for somebody who sits there, while a session runs', async () => {
  const { circleId, commonsId, roomId, set, extend, stop, seen } = await evening()
  const ben = await world.person('ben')
  for (const name of ['ben', 'rae']) expect(await refusalOf(set(name))).toBe('forbidden not_host')
  expect(await refusalOf(set('dev'))).toBe('not_found room')
  expect(await refusalOf(set('ada', { memberId: await world.person('rae') }))).toBe('not_found member')
  expect(await refusalOf(timed(commonsId).set('ada'))).toBe('invalid commons')
  expect(await refusalOf(timed(newId()).set('ada'))).toBe('not_found room')

  const { timerId } = await set('ada')
  expect(await refusalOf(extend('ben', timerId))).toBe('forbidden not_host')
  expect(await refusalOf(stop('ben', timerId))).toBe('forbidden not_host')
  await world.run('ada', 'session:change-co-host', { roomId, memberId: ben, isCoHost: true })
  expect(await refusalOf(extend('ben', timerId))).toBe('accepted')
  expect(await seen('chloe')).not.toBeNull()
  await world.run('ada', 'session:end', { roomId })
  expect(await seen('chloe')).toBeNull()
  expect(await rowsOf(roomId)).toBe(0)
  expect(await refusalOf(set('ada'))).toBe('conflict no_session')
  expect(await refusalOf(extend('ada', timerId))).toBe('closed already')
  await world.run('ada', 'room:close', { roomId })
  expect(await refusalOf(set('ada'))).toBe('closed room_closed')
  await world.run('ada', 'member:remove', { circleId, memberId: ben, reason: 'no' })
  expect(await refusalOf(set('ben'))).toBe('not_found room')
})

test('in a breakout everybody who sits there sets its timer, and so does whoever leads; no other breakout hears of it', async () => {
  const { host, roomId, first, second } = await round()
  const [table, ours, theirs] = [timed(roomId), timed(first), timed(second)]
  const { timerId } = await ours.set('member-2', { memberId: await world.person('member-3') })
  await theirs.set('member-7', { label: 'Everybody once' })
  expect(await ours.seen('member-1')).toMatchObject({ memberId: await world.person('member-3'), label: '' })
  expect(await theirs.seen('member-8')).toMatchObject({ memberId: null, label: 'Everybody once' })
  expect(await table.seen('ada')).toBeNull()
  expect(await refusalOf(ours.extend('member-4', timerId))).toBe('accepted')
  expect(await refusalOf(ours.stop('ada', timerId))).toBe('accepted')
  expect(await refusalOf(ours.set('ada'))).toBe('accepted')

  expect(await refusalOf(table.set('member-1'))).toBe('forbidden not_host')
  for (const name of ['member-7', 'rae', 'dev']) expect(await refusalOf(ours.set(name))).toBe('not_found room')
  expect(await refusalOf(ours.set('member-1', { memberId: await world.person('member-7') }))).toBe('not_found member')
  await world.run('member-6', 'room:leave', { roomId: first })
  expect(await refusalOf(ours.set('member-6'))).toBe('forbidden no_seat')
  await world.run('ada', 'breakout:close', { ...host, breakoutId: second })
  expect(await refusalOf(theirs.set('member-8'))).toBe('closed room_closed')
})

test('a timer changes no round, and ends with its breakout, however that ends', async () => {
  for (const end of ['time', 'host', 'merge', 'session'] as const) {
    await world.moveTime(0)
    const { host, roomId, first, second, endsAt } = await round()
    await timed(first).set('member-1', { seconds: 3_600 })
    await timed(second).set('member-7')
    await timed(roomId).set('ada')
    expect((await world.ask('member-1', 'room:snapshot', { roomId: first })).state.round!.endsAt).toBe(endsAt)
    if (end === 'merge') {
      for (const n of [9, 10, 11, 12]) await world.run(`member-${n}`, 'room:leave', { roomId: second })
      await world.run('ada', 'breakout:merge', { ...host, breakoutId: second, intoId: first })
      expect(await timed(first).seen('member-7')).not.toBeNull()
      expect(await rowsOf(first, second)).toBe(1)
      continue
    }
    if (end === 'host') await world.run('ada', 'round:close', host)
    else if (end === 'session') await world.run('ada', 'session:end', { roomId })
    else await world.moveTime(10 * minute + 500).then(() => runDueWork(world.ports))
    expect((await world.ask('ada', 'room:snapshot', { roomId })).state.round, end).toBeNull()
    expect(await timed(first).seen('member-1'), end).toBeNull()
    expect(await rowsOf(first, second), end).toBe(0)
    expect((await timed(roomId).seen('ada')) === null, end).toBe(end === 'session')
  }
})

test('INV-3 a timer is set and extended once, however often the command comes', async () => {
  const { roomId, set, seen } = await evening()
  const commandId = newId()
  const first = await set('ada', { commandId })
  expect(await set('ada', { commandId })).toEqual(first)
  expect(await refusalOf(set('ada', { commandId, seconds: 300 }))).toBe('conflict command_reused')
  const more = { commandId: newId(), roomId, timerId: first.timerId, seconds: 60 }
  for (let i = 0; i < 3; i++) await world.run('ada', 'timer:extend', more)
  expect((await seen('ben'))?.endsAt).toBe(first.endsAt + minute)
  const events = (await world.ports.records.eventsAfter(roomId, 0, 200)).map(({ event }) => event.kind)
  expect(events.filter((kind) => kind.startsWith('timer:'))).toEqual(['timer:set', 'timer:extended'])
})

test('INV-13 of twenty set at once one stands, the same for who folded them and who looks afresh', async () => {
  const { roomId, set } = await evening()
  const before = (await world.ask('ben', 'room:snapshot', { roomId })).state
  await Promise.all(Array.from({ length: 20 }, (_, i) => set('ada', { seconds: 60 + i })))
  const events = (await world.ports.records.eventsAfter(roomId, before.head, 100)).map(({ event }) => event)
  expect(events).toHaveLength(20)
  const after = (await world.ask('ben', 'room:snapshot', { roomId })).state
  expect(events.reduce(fold, before)).toEqual(after)
  expect(after.timer).not.toBeNull()
  expect(await rowsOf(roomId)).toBe(1)
})

test('a guest sees whose turn it is, has turns of their own, and sets them in their breakout alone', async () => {
  const { roomId } = await guestEvening(['ben'], ['kira'])
  const { set, seen } = timed(roomId)
  const kira = await world.person('kira')
  await set('ada', { memberId: kira })
  expect(await seen('kira')).toMatchObject({ memberId: kira })
  expect(await refusalOf(set('kira'))).toBe('forbidden not_host')
  const groups = [{ memberIds: [kira, await world.person('ben'), await world.person('ada')] }]
  const opened = await world.run('ada', 'round:open', { roomId, groups, task: '', minutes: 5, override: true })
  const breakout = timed(opened.breakouts[0]!.roomId)
  await breakout.set('kira', { label: 'Once around' })
  expect(await breakout.seen('ben')).toMatchObject({ label: 'Once around' })
  await world.run('ada', 'guest:show-out', { roomId, memberId: kira })
  const { state, names } = await world.ask('ben', 'room:snapshot', { roomId })
  expect([state.timer?.memberId, names[kira]]).toEqual([kira, 'kira'])
})

test('a turn is five seconds long at least and an hour at most, with more time too', async () => {
  const asked = (more: object) =>
    commands['timer:set'].input.safeParse({ commandId: newId(), roomId: newId(), seconds: 60, ...more }).success
  expect([5, 90, 3_600].map((seconds) => asked({ seconds }))).toEqual([true, true, true])
  expect([4, 0, -60, 1.5, 3_601].map((seconds) => asked({ seconds }))).toEqual([false, false, false, false, false])
  expect([{ label: '' }, { label: 'x'.repeat(61) }, { label: 'two\nlines' }].map(asked)).toEqual([false, false, false])

  const { set, extend } = await evening()
  const { timerId, endsAt } = await set('ada', { seconds: 3_540 })
  expect(await refusalOf(extend('ada', timerId, 120))).toBe('conflict timer_length')
  await world.moveTime(2 * minute)
  expect(await extend('ada', timerId, 120)).toEqual({ endsAt: endsAt + 2 * minute })
})
