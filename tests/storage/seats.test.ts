import { expect, test } from 'vitest'
import { runDueWork } from '../../server/domain/timers.ts'
import { createNodeStore } from '../../server/storage/node-store.ts'
import { testDatabase } from '../support/database.ts'
import { occupancyOf, traceOccupancy } from '../support/occupancy.ts'
import { crowd, leaseMs, openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
await traceOccupancy(database)
const world = await openWorld(database)

test('INV-5 five hundred people ask for twelve seats at once: 12 sit, 488 stand in line, each in a place of their own', async () => {
  const { circleId, roomId } = await world.circle([], 12)
  await enrol(circleId, crowd(499))
  const people = ['ada', ...crowd(499)]

  const replies = await Promise.all(people.map((name) => world.run(name, 'room:enter', { roomId })))

  expect(
    replies
      .filter(({ no }) => no !== null)
      .map(({ no }) => no!)
      .toSorted((a, b) => a - b),
  ).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
  const { state } = await world.ask('ada', 'room:snapshot', { roomId })
  expect(state.seats).toHaveLength(12)
  expect(state.line).toHaveLength(488)
  expect(new Set([...state.line, ...state.seats.map(({ memberId }) => memberId)]).size).toBe(500)
  const joins = (await world.ports.records.eventsAfter(roomId, 0, 1_000)).filter(
    ({ event }) => event.kind === 'line:joined',
  )
  expect(state.line).toEqual(joins.map(({ event }) => event.memberId))
  // The trace was written at each commit: it knows every instant, not only the end.
  const occupancy = await occupancyOf(database, roomId)
  expect(occupancy.commits).toBe(12)
  expect(occupancy.most).toBe(12)
}, 60_000)

test('INV-5 the trace would see a thirteenth person if the database let one in', async () => {
  const { roomId, circleId } = await world.circle([], 2)
  await enrol(circleId, crowd(3))
  for (const name of crowd(3)) await world.run(name, 'room:enter', { roomId })
  const third = await world.person('member-3')
  await expect(
    database.sql`insert into seats (room_id, no, circle_id, person_id, in_table, taken_at)
      values (${roomId}, 3, ${circleId}, ${third}, true, kith_now())`,
  ).rejects.toMatchObject({ code: '23503' })

  await database.sql`insert into seat_slots values (${roomId}, 3)`
  await database.sql`insert into seats (room_id, no, circle_id, person_id, in_table, taken_at)
    values (${roomId}, 3, ${circleId}, ${third}, true, kith_now())`
  expect((await occupancyOf(database, roomId)).most).toBe(3)
})

test('a member holds one seat however often they enter', async () => {
  const { roomId } = await world.circle(['ben'])
  const first = await world.run('ben', 'room:enter', { roomId })
  const again = await Promise.all([1, 2, 3].map(() => world.run('ben', 'room:enter', { roomId })))
  expect(again.map(({ no }) => no)).toEqual([first.no, first.no, first.no])
})

test('a seat that becomes free is offered to the first in line for two minutes, then to the next', async () => {
  const { circleId, roomId } = await world.circle(['ben', 'chloe', 'rae'], 2)
  for (const name of ['ada', 'ben', 'chloe', 'rae']) await world.run(name, 'room:enter', { roomId })
  const waitsIn = async (name: string) => (await world.ask(name, 'circle:table', { circleId })).waitsIn
  await world.run('ben', 'room:leave', { roomId })
  const offeredTo = async () =>
    (await world.ask('ada', 'room:snapshot', { roomId })).state.seats.find(({ offeredUntil }) => offeredUntil)?.memberId
  expect(await offeredTo()).toBe(await world.person('chloe'))
  // Who waits and who is offered a seat find their way back to it; whoever sits has none to look for.
  for (const [name, rooms] of [
    ['rae', [roomId]],
    ['chloe', [roomId]],
    ['ada', []],
  ] as const)
    expect(await waitsIn(name)).toEqual(rooms)

  // Nobody else gets the held seat, not even who comes back.
  expect(await world.run('ben', 'room:enter', { roomId })).toMatchObject({ no: null, place: 2 })
  await world.moveTime(121_000)
  await runDueWork(world.ports)
  expect(await offeredTo()).toBe(await world.person('rae'))
  expect(await world.run('rae', 'room:enter', { roomId })).toMatchObject({ no: 2 })
  await world.moveTime(0)
})

test('an offer passes over those who are away, and reaches them when they are back', async () => {
  const { roomId } = await world.circle(['ben', 'chloe'], 2)
  for (const name of ['ada', 'ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  await world.node.departed(await world.person('chloe'))
  await world.run('ben', 'room:leave', { roomId })
  const seats = async () => (await world.ask('ada', 'room:snapshot', { roomId })).state.seats
  expect(await seats()).toHaveLength(1)
  await world.node.arrived(await world.person('chloe'))
  await runDueWork(world.ports)
  expect(await seats()).toMatchObject([{ no: 1 }, { no: 2, memberId: await world.person('chloe') }])
})

test('a member sits in one table of a circle at a time, and moves when they agree to', async () => {
  const { circleId, roomId } = await world.circle(['ben'])
  const other = await world.run('ada', 'room:open', { circleId, name: 'Small table', capacity: 4 })
  await world.run('ben', 'room:enter', { roomId })
  expect(await refusalOf(world.run('ben', 'room:enter', { roomId: other.roomId }))).toBe('conflict seated_elsewhere')
  await world.run('ben', 'room:enter', { roomId: other.roomId, moving: true })
  expect((await world.ask('ben', 'circle:table', { circleId })).seatedIn).toBe(other.roomId)
  expect((await world.ask('ben', 'room:snapshot', { roomId })).state.seats).toEqual([])
})

test('a seat outlives a lost connection by twenty seconds, in a session by two minutes', async () => {
  const { roomId } = await world.circle(['ben', 'chloe'])
  for (const name of ['ada', 'ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  const names = async () => (await world.ask('ada', 'room:snapshot', { roomId })).state.seats.length
  await world.node.departed(await world.person('ben'))
  await world.moveTime(19_000)
  await runDueWork(world.ports)
  expect(await names()).toBe(3)
  await world.moveTime(21_000)
  await runDueWork(world.ports)
  expect(await names()).toBe(2)

  await world.run('ada', 'session:start', { roomId, title: 'Coworking' })
  await world.node.departed(await world.person('chloe'))
  await world.moveTime(21_000 + 119_000)
  await runDueWork(world.ports)
  expect(await names()).toBe(2)
  await world.moveTime(21_000 + 121_000)
  await runDueWork(world.ports)
  expect(await names()).toBe(1)
  await world.moveTime(0)
  for (const name of ['ben', 'chloe']) await world.node.arrived(await world.person(name))
})

test('what cannot be done when it is due holds up nothing that is due as well, and is done later', async () => {
  const { roomId } = await world.circle(['ben', 'chloe'])
  for (const name of ['ada', 'ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  for (const name of ['ben', 'chloe']) await world.node.departed(await world.person(name))
  await world.moveTime(21_000)
  const { log } = world.ports
  const first = (await log.dueWork()).find((work) => work.roomId === roomId)!
  const doDueWork: typeof log.doDueWork = (work) =>
    work.subjectId === first.subjectId ? Promise.reject(new Error('not this one')) : log.doDueWork(work)
  const seated = async () => (await world.ask('ada', 'room:snapshot', { roomId })).state.seats.length
  await expect(runDueWork({ ...world.ports, log: { ...log, doDueWork } })).rejects.toThrow('not this one')
  expect(await seated()).toBe(2)
  await runDueWork(world.ports)
  expect(await seated()).toBe(1)
  await world.moveTime(0)
  for (const name of ['ben', 'chloe']) await world.node.arrived(await world.person(name))
})

test('the seats of a lost node come free, those of a node that only slept do not', async () => {
  const { roomId } = await world.circle(['ben'])
  await world.run('ben', 'room:enter', { roomId })
  await world.moveTime(leaseMs + 1_000, { nodeLives: false })
  await database.sql`select sweep_connections()`
  await world.moveTime(leaseMs + 22_000, { nodeLives: false })
  // The node wakes up and finds its people here before anybody has freed their seats.
  await world.node.beat()
  await runDueWork(world.ports)
  expect((await world.ask('ben', 'room:snapshot', { roomId })).state.seats).toHaveLength(1)

  await database.sql`delete from nodes`
  await database.sql`select sweep_connections()`
  await world.moveTime(leaseMs + 43_000, { nodeLives: false })
  await runDueWork(world.ports)
  expect((await world.ask('ben', 'room:snapshot', { roomId })).state.seats).toHaveLength(0)
  await world.moveTime(0)
  for (const name of ['ada', 'ben', 'chloe', 'rae']) await world.node.arrived(await world.person(name))
})

test('fewer seats never evict: refused while more people sit, higher numbers move down', async () => {
  const { roomId } = await world.circle(['ben', 'chloe'], 6)
  for (const name of ['ada', 'ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  const change = (capacity: number) => world.run('ada', 'room:change', { roomId, name: 'Big table', capacity })
  expect(await refusalOf(change(2))).toBe('conflict seats_taken')
  await world.run('ada', 'room:leave', { roomId })
  await change(2)
  expect((await world.ask('ben', 'room:snapshot', { roomId })).state.seats.map(({ no }) => no)).toEqual([1, 2])
})

test('a host on visit holds no seat, is listed and may speak; a member may not visit', async () => {
  const { roomId } = await world.circle(['ben', 'chloe'], 2)
  for (const name of ['ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  expect(await world.run('ada', 'room:visit', { roomId })).toEqual({ no: null, place: null, visiting: true })
  expect(await refusalOf(world.say('ada', roomId, 'hello both'))).toBe('accepted')
  const { state } = await world.ask('ben', 'room:snapshot', { roomId })
  expect(state.visitors).toEqual([await world.person('ada')])
  expect(state.seats).toHaveLength(2)
  expect(await refusalOf(world.run('ben', 'room:visit', { roomId }))).toBe('forbidden not_host')
})

/** Many members at once, written directly: how they join is told elsewhere. */
async function enrol(circleId: string, people: string[]): Promise<void> {
  await database.sql`update circles set capacity = 500, members = members + ${people.length} where id = ${circleId}`
  for (const name of people) {
    const id = await world.person(name)
    await database.sql`insert into memberships (circle_id, person_id, name, role, joined_at, joined_seq)
      values (${circleId}, ${id}, ${name}, 'member', kith_now(), 3)`
  }
}

test('after a silence of all nodes the line keeps its order: each gets the time to be heard before its people count as away', async () => {
  const other = createNodeStore(world.database.sql, 'other-node', 10_000)
  const { roomId } = await world.circle(['ben', 'chloe', 'dev', 'elin'], 2)
  for (const name of ['ada', 'dev']) await world.run(name, 'room:enter', { roomId })
  await other.beat()
  // Ben, who is first, is connected elsewhere.
  await world.node.departed(await world.person('ben'))
  await other.arrived(await world.person('ben'))
  for (const name of ['ben', 'chloe']) await world.run(name, 'room:enter', { roomId })

  await world.moveTime(leaseMs + 60_000, { nodeLives: false })
  await world.node.beat()
  await world.run('dev', 'room:leave', { roomId })
  const offered = world.published.filter(({ event }) => event.kind === 'seat:offered' && event.roomId === roomId)
  expect(offered.map(({ event }) => event.body)).toMatchObject([{ memberId: await world.person('ben') }])

  await other.end()
  await world.moveTime(0)
})
