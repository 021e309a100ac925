import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)

/** A table with a session hosted by ada, everybody seated but `late`, and an open round of two breakouts. */
async function round(people: string[], { late = [] as string[], sittingOut = [] as string[] } = {}) {
  const place = await world.circle([...people, ...late], 30)
  const { roomId } = place
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  const out = await Promise.all(sittingOut.map((name) => world.person(name)))
  const { groups } = await world.ask('ada', 'round:preview', { roomId, seed: 'tonight', breakouts: 2, sittingOut: out })
  const input = { roomId, groups: groups.map((memberIds) => ({ memberIds })), sittingOut: out, task: '', minutes: 30 }
  const { roundId, breakouts } = await world.run('ada', 'round:open', input)
  const monitor = () => world.ask('ada', 'round:monitor', { roomId, roundId })
  const sizes = async () => (await monitor()).breakouts.map(({ memberIds }) => memberIds.length)
  return { ...place, roundId, breakouts, monitor, sizes }
}

const nameOf = async (id: string) =>
  (await database.sql<{ name: string }[]>`select name from people where id = ${id}`)[0]!.name

const snapshotOf = async (roomId: string) => (await world.ask('ada', 'room:snapshot', { roomId })).state

/** Somebody of a breakout who is not ada. */
async function somebodyIn({ memberIds }: { memberIds: string[] }, not: string[] = []) {
  const ada = await world.person('ada')
  const memberId = memberIds.find((id) => id !== ada && !not.includes(id))!
  return { memberId, name: await nameOf(memberId) }
}

test('a host moves a member: they are told, their new place is theirs, the old room is not; and moves them back', async () => {
  const { roomId, roundId, breakouts, sizes } = await round(crowd(13))
  const [from, to] = breakouts as [(typeof breakouts)[number], (typeof breakouts)[number]]
  const { memberId, name } = await somebodyIn(from)
  await world.say(name, from.roomId, 'before')
  await world.run('ada', 'round:move', { roomId, roundId, memberId, breakoutId: to.roomId })
  expect(await sizes()).toEqual([6, 8])
  expect((await world.run(name, 'room:enter', { roomId: to.roomId })).no).toBe(8)
  expect(await refusalOf(world.say(name, from.roomId, 'after'))).toBe('not_found room')
  expect(await refusalOf(world.ask(name, 'room:snapshot', { roomId: from.roomId }))).toBe('not_found room')
  expect((await world.ports.records.hearers(from.roomId)).has(memberId)).toBe(false)
  const told = world.published.filter(({ event }) => event.kind === 'round:moved').slice(-3)
  expect(new Set(told.map(({ event }) => event.roomId))).toEqual(new Set([roomId, from.roomId, to.roomId]))
  expect(told[0]!.event.memberId).toBe(await world.person('ada'))

  await world.run('ada', 'round:move', { roomId, roundId, memberId, breakoutId: from.roomId })
  expect(await sizes()).toEqual([7, 7])
  await world.run('ada', 'round:move', { roomId, roundId, memberId, breakoutId: null })
  expect(await sizes()).toEqual([6, 7])
  expect(await refusalOf(world.say(name, roomId, 'back in the room'))).toBe('accepted')
})

test('nobody but a host moves anybody, and nobody to where they cannot be', async () => {
  const { circleId, roomId, roundId, breakouts } = await round(crowd(13))
  const { memberId, name } = await somebodyIn(breakouts[0]!)
  const move = (who: string, id: string, breakoutId: string) =>
    refusalOf(world.run(who, 'round:move', { roomId, roundId, memberId: id, breakoutId }))
  expect(await move(name, memberId, breakouts[1]!.roomId)).toBe('forbidden not_host')
  expect(await move('dev', memberId, breakouts[1]!.roomId)).toBe('not_found room')
  expect(await move('ada', memberId, roomId)).toBe('not_found breakout')
  // An outsider, somebody absent and somebody kept apart: one answer.
  const other = (await somebodyIn(breakouts[1]!)).memberId
  await world.run(name, 'grouping:keep-apart', { circleId, memberId: other })
  const answers = await Promise.all(
    [memberId, await world.person('dev')].map((id) =>
      world
        .run('ada', 'round:move', { roomId, roundId, memberId: id, breakoutId: breakouts[1]!.roomId })
        .catch((e) => e),
    ),
  )
  expect(answers).toMatchObject([1, 2].map(() => ({ code: 'infeasible', details: { reason: 'people' } })))
  expect(answers[0]).toEqual(answers[1])
  await world.run('ada', 'round:close', { roomId, roundId })
  expect(await move('ada', memberId, breakouts[1]!.roomId)).toBe('closed already')
})

