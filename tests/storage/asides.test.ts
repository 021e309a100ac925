import { expect, test } from 'vitest'
import type { Notice } from '../../server/domain/ports.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const world = await openWorld(await testDatabase())
const signals: Extract<Notice, { type: 'signal' }>[] = []
const { publish } = world.ports.bus
world.ports.bus.publish = (roomId, notice) => {
  if (notice.type === 'signal') signals.push(notice)
  publish(roomId, notice)
}

/** A session that ada hosts; finn is a facilitator, ben and chloe sit at the table, rae is elsewhere in the circle. */
async function evening() {
  const place = await world.circle(['finn', 'ben', 'chloe', 'rae'])
  const { circleId, roomId } = place
  await world.run('ada', 'member:change-role', { circleId, memberId: await world.person('finn'), role: 'facilitator' })
  for (const name of ['ada', 'finn', 'ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  const heard = async (name: string) => (await world.ask(name, 'aside:list', { roomId })).asides.map(({ text }) => text)
  const say = async (name: string, to: string | null, text: string) =>
    world.run(name, 'aside:say', { roomId, toId: to === null ? null : await world.person(to), text })
  return { ...place, heard, say }
}

test('a host says something to one person, or to the other hosts: who leads reads it too, and nobody else ever does', async () => {
  const { circleId, commonsId, roomId, heard, say } = await evening()
  const before = await world.ports.records.heads([commonsId, roomId])
  const { asideId } = await say('ada', 'ben', 'Would you begin?')
  const [ada, ben, finn] = await Promise.all(['ada', 'ben', 'finn'].map((name) => world.person(name)))
  const told = signals.splice(0)
  for (const signal of told) expect(signal).toMatchObject({ name: 'aside', body: { roomId, asideId } })
  expect(new Set(told.flatMap(({ to }) => to!))).toEqual(new Set([ada, ben, finn]))
  await say('finn', null, 'Two are very quiet.')
  expect(signals.at(-1)!.to!.toSorted()).toEqual([await world.person('ada'), await world.person('finn')].toSorted())

  expect(await heard('ben')).toEqual(['Would you begin?'])
  expect(await heard('ada')).toEqual(['Would you begin?', 'Two are very quiet.'])
  expect(await heard('finn')).toEqual(['Would you begin?', 'Two are very quiet.'])
  expect(await heard('chloe')).toEqual([])
  expect(await world.ports.records.heads([commonsId, roomId])).toEqual(before)

  await world.run('ada', 'member:change-role', { circleId, memberId: finn!, role: 'member' })
  expect(await heard('finn')).toEqual(['Two are very quiet.'])
  await say('ada', null, 'Only I lead now.')
  expect(await heard('finn')).toEqual(['Two are very quiet.'])
  await world.run('ada', 'member:remove', { circleId, memberId: await world.person('ben'), reason: 'no' })
  expect(await refusalOf(heard('ben'))).toBe('not_found aside')
  await world.run('ada', 'session:end', { roomId })
  expect(await heard('ada')).toEqual([])
})

test('only hosts speak aside, to who is there, while a session runs', async () => {
  const { roomId, say } = await evening()
  expect(await refusalOf(say('ben', null, 'hello'))).toBe('forbidden not_host')
  expect(await refusalOf(say('dev', null, 'hello'))).toBe('not_found room')
  expect(await refusalOf(say('ada', 'rae', 'hello'))).toBe('not_found member')
  expect(await refusalOf(say('ada', 'dev', 'hello'))).toBe('not_found member')
  expect(await refusalOf(say('ada', 'ada', 'hello'))).toBe('invalid yourself')
  await world.run('ada', 'session:end', { roomId })
  expect(await refusalOf(say('ada', 'ben', 'hello'))).toBe('conflict no_session')
})

test('who was spoken to answers all who lead, in one thread that nobody else reads', async () => {
  const { circleId, commonsId, roomId, heard, say } = await evening()
  const answer = (name: string, text: string) => world.run(name, 'aside:answer', { roomId, text })
  const [ada, ben, finn] = await Promise.all(['ada', 'ben', 'finn'].map((name) => world.person(name)))
  const before = await world.ports.records.heads([commonsId, roomId])
  expect(await refusalOf(answer('ben', 'May I?'))).toBe('forbidden not_addressed')
  await say('ada', 'ben', 'Would you begin?')
  signals.splice(0)
  const { asideId } = await answer('ben', 'Gladly.')
  expect(new Set(signals.flatMap(({ to }) => to!))).toEqual(new Set([ada, finn]))
  await say('finn', 'ben', 'Thank you.')
  const lines = ['Would you begin?', 'Gladly.', 'Thank you.']
  for (const name of ['ada', 'ben', 'finn']) expect(await heard(name)).toEqual(lines)
  const { asides } = await world.ask('finn', 'aside:list', { roomId })
  expect(asides[1]).toMatchObject({ asideId, memberId: ben, toId: null, threadId: ben })
  expect(new Set(asides.map(({ threadId }) => threadId))).toEqual(new Set([ben]))
  expect(await heard('chloe')).toEqual([])
  expect(await refusalOf(answer('chloe', 'And I?'))).toBe('forbidden not_addressed')
  expect(await refusalOf(answer('dev', 'And I?'))).toBe('not_found room')
  expect(await world.ports.records.heads([commonsId, roomId])).toEqual(before)

  await world.run('ada', 'member:change-role', { circleId, memberId: finn!, role: 'member' })
  await answer('ben', 'One thing more.')
  expect(await heard('finn')).toEqual(['Thank you.'])
  // INV-7: nothing of the thread reaches or comes from whoever is removed.
  await world.run('ada', 'member:remove', { circleId, memberId: ben!, reason: 'no' })
  expect(await refusalOf(answer('ben', 'Still here.'))).toBe('not_found room')
  expect(await refusalOf(heard('ben'))).toBe('not_found aside')
})

test('who heard a word to their breakout alone answers it, and nobody of another breakout does', async () => {
  const people = crowd(12)
  const { roomId } = await world.circle(people, 20)
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  const out = { sittingOut: [await world.person('ada')] }
  const { groups } = await world.ask('ada', 'round:preview', { roomId, seed: 'x', breakouts: 2, ...out })
  const input = { roomId, groups: groups.map((memberIds) => ({ memberIds })), task: '', minutes: 30, ...out }
  const { roundId, breakouts } = await world.run('ada', 'round:open', input)
  const ids = await Promise.all(people.map((name) => world.person(name)))
  const inside = people[ids.indexOf(breakouts[0]!.memberIds[0]!)]!
  const outside = people[ids.indexOf(breakouts[1]!.memberIds[0]!)]!
  await world.run('ada', 'round:announce', { roomId, roundId, text: 'to all' })
  const answer = (name: string) => refusalOf(world.run(name, 'aside:answer', { roomId, text: 'We are nearly there.' }))
  expect(await answer(inside)).toBe('forbidden not_addressed')
  await world.run('ada', 'round:announce', { roomId, roundId, text: 'How far?', breakoutId: breakouts[0]!.roomId })
  expect(await answer(inside)).toBe('accepted')
  expect(await answer(outside)).toBe('forbidden not_addressed')
})

test('what was said aside goes with its session, from the database as well', async () => {
  const { roomId, say } = await evening()
  await say('ada', 'ben', 'Between us.')
  const rows = () => world.database.sql`select 1 from asides where table_id = ${roomId}`
  expect(await rows()).toHaveLength(1)
  await world.run('ada', 'session:end', { roomId })
  expect(await rows()).toHaveLength(0)
})
