import { expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { testDatabase } from '../support/database.ts'
import { twoBreakouts } from '../support/two-breakouts.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const world = await openWorld(await testDatabase())

test('nobody sits in the breakouts of two tables: whoever has gone to another one is told where they sit', async () => {
  const here = await twoBreakouts(world)
  const { circleId } = here
  const { roomId } = await world.run('ada', 'room:open', { circleId, name: 'Small table', capacity: 30 })
  const others = ['finn', 'grace', 'hugo', 'iris', 'jonas', 'kira']
  for (const name of others) {
    await world.join(circleId, name)
    await world.run(name, 'room:enter', { roomId })
  }
  await world.run('ada', 'room:visit', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Quiet hour' })
  const memberIds = await Promise.all(others.map((name) => world.person(name)))
  const round = { roomId, groups: [{ memberIds }], task: '', minutes: 10 }
  const { breakouts } = await world.run('ada', 'round:open', round)
  const there = breakouts[0]!.roomId

  await world.run('member-1', 'room:enter', { roomId, moving: true })
  const table = async () => world.ask('member-1', 'circle:table', { circleId })
  expect(await table()).toMatchObject({ seatedIn: roomId, placedIn: there })
  const back = (moving: boolean) => refusalOf(world.run('member-1', 'room:enter', { roomId: here.first, moving }))
  expect(await back(false)).toBe('conflict placed_elsewhere')
  expect(await back(true)).toBe('conflict placed_elsewhere')
  expect(await table()).toMatchObject({ seatedIn: roomId, placedIn: there })

  await world.run('member-1', 'room:enter', { roomId: here.roomId, moving: true })
  expect(await table()).toMatchObject({ seatedIn: here.roomId, placedIn: here.first })
})

test('INV-3 an enter or a visit that comes once more, late, takes nobody back to where they have left', async () => {
  const { circleId, roomId } = await world.circle(['ben'])
  const { roomId: porch } = await world.run('ada', 'room:open', { circleId, name: 'Porch', capacity: 4 })
  const sit = { roomId, moving: true, commandId: newId() }
  const sat = await world.run('ben', 'room:enter', sit)
  await world.run('ben', 'room:enter', { roomId: porch, moving: true })
  const visit = { roomId, commandId: newId() }
  const visited = await world.run('ada', 'room:visit', visit)
  await world.run('ada', 'room:leave', { roomId })
  const before = await world.ask('ada', 'room:snapshot', { roomId })

  expect(await world.run('ben', 'room:enter', sit)).toEqual(sat)
  expect(await world.run('ada', 'room:visit', visit)).toEqual(visited)
  expect(await world.ask('ada', 'room:snapshot', { roomId })).toMatchObject({ state: before.state })
  expect(await world.ask('ben', 'circle:table', { circleId })).toMatchObject({ seatedIn: porch })
})

test('who leads no longer visits neither tables nor breakouts, nor does a co-host when the session is over', async () => {
  const { circleId, roomId } = await twoBreakouts(world, ['finn', 'grace'])
  const [finn, grace] = [await world.person('finn'), await world.person('grace')]
  await world.run('ada', 'member:change-role', { circleId, memberId: finn, role: 'facilitator' })
  await world.run('grace', 'room:enter', { roomId })
  await world.run('ada', 'session:change-co-host', { roomId, memberId: grace, isCoHost: true })
  await world.run('grace', 'room:leave', { roomId })
  for (const name of ['finn', 'grace']) await world.run(name, 'room:visit', { roomId })
  const visitors = async () => (await world.ask('ada', 'room:snapshot', { roomId })).state.visitors
  expect(await visitors()).toEqual([finn, grace])

  await world.run('ada', 'member:change-role', { circleId, memberId: finn, role: 'member' })
  expect(await visitors()).toEqual([grace])
  expect(await refusalOf(world.say('finn', roomId, 'without a seat'))).toBe('forbidden no_seat')
  await world.run('ada', 'session:end', { roomId })
  expect(await visitors()).toEqual([])
  expect(await refusalOf(world.say('grace', roomId, 'without a seat'))).toBe('forbidden no_seat')
})

test('INV-9 whoever comes back to their breakout without a seat at its table takes one again, and none where that is full', async () => {
  const { roomId, first, circleId } = await twoBreakouts(world, crowd(18).slice(12))
  const where = async () => {
    const { seatedIn, placedIn } = await world.ask('member-1', 'circle:table', { circleId })
    return { seatedIn, placedIn }
  }
  const back = () => refusalOf(world.run('member-1', 'room:enter', { roomId: first }))
  await world.run('member-1', 'room:leave', { roomId })
  expect(await where()).toEqual({ seatedIn: null, placedIn: null })
  expect(await back()).toBe('accepted')
  expect(await where()).toEqual({ seatedIn: roomId, placedIn: first })

  await world.run('member-1', 'room:leave', { roomId })
  await world.run('ada', 'room:change', { roomId, name: 'Big table', capacity: 13 })
  for (const name of ['member-13', 'member-14']) await world.run(name, 'room:enter', { roomId })
  expect(await back()).toBe('full room_full')
  expect(await where()).toEqual({ seatedIn: null, placedIn: null })

  // A seat that is held for them is theirs, whoever else stands in line.
  for (const name of ['member-1', 'member-15']) await world.run(name, 'room:enter', { roomId })
  for (const name of ['member-14', 'member-13']) await world.run(name, 'room:leave', { roomId })
  const { state } = await world.ask('member-1', 'room:snapshot', { roomId })
  const memberId = await world.person('member-1')
  const { no } = state.seats.find((seat) => seat.memberId === memberId)!
  expect(await back()).toBe('accepted')
  expect(await where()).toEqual({ seatedIn: roomId, placedIn: first })
  const taken = world.published.filter(({ event }) => event.kind === 'seat:taken' && event.roomId === roomId)
  expect(taken.at(-1)!.event.body).toEqual({ memberId, no })
})

test('whom the host let sit out at first, and has placed since, sits out by their own word all the same', async () => {
  const { host, first, circleId } = await twoBreakouts(world)
  await world.run('ada', 'round:move', { ...host, memberId: await world.person('ada'), breakoutId: first })
  const place = async () => (await world.ask('ada', 'circle:table', { circleId })).placedIn
  expect(await place()).toBe(first)
  await world.run('ada', 'round:sit-out', { roomId: host.roomId })
  expect(await place()).toBeNull()
})

test('INV-8 a breakout that is merged keeps a place for whoever has stepped out as long as was said, and no longer', async () => {
  const { host, first, second } = await twoBreakouts(world)
  for (const name of ['member-11', 'member-12']) await world.run(name, 'room:leave', { roomId: host.roomId })
  const { until } = await world.run('member-1', 'round:step-out', { roomId: first })
  await world.run('ada', 'breakout:merge', { ...host, breakoutId: first, intoId: second })
  const memberId = await world.person('member-1')
  const { state } = await world.ask('member-7', 'room:snapshot', { roomId: second })
  expect(state.seats.find((seat) => seat.memberId === memberId)).toMatchObject({ outUntil: until })
  const told = world.published.filter(({ event }) => event.kind === 'seat:stepped-out' && event.roomId === second)
  expect(told.map(({ event }) => event.body)).toEqual([{ memberId, until }])
})

test('INV-3 a reaction or a mark that was there already is not put there again by a late repeat', async () => {
  const { roomId } = await world.circle(['ben'])
  for (const name of ['ada', 'ben']) await world.run(name, 'room:enter', { roomId })
  const { seq } = await world.say('ben', roomId, 'It is done.')
  const clap = { roomId, seq, emoji: '\u{1F44D}' }
  await world.run('ada', 'reaction:add', clap)
  const again = { ...clap, commandId: newId() }
  const reply = await world.run('ada', 'reaction:add', again)
  await world.run('ada', 'reaction:remove', clap)
  expect(await world.run('ada', 'reaction:add', again)).toEqual(reply)
  const { messages } = await world.ask('ben', 'room:messages', { roomId, before: seq + 1, limit: 1 })
  expect(messages[0]!.reactions).toEqual([])
})
