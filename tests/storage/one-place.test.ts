import { expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { testDatabase } from '../support/database.ts'
import { twoBreakouts } from '../support/two-breakouts.ts'
import { openWorld, refusalOf } from '../support/world.ts'

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
