import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { openWorld } from '../support/world.ts'
import { openNodes, type Node } from './nodes.ts'
import { eventually } from './visitors.ts'

const world = await openWorld(await testDatabase())
const [here, there] = (await openNodes(world, 2)) as [Node, Node]

test('every ten seconds a socket is told how far its rooms have come, by the clock of the database', async () => {
  const { commonsId } = await world.circle()
  const ada = await here.connect('ada')
  await ada.ask('me')
  await eventually(() => expect(ada.last('heads')?.heads[commonsId]).toBeGreaterThan(0), 25_000)
  expect(Math.abs(ada.last('heads')!.serverNow - Date.now())).toBeLessThan(60_000)
}, 30_000)

test('INV-8 a round ends by the clock of the database, once, while its host is offline', async () => {
  const people = Array.from({ length: 6 }, (_, i) => `guest-${i}`)
  const { roomId } = await world.circle(people)
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Evening' })
  const memberIds = await Promise.all(people.map((name) => world.person(name)))
  const sittingOut = [await world.person('ada')]
  const groups = [{ memberIds }]
  const { breakouts } = await world.run('ada', 'round:open', { roomId, groups, sittingOut, task: '', minutes: 5 })
  const [first, second] = [await here.connect('guest-0'), await there.connect('guest-1')]
  for (const device of [first, second]) {
    await device.run('room:enter', { roomId })
    await device.run('room:enter', { roomId: breakouts[0]!.roomId })
  }
  await world.moveTime(5 * 60_000)
  for (const device of [first, second]) {
    const closed = () => device.events.filter(({ kind }) => kind === 'round:closed').map((event) => event.roomId)
    await eventually(() => expect(closed().toSorted()).toEqual([roomId, breakouts[0]!.roomId].toSorted()))
  }
  expect(first.events.findLast(({ kind }) => kind === 'round:closed')).toMatchObject({ memberId: null })
  await world.moveTime(0)
})

test('INV-8 a prepared round opens by the clock of the database, once, while its host is offline', async () => {
  const people = Array.from({ length: 6 }, (_, i) => `reader-${i}`)
  const { roomId } = await world.circle(people)
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  const plan = { breakouts: [{ name: 'Readers', memberIds: [] }], task: '', minutes: 5, mode: 'meet-new' as const }
  const { preparedId } = await world.run('ada', 'round:prepare', { roomId, name: 'Readings', plan })
  await world.run('ada', 'round:schedule', { roomId, preparedId, opensAfter: 5 })
  await world.run('ada', 'session:start', { roomId, title: 'Evening' })
  await world.run('ada', 'room:leave', { roomId })
  const [first, second] = [await here.connect('reader-0'), await there.connect('reader-1')]
  for (const device of [first, second]) await device.run('room:enter', { roomId })
  await world.moveTime(5 * 60_000 + 100)
  const opened = (device: typeof first) => device.events.filter(({ kind }) => kind === 'round:opened')
  for (const device of [first, second]) await eventually(() => expect(opened(device)).toHaveLength(1), 20_000)
  expect(opened(first)).toMatchObject([{ memberId: null, body: { preparedId, breakouts: [{ name: 'Readers' }] } }])
  const log = await world.ports.records.eventsAfter(roomId, 0, 100)
  expect(log.filter(({ event }) => event.kind === 'round:opened')).toHaveLength(1)
  await world.moveTime(0)
}, 60_000)