test('INV-5 ten sit in a breakout, not eleven, also when hosts move twelve at once', async () => {
  const { roomId, roundId, breakouts, sizes } = await round(crowd(19))
  const [from, to] = breakouts as [(typeof breakouts)[number], (typeof breakouts)[number]]
  for (const memberId of to.memberIds.slice(0, 3)) {
    await world.run('ada', 'round:move', { roomId, roundId, memberId, breakoutId: null })
  }
  const moves = from.memberIds.map((memberId) =>
    refusalOf(world.run('ada', 'round:move', { roomId, roundId, memberId, breakoutId: to.roomId })),
  )
  const answers = await Promise.all(moves)
  expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(3)
  expect(answers.filter((answer) => answer === 'full room_full')).toHaveLength(7)
  expect(await sizes()).toEqual([7, 10])
})

test('who takes a seat while a round is open is placed in the smallest breakout, and kept apart there too', async () => {
  const { circleId, roomId, breakouts, monitor, sizes } = await round(crowd(12), { late: ['rae', 'iris'] })
  expect((await sizes()).toSorted()).toEqual([6, 7])
  await world.run('rae', 'room:enter', { roomId })
  expect(await sizes()).toEqual([7, 7])
  const first = (await monitor()).breakouts[0]!
  const { memberId } = await somebodyIn(first)
  await world.run('iris', 'grouping:keep-apart', { circleId, memberId })
  await world.run('iris', 'room:enter', { roomId })
  const iris = await world.person('iris')
  expect((await monitor()).breakouts.map(({ memberIds }) => memberIds.includes(iris))).toEqual([false, true])
  expect((await world.ask('iris', 'room:snapshot', { roomId: breakouts[1]!.roomId })).state.isOpen).toBe(true)
})

test('INV-9 who leaves the table and comes back returns to their own breakout; who sits out or stepped out stays out', async () => {
  const { roomId, roundId, breakouts, monitor } = await round(crowd(14), { sittingOut: ['member-14'] })
  const { memberId, name } = await somebodyIn(breakouts[0]!)
  await world.run(name, 'room:leave', { roomId })
  await world.run(name, 'room:enter', { roomId })
  expect((await monitor()).breakouts[0]!.memberIds).toContain(memberId)
  const out = await world.person('member-14')
  await world.run('member-14', 'room:leave', { roomId })
  await world.run('member-14', 'room:enter', { roomId })
  await world.run(name, 'room:leave', { roomId: breakouts[0]!.roomId })
  expect((await world.run('ada', 'round:place', { roomId, roundId })).placed).toEqual([])
  expect((await monitor()).unplacedIds.toSorted()).toEqual([memberId, out].toSorted())
  expect((await world.run(name, 'room:enter', { roomId: breakouts[0]!.roomId })).no).not.toBeNull()
})

test('a breakout is added and filled, another closed, and its people placed again when the host asks', async () => {
  const { roomId, roundId, breakouts, monitor } = await round(crowd(13))
  const { breakoutId } = await world.run('ada', 'breakout:add', { roomId, roundId, name: 'Balcony' })
  const { memberId, name } = await somebodyIn(breakouts[0]!)
  await world.run('ada', 'round:move', { roomId, roundId, memberId, breakoutId })
  expect(await refusalOf(world.say(name, breakoutId, 'fresh air'))).toBe('accepted')

  await world.run('ada', 'breakout:close', { roomId, roundId, breakoutId: breakouts[1]!.roomId })
  const after = await monitor()
  expect(after.unplacedIds.toSorted()).toEqual(breakouts[1]!.memberIds.toSorted())
  const inside = (await somebodyIn(breakouts[1]!)).name
  expect(await refusalOf(world.run(inside, 'room:enter', { roomId: breakouts[1]!.roomId }))).toBe('closed room_closed')
  const ada = await world.person('ada')
  const { placed } = await world.run('ada', 'round:place', { roomId, roundId })
  expect(placed.toSorted()).toEqual(breakouts[1]!.memberIds.filter((id) => id !== ada).toSorted())
  expect((await monitor()).breakouts.map(({ memberIds }) => memberIds.length).reduce((a, b) => a + b)).toBeGreaterThan(
    12,
  )
  await world.run('ada', 'breakout:close', { roomId, roundId, breakoutId: breakouts[0]!.roomId })
  expect(await refusalOf(world.run('ada', 'breakout:close', { roomId, roundId, breakoutId }))).toBe(
    'conflict last_breakout',
  )
})

test('two thin breakouts are merged with everybody at once; eleven together are not', async () => {
  const { roomId, roundId, breakouts, monitor } = await round(crowd(13))
  const [from, into] = breakouts as [(typeof breakouts)[number], (typeof breakouts)[number]]
  const input = { roomId, roundId, breakoutId: from.roomId, intoId: into.roomId }
  expect(await refusalOf(world.run('ada', 'breakout:merge', input))).toBe('full room_full')
  const ada = await world.person('ada')
  for (const memberId of from.memberIds.filter((id) => id !== ada).slice(0, 4)) {
    await world.run(await nameOf(memberId), 'room:leave', { roomId: from.roomId })
  }
  await world.run('ada', 'breakout:merge', input)
  const [merged, ...others] = (await monitor()).breakouts
  expect(others).toEqual([])
  expect(merged!.memberIds).toHaveLength(10)
  const { name } = await somebodyIn({ memberIds: from.memberIds.slice(4) })
  expect((await world.ask(name, 'room:snapshot', { roomId: from.roomId })).state.isOpen).toBe(false)
  expect(await refusalOf(world.say(name, into.roomId, 'here we are'))).toBe('accepted')
  // Those who had stepped out have their place in the merged one, as far as there is a seat.
  const stepped = await nameOf(from.memberIds.filter((id) => id !== ada)[0]!)
  expect(await refusalOf(world.run(stepped, 'room:enter', { roomId: into.roomId }))).toBe('full room_full')
})

