import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld } from '../support/world.ts'

const world = await openWorld(await testDatabase())

test('a breakout that is added has a name that no other one of its round has', async () => {
  const people = crowd(13)
  const { roomId } = await world.circle(people, 20)
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique' })
  const [ada, ...ids] = await Promise.all(['ada', ...people].map((name) => world.person(name)))
  const groups = [{ memberIds: ids.slice(0, 7), name: 'Breakout 3' }, { memberIds: ids.slice(7) }]
  const plan = { groups, sittingOut: [ada!], task: '', minutes: 5 }
  const { roundId } = await world.run('ada', 'round:open', { roomId, ...plan })
  for (let i = 0; i < 2; i++) await world.run('ada', 'breakout:add', { roomId, roundId })
  const { state } = await world.ask('ada', 'room:snapshot', { roomId })
  const names = state.round!.breakouts.map(({ name }) => name)
  expect(names.toSorted()).toEqual(['Breakout 2', 'Breakout 3', 'Breakout 4', 'Breakout 5'])
})
