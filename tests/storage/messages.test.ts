import { expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)

test('INV-1 what forty people say at once gets dense numbers and rising times', async () => {
  const people = crowd(40)
  const { roomId } = await world.circle(people, 50)
  await Promise.all(people.map((name) => world.run(name, 'room:enter', { roomId })))
  const before = (await world.ports.records.heads([roomId])).get(roomId)!.head

  const replies = await Promise.all(
    people.flatMap((name) => ['one', 'two'].map((text) => world.say(name, roomId, text))),
  )

  const numbers = replies.map(({ seq }) => seq).toSorted((a, b) => a - b)
  expect(numbers).toEqual(numbers.map((_, index) => before + 1 + index))
  const log = await world.ports.records.eventsAfter(roomId, 0, 1_000)
  expect(log.map(({ event }) => event.seq)).toEqual(log.map((_, index) => index + 1))
  expect(log.map(({ event }) => event.at)).toEqual(log.map(({ event }) => event.at).toSorted((a, b) => a - b))
})

test('INV-3 a message sent five times at once stands once, and each sender gets the same reply', async () => {
  const { roomId } = await world.circle(['ben'])
  await world.run('ben', 'room:enter', { roomId })
  const message = { roomId, text: 'Shall we begin?', commandId: newId() }

  const replies = await Promise.all(Array.from({ length: 5 }, () => world.run('ben', 'message:send', message)))

  expect(new Set(replies.map(({ seq }) => seq)).size).toBe(1)
  const { messages } = await world.ask('ben', 'room:messages', { roomId, before: 1_000 })
  expect(messages.map(({ text }) => text)).toEqual(['Shall we begin?'])
})

test('N41 the same command id with other words is a conflict; from somebody else it is another command', async () => {
  const { roomId } = await world.circle(['ben'])
  for (const name of ['ada', 'ben']) await world.run(name, 'room:enter', { roomId })
  const commandId = newId()
  await world.run('ben', 'message:send', { roomId, text: 'first', commandId })

  expect(await refusalOf(world.run('ben', 'message:send', { roomId, text: 'other', commandId }))).toBe(
    'conflict command_reused',
  )
  expect(await refusalOf(world.run('ada', 'message:send', { roomId, text: 'first', commandId }))).toBe('accepted')
})

test('N41 the same command id in another room is a conflict, one after the other and at once', async () => {
  const { roomId, commonsId } = await world.circle(['ben'])
  await world.run('ben', 'room:enter', { roomId })
  const send = (room: string, commandId: string) =>
    world.run('ben', 'message:send', { roomId: room, text: 'here', commandId })
  const commandId = newId()
  await send(roomId, commandId)
  expect(await refusalOf(send(commonsId, commandId))).toBe('conflict command_reused')
  const heads = async () => [...(await world.ports.records.heads([roomId, commonsId])).values()].map(({ head }) => head)
  const said = async () => (await heads()).reduce((sum, head) => sum + head, 0)
  const before = await said()
  for (let i = 0; i < 10; i++) {
    const other = newId()
    const both = await Promise.all([roomId, commonsId].map((room) => refusalOf(send(room, other))))
    expect(both.toSorted()).toEqual(['accepted', 'conflict command_reused'])
  }
  expect(await said()).toBe(before + 10)
})

test('INV-3 a refusal leaves no trace: the same command succeeds once there is a seat', async () => {
  const { roomId } = await world.circle(['ben'])
  const message = { roomId, text: 'Here I am', commandId: newId() }
  expect(await refusalOf(world.run('ben', 'message:send', message))).toBe('forbidden no_seat')
  await world.run('ben', 'room:enter', { roomId })
  expect(await refusalOf(world.run('ben', 'message:send', message))).toBe('accepted')
})

test('an edit replaces the words everywhere, and the words it replaced are gone from the database', async () => {
  const { roomId } = await world.circle(['ben'])
  await world.run('ben', 'room:enter', { roomId })
  const { seq } = await world.say('ben', roomId, 'a marmalade secret')
  await world.run('ben', 'message:edit', { roomId, seq, text: 'second marmalade thought' })
  await world.run('ben', 'message:edit', { roomId, seq, text: 'final words' })

  const { messages } = await world.ask('ben', 'room:messages', { roomId, before: 1_000 })
  expect(messages).toMatchObject([{ seq, text: 'final words', edited: true }])
  expect(await wordsLeft('final words')).toBe(1)
  expect(await wordsLeft('marmalade')).toBe(0)
})

