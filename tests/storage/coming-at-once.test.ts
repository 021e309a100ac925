import { expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { testDatabase } from '../support/database.ts'
import { guestEvenings } from '../support/guests.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)
const { evening } = guestEvenings(world)

test('INV-6 who ask for one room at the same moment share a look at it: members all, a guest since they came, strangers nothing', async () => {
  const people = crowd(6)
  const { roomId } = await evening(people, ['kira'])
  const early = await world.say('ada', roomId, 'Before anybody came.')
  await world.run('member-1', 'room:enter', { roomId })
  const late = await world.say('ada', roomId, 'For everybody.')
  await database.sql`update guests set from_seq = ${late.seq} where room_id = ${roomId}`
  await database.sql`insert into read_markers (person_id, room_id, seq)
    values (${await world.person('member-1')}, ${roomId}, ${early.seq})`

  const look = (name: string) => world.ask(name, 'room:snapshot', { roomId })
  const [first, ...rest] = await Promise.all(['ada', ...people, 'kira'].map(look))
  const guest = rest.pop()!
  const stranger = await Promise.all([refusalOf(look('dev')), look('ada'), refusalOf(look('dev'))])
  expect([stranger[0], stranger[2]]).toEqual(['not_found room', 'not_found room'])

  const alone = await look('member-2')
  for (const { state, names } of [first!, ...rest])
    expect({ state, names }).toEqual({ state: alone.state, names: alone.names })
  expect([first!, ...rest].map(({ read }) => read)).toEqual([0, early.seq, 0, 0, 0, 0, 0])
  expect(guest.state.messages.map(({ seq }) => seq)).toEqual([late.seq])
  expect({ ...guest.state, messages: [] }).toEqual({ ...alone.state, messages: [] })
})

test('INV-3 of those who come to one room at the same moment each has an answer of their own, and a repeat the same one', async () => {
  const people = crowd(5)
  const { circleId, roomId } = await world.circle(people, 4)
  const other = await world.run('ada', 'room:open', { circleId, name: 'Small table', capacity: 4 })
  await world.run('member-5', 'room:enter', { roomId: other.roomId })
  const commandIds = people.map(() => newId())
  const enter = (name: string, index: number) =>
    world.run(name, 'room:enter', { roomId, commandId: commandIds[index]! })
  const outcomes = await Promise.allSettled([
    ...people.map(enter),
    ...people.slice(0, 4).map(enter),
    world.run('dev', 'room:enter', { roomId }),
    world.run('ada', 'room:enter', { roomId }),
  ])
  const replies = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : outcome.reason.details))
  expect(replies.slice(0, 4).map(({ no }) => no)).toEqual([1, 2, 3, 4])
  expect(replies[4]).toMatchObject({ reason: 'seated_elsewhere', roomId: other.roomId })
  expect(replies.slice(5, 9)).toEqual(replies.slice(0, 4))
  expect(replies[9]).toEqual({ reason: 'room' })
  expect(replies[10]).toMatchObject({ no: null, place: 1 })
  const { state } = await world.ask('ada', 'room:snapshot', { roomId })
  expect(state.seats.map(({ no }) => no)).toEqual([1, 2, 3, 4])
  expect(state.line).toEqual([await world.person('ada')])
})
