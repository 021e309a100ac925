import { expect, test } from 'vitest'
import type { Notice } from '../../server/domain/ports.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld, refusalOf } from '../support/world.ts'

const world = await openWorld(await testDatabase())
const signals: Extract<Notice, { type: 'signal' }>[] = []
const { publish } = world.ports.bus
world.ports.bus.publish = (roomId, notice) => {
  if (notice.type === 'signal') signals.push(notice)
  publish(roomId, notice)
}

/** A session that ada hosts; fay is a facilitator, ben and chloe sit at the table, rae is elsewhere in the circle. */
async function evening() {
  const place = await world.circle(['fay', 'ben', 'chloe', 'rae'])
  const { circleId, roomId } = place
  await world.run('ada', 'member:change-role', { circleId, memberId: await world.person('fay'), role: 'facilitator' })
  for (const name of ['ada', 'fay', 'ben', 'chloe']) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  const heard = async (name: string) => (await world.ask(name, 'aside:list', { roomId })).asides.map(({ text }) => text)
  const say = async (name: string, to: string | null, text: string) =>
    world.run(name, 'aside:say', { roomId, toId: to === null ? null : await world.person(to), text })
  return { ...place, heard, say }
}

test('a host says something to one person, or to the other hosts, and nobody else ever reads it', async () => {
  const { circleId, commonsId, roomId, heard, say } = await evening()
  const before = await world.ports.records.heads([commonsId, roomId])
  const { asideId } = await say('ada', 'ben', 'Would you begin?')
  expect(signals.at(-1)).toMatchObject({ name: 'aside', body: { roomId, asideId } })
  expect(signals.at(-1)!.to!.toSorted()).toEqual([await world.person('ada'), await world.person('ben')].toSorted())
  await say('fay', null, 'Two are very quiet.')
  expect(signals.at(-1)!.to!.toSorted()).toEqual([await world.person('ada'), await world.person('fay')].toSorted())

  expect(await heard('ben')).toEqual(['Would you begin?'])
  expect(await heard('ada')).toEqual(['Would you begin?', 'Two are very quiet.'])
  expect(await heard('fay')).toEqual(['Two are very quiet.'])
  expect(await heard('chloe')).toEqual([])
  expect(await world.ports.records.heads([commonsId, roomId])).toEqual(before)

  const fay = await world.person('fay')
  await world.run('ada', 'member:change-role', { circleId, memberId: fay, role: 'member' })
  expect(await heard('fay')).toEqual(['Two are very quiet.'])
  await say('ada', null, 'Only I lead now.')
  expect(await heard('fay')).toEqual(['Two are very quiet.'])
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