test('by the other rule a late comer sits where they have met the fewest, whatever the sizes, and within the cap', async () => {
  const { roomId, roundId } = await round([...crowd(12), 'rae'])
  await world.run('ada', 'round:close', { roomId, roundId })
  await world.run('rae', 'room:leave', { roomId })
  const ids = await Promise.all(crowd(12).map((name) => world.person(name)))
  const rae = await world.person('rae')
  const log = await world.ports.records.eventsAfter(roomId, 0, 200)
  const opened = log.find(({ event }) => event.kind === 'round:opened')!.event.body as {
    breakouts: { memberIds: string[] }[]
  }
  const met = opened.breakouts
    .find(({ memberIds }) => memberIds.includes(rae))!
    .memberIds.filter((id) => ids.includes(id))
  const strangers = ids.filter((id) => !met.includes(id))
  // The known ones sit in the smaller breakout, so that the rule of the smallest would choose it.
  const groups = [met.slice(0, 5), [...strangers, ...met.slice(5)]].map((memberIds) => ({ memberIds }))
  const again = { roomId, groups, sittingOut: [await world.person('ada')], task: '', minutes: 30, override: true }
  const { roundId: nextId, breakouts } = await world.run('ada', 'round:open', { ...again, late: 'fewest-met' })
  const monitor = () => world.ask('ada', 'round:monitor', { roomId, roundId: nextId })
  expect((await monitor()).late).toBe('fewest-met')
  await world.run('rae', 'room:enter', { roomId })
  const placed = async () => (await monitor()).breakouts.find(({ memberIds }) => memberIds.includes(rae))!.roomId
  expect(await placed()).toBe(breakouts[1]!.roomId)

  await world.run('ada', 'round:change-late', { roomId, roundId: nextId, late: 'smallest' })
  await world.run('ada', 'round:move', { roomId, roundId: nextId, memberId: rae, breakoutId: null })
  await world.run('ada', 'round:place', { roomId, roundId: nextId })
  expect(await placed()).toBe(breakouts[0]!.roomId)
  const byMember = world.run('member-1', 'round:change-late', { roomId, roundId: nextId, late: 'smallest' })
  expect(await refusalOf(byMember)).toBe('forbidden not_host')
})

test('where the host wants it so, who comes late stays at the table until the host places them, and comes back to their own place', async () => {
  const { roomId, roundId, sizes, monitor } = await round(crowd(12), { late: ['rae'] })
  await world.run('ada', 'round:change-late', { roomId, roundId, late: 'stay' })
  const rae = await world.person('rae')
  await world.run('rae', 'room:enter', { roomId })
  expect(await monitor()).toMatchObject({ late: 'stay', isChoosing: false })
  expect((await monitor()).unplacedIds).toContain(rae)
  expect(await world.run('ada', 'round:place', { roomId, roundId })).toEqual({ placed: [rae] })
  expect(await sizes()).toEqual([7, 7])
  const { placedIn } = await world.ask('rae', 'circle:table', { circleId: (await snapshotOf(roomId)).circleId })
  await world.run('rae', 'room:leave', { roomId })
  expect(await sizes()).toContain(6)
  await world.run('rae', 'room:enter', { roomId })
  expect((await monitor()).breakouts.find(({ memberIds }) => memberIds.includes(rae))!.roomId).toBe(placedIn)
})

test('a host sees from outside who has not spoken yet, who looks in, and how far the notes are', async () => {
  const { breakouts, monitor } = await round(crowd(13))
  const { memberId, name } = await somebodyIn(breakouts[0]!)
  const { roomId } = breakouts[0]!
  const seen = async () => (await monitor()).breakouts.find((breakout) => breakout.roomId === roomId)!
  expect(await seen()).toMatchObject({ silentIds: breakouts[0]!.memberIds, notes: null, visitorIds: [], asked: null })
  await world.say(name, roomId, 'I begin.')
  expect((await seen()).silentIds).toEqual(breakouts[0]!.memberIds.filter((id) => id !== memberId))
  const card = { headline: 'Begin late', insights: [], decisions: [], actions: [], question: '', wins: [] }
  await world.run(name, 'harvest:save', { roomId, version: 0, card })
  expect((await seen()).notes).toMatchObject({ headline: 'Begin late' })
  const ada = await world.person('ada')
  if (!breakouts[0]!.memberIds.includes(ada)) {
    await world.run('ada', 'room:visit', { roomId })
    expect((await seen()).visitorIds).toEqual([ada])
  }
})