test('a removed message keeps its number, author and time, and nothing of its words', async () => {
  const { roomId } = await world.circle(['ben', 'chloe'])
  for (const name of ['ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  const { seq, at } = await world.say('ben', roomId, 'quince jelly')
  await world.run('chloe', 'reaction:add', { roomId, seq, emoji: '👍' })
  expect(await wordsLeft('quince')).toBe(1)
  await world.run('ben', 'message:remove', { roomId, seq })

  const { messages } = await world.ask('chloe', 'room:messages', { roomId, before: 1_000 })
  const memberId = await world.person('ben')
  expect(messages).toEqual([{ seq, at, memberId, text: null, replyTo: null, edited: false, reactions: [], marks: [] }])
  expect(await wordsLeft('quince')).toBe(0)
  expect(await refusalOf(world.run('chloe', 'mark:add', { roomId, seq, mark: 'win' }))).toBe('not_found message')
})

test('N20 a member neither edits nor removes what somebody else said; a host may remove it', async () => {
  const { roomId } = await world.circle(['ben', 'chloe'])
  for (const name of ['ada', 'ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  const { seq } = await world.say('ben', roomId, 'mine')
  expect(await refusalOf(world.run('chloe', 'message:edit', { roomId, seq, text: 'yours' }))).toBe(
    'forbidden not_author',
  )
  expect(await refusalOf(world.run('chloe', 'message:remove', { roomId, seq }))).toBe('forbidden not_author')
  expect(await refusalOf(world.run('ada', 'message:remove', { roomId, seq }))).toBe('accepted')
})

test('words can be edited for fifteen minutes and taken back at any time', async () => {
  const { roomId } = await world.circle(['ben'])
  await world.run('ben', 'room:enter', { roomId })
  const { seq } = await world.say('ben', roomId, 'early words')
  await world.moveTime(16 * 60_000)
  expect(await refusalOf(world.run('ben', 'message:edit', { roomId, seq, text: 'late' }))).toBe('timed_out edit_window')
  expect(await refusalOf(world.run('ben', 'message:remove', { roomId, seq }))).toBe('accepted')
  await world.moveTime(0)
})

test('N24 a reply, a reaction or a mark never reaches a message of another room', async () => {
  const { roomId, circleId } = await world.circle(['ben'])
  const other = await world.run('ada', 'room:open', { circleId, name: 'Other table', capacity: 4 })
  await world.run('ada', 'room:enter', { roomId: other.roomId })
  for (const text of ['a', 'b', 'c', 'd', 'e']) await world.say('ada', other.roomId, text)
  await world.run('ben', 'room:enter', { roomId })
  const seq = 6
  expect(await refusalOf(world.run('ben', 'message:send', { roomId, text: 'as you said', replyTo: seq }))).toBe(
    'not_found message',
  )
  expect(await refusalOf(world.run('ben', 'reaction:add', { roomId, seq, emoji: '👍' }))).toBe('not_found message')
  expect(await refusalOf(world.run('ben', 'mark:add', { roomId, seq, mark: 'win' }))).toBe('not_found message')
})

test('a reaction counts once per member however often it is pressed', async () => {
  const { roomId } = await world.circle(['ben'])
  await world.run('ben', 'room:enter', { roomId })
  const { seq } = await world.say('ben', roomId, 'done')
  for (let press = 0; press < 3; press++) await world.run('ben', 'reaction:add', { roomId, seq, emoji: '🎉' })
  const { messages } = await world.ask('ben', 'room:messages', { roomId, before: 1_000 })
  expect(messages[0]!.reactions).toEqual([{ emoji: '🎉', memberIds: [await world.person('ben')] }])
})

async function wordsLeft(word: string): Promise<number> {
  const [row] = await database.sql<{ count: number }[]>`
    select count(*)::integer as count from events where body::text like ${`%${word}%`}`
  return row!.count
}
