import { beforeEach, expect, test } from 'vitest'
import { runDueWork } from '../../server/domain/timers.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const world = await openWorld(await testDatabase())
beforeEach(() => world.moveTime(0))

/** A session that ada hosts with a round of two breakouts; finn is a facilitator, all others are members. */
async function evening(capacity = 30) {
  const place = await world.circle([...crowd(12), 'finn'], capacity)
  const { circleId, roomId } = place
  const idOf = (name: string) => world.person(name)
  await world.run('ada', 'member:change-role', { circleId, memberId: await idOf('finn'), role: 'facilitator' })
  for (const name of ['ada', 'finn', ...crowd(12)]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  const ids = await Promise.all(crowd(12).map(idOf))
  const { breakouts, roundId } = await world.run('ada', 'round:open', {
    roomId,
    groups: [ids.slice(0, 6), ids.slice(6)].map((memberIds) => ({ memberIds })),
    sittingOut: [await idOf('ada'), await idOf('finn')],
    task: '',
    minutes: 30,
  })
  const [first, second] = breakouts.map((breakout) => breakout.roomId) as [string, string]
  const handOver = async (by: string, to: string) =>
    refusalOf(world.run(by, 'session:hand-over', { roomId, memberId: await idOf(to) }))
  const coHost = async (by: string, to: string, isCoHost = true) =>
    refusalOf(world.run(by, 'session:change-co-host', { roomId, memberId: await idOf(to), isCoHost }))
  const hosts = async () => {
    const { hostId, coHostIds } = (await world.ask('ada', 'room:snapshot', { roomId })).state.session!
    return { hostId, coHostIds }
  }
  return { ...place, roundId, first, second, handOver, coHost, hosts, idOf }
}

const visitors = async (roomId: string) =>
  (await world.ask('member-1', 'room:snapshot', { roomId })).state.visitors.length

test('the host hands over, also to somebody in a breakout, and leads on as a co-host', async () => {
  const { roomId, handOver, hosts, idOf } = await evening()
  expect(await handOver('member-1', 'finn')).toBe('forbidden not_host')
  expect(await handOver('ada', 'finn')).toBe('accepted')
  expect(await hosts()).toEqual({ hostId: await idOf('finn'), coHostIds: [await idOf('ada')] })
  expect(await handOver('ada', 'finn')).toBe('closed already')
  expect(await handOver('ada', 'member-1')).toBe('conflict may_not_host')
  expect(await handOver('ada', 'dev')).toBe('not_found member')
  expect(await handOver('finn', 'ada')).toBe('accepted')
  expect(await hosts()).toEqual({ hostId: await idOf('ada'), coHostIds: [await idOf('finn')] })
  await world.run('ada', 'session:end', { roomId })
  expect(await handOver('ada', 'finn')).toBe('conflict no_session')
})

test('at a table of twelve any member can take over; when the host has left the circle too', async () => {
  const { circleId, roomId } = await world.circle(['ben', 'chloe'])
  for (const name of ['ada', 'ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  await world.run('ben', 'session:start', { roomId, title: 'Quiet hour' })
  await world.run('ben', 'member:leave', { circleId })
  await world.run('ada', 'session:hand-over', { roomId, memberId: await world.person('chloe') })
  const { session } = (await world.ask('chloe', 'room:snapshot', { roomId })).state
  expect(session).toMatchObject({ hostId: await world.person('chloe'), coHostIds: [] })
  expect(await refusalOf(world.run('chloe', 'session:end', { roomId }))).toBe('accepted')
})

test('N20 whoever hosts at one table leads at no other, and what they name of the other is not found', async () => {
  const { circleId, roomId, roundId, first } = await evening()
  const { roomId: own } = await world.run('ada', 'room:open', { circleId, name: 'Small table', capacity: 12 })
  await world.run('member-1', 'room:enter', { roomId: own, moving: true })
  await world.run('member-1', 'session:start', { roomId: own, title: 'Mine' })
  const member = { memberId: await world.person('member-2') }
  const there: Record<string, Promise<unknown>> = {
    end: world.run('member-1', 'session:end', { roomId }),
    move: world.run('member-1', 'round:move', { roomId, roundId, ...member, breakoutId: null }),
    close: world.run('member-1', 'round:close', { roomId, roundId }),
    say: world.run('member-1', 'aside:say', { roomId, toId: null, text: 'Hello' }),
    time: world.run('member-1', 'timer:set', { roomId, seconds: 60 }),
    visit: world.run('member-1', 'room:visit', { roomId: first }),
  }
  const refusals = await Promise.all(Object.values(there).map(refusalOf))
  expect(refusals).toEqual([...Array(5).fill('forbidden not_host'), 'not_found room'])
  // Under the room that they do lead, nothing of the other one is there.
  expect(await refusalOf(world.run('member-1', 'round:close', { roomId: own, roundId }))).toBe('not_found round')
  expect(await refusalOf(world.ask('member-1', 'round:monitor', { roomId: own, roundId }))).toMatch(/^not_found/)
  expect((await world.ask('ada', 'room:snapshot', { roomId })).state.session).not.toBeNull()
  expect(await refusalOf(world.run('member-1', 'session:end', { roomId: own }))).toBe('accepted')
})

test('a co-host leads like the host until the session ends: looks in, moves people, is asked for help', async () => {
  const { roomId, roundId, first, second, coHost, idOf } = await evening()
  const move = async () =>
    refusalOf(
      world.run('member-1', 'round:move', { roomId, roundId, memberId: await idOf('member-2'), breakoutId: second }),
    )
  expect(await move()).toBe('forbidden not_host')
  expect(await coHost('member-2', 'member-1')).toBe('forbidden not_host')
  expect(await coHost('ada', 'member-1')).toBe('accepted')
  expect(await coHost('ada', 'member-1')).toBe('closed already')
  expect(await coHost('ada', 'ada')).toBe('closed already')
  expect(await move()).toBe('accepted')
  expect((await world.run('member-1', 'room:visit', { roomId: second })).visiting).toBe(true)
  await world.run('member-3', 'help:call', { roomId: first, kind: 'stuck' })
  expect((await world.ask('member-1', 'help:queue', { roomId })).calls).toHaveLength(1)
  await world.run('ada', 'session:end', { roomId })
  expect(await refusalOf(world.run('member-1', 'session:end', { roomId }))).toBe('forbidden not_host')
})

test('whoever leads no longer is out of the breakouts they visited at once, and their call goes to the next host', async () => {
  const ends = {
    'co-host': (place: Evening) => place.coHost('ada', 'member-1', false),
    role: async ({ circleId, idOf }: Evening) =>
      world.run('ada', 'member:change-role', { circleId, memberId: await idOf('finn'), role: 'member' }),
    removal: async ({ circleId, idOf }: Evening) =>
      world.run('ada', 'member:remove', { circleId, memberId: await idOf('finn'), reason: 'no' }),
  }
  for (const [name, end] of Object.entries(ends)) {
    const place = await evening()
    const { roomId, first, second, coHost, idOf } = place
    const helper = name === 'co-host' ? 'member-1' : 'finn'
    const lookedAt = name === 'co-host' ? second : first
    const reader = name === 'co-host' ? 'member-7' : 'member-1'
    if (name === 'co-host') await coHost('ada', 'member-1')
    await world.run(helper, 'room:visit', { roomId: lookedAt })
    const { helpId } = await world.run('member-3', 'help:call', { roomId: first, kind: 'stuck' })
    await world.run(helper, 'help:claim', { roomId, helpId })
    const inside = async () => (await world.ask(reader, 'room:snapshot', { roomId: lookedAt })).state.visitors
    expect(await inside()).toEqual([await idOf(helper)])

    await end(place)
    expect(await inside()).toEqual([])
    expect(await refusalOf(world.ask(helper, 'room:snapshot', { roomId: lookedAt }))).toBe('not_found room')
    await runDueWork(world.ports)
    const { calls } = await world.ask('ada', 'help:queue', { roomId })
    expect(calls[0]).toMatchObject({ helpId, claimedBy: null })
    expect(calls[0]!.askedId).not.toBe(await idOf(helper))
  }
})

test('who leads the circle keeps their visits when they are no longer a co-host', async () => {
  const { first, coHost } = await evening()
  await coHost('ada', 'finn')
  await world.run('finn', 'room:visit', { roomId: first })
  await coHost('ada', 'finn', false)
  expect(await visitors(first)).toBe(1)
})

type Evening = Awaited<ReturnType<typeof evening>>

test('a call for safety stays with whoever took it, whatever becomes of them as a co-host at another table', async () => {
  const { circleId, roomId } = await world.circle(['ben', 'chloe'])
  const { roomId: other } = await world.run('ada', 'room:open', { circleId, name: 'Porch', capacity: 4 })
  for (const name of ['ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  await world.run('ben', 'session:start', { roomId, title: 'Evening' })
  const { helpId } = await world.run('chloe', 'help:call', { roomId, kind: 'safety', text: 'Quietly.' })
  await world.run('ben', 'help:claim', { roomId, helpId })
  await world.run('ben', 'session:end', { roomId })
  const mine = async () => (await world.ask('ben', 'help:safety', { circleId })).calls.map((call) => call.helpId)
  expect(await mine()).toEqual([helpId])
  await world.run('ben', 'room:enter', { roomId: other, moving: true })
  await world.run('ada', 'room:visit', { roomId: other })
  await world.run('ada', 'session:start', { roomId: other, title: 'Elsewhere' })
  const memberId = await world.person('ben')
  for (const isCoHost of [true, false])
    await world.run('ada', 'session:change-co-host', { roomId: other, memberId, isCoHost })
  expect(await mine()).toEqual([helpId])
})

test('a table that is closed takes its calls along, and nobody is asked to go there any more', async () => {
  const { circleId, roomId } = await world.circle(['ben'])
  await world.run('ben', 'room:enter', { roomId })
  await world.run('ben', 'help:call', { roomId, kind: 'stuck', text: 'Alone.' })
  await world.run('ben', 'help:call', { roomId, kind: 'stuck', text: 'Still alone.' })
  const { calls } = await world.ask('ada', 'help:queue', { roomId })
  expect(calls.map(({ text }) => text)).toEqual(['Alone.\nStill alone.'])
  await world.run('ada', 'room:close', { roomId })
  const open = await world.database.sql`
    select 1 from help_calls where circle_id = ${circleId} and resolved_at is null`
  expect(open).toHaveLength(0)
})
