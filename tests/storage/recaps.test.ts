import { expect, test } from 'vitest'
import type { Bullet } from '../../shared/recaps.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)

/** A session that has ended, with words in the room and in a breakout, and its draft. */
async function draft() {
  const place = await world.circle(crowd(7), 12)
  const { roomId } = place
  for (const name of ['ada', ...crowd(6)]) await world.run(name, 'room:enter', { roomId })
  await world.say('member-1', roomId, 'Before the session nobody takes notes.')
  const { sessionId } = await world.run('ada', 'session:start', { roomId, title: 'Planning the autumn fair' })
  const decided = await world.say('member-1', roomId, 'We will hold the autumn fair on the second Saturday of October.')
  await world.run('member-2', 'mark:add', { roomId, seq: decided.seq, mark: 'decision' })
  const { groups } = await world.ask('ada', 'round:preview', { roomId, seed: 'x' })
  const round = await world.run('ada', 'round:open', {
    roomId,
    groups: groups.map((memberIds) => ({ memberIds, name: 'Kitchen' })),
    task: '',
    minutes: 5,
  })
  const breakoutId = round.breakouts[0]!.roomId
  await world.say('member-3', breakoutId, 'The apple press needs two people who can lift it on Friday evening.')
  await world.run('ada', 'session:end', { roomId })
  const { recapId } = await world.run('ada', 'recap:draft', { roomId, sessionId })
  return { ...place, sessionId, recapId, breakoutId, decided }
}

test('a draft begins with what was decided, has a section per breakout, and cites only what was said in the session', async () => {
  const { recapId, breakoutId, decided, roomId } = await draft()
  const recap = await world.ask('ada', 'recap:view', { recapId })
  expect(recap.bullets[0]).toMatchObject({ type: 'decision', cites: [{ roomId, seq: decided.seq }] })
  expect(recap.bullets.find(({ section }) => section === 'Kitchen')?.cites[0]?.roomId).toBe(breakoutId)
  expect(recap.sources.every(({ text }) => text !== null)).toBe(true)
  expect(recap.sources.map(({ text }) => text)).not.toContain('Before the session nobody takes notes.')
  expect(recap.attendance).toHaveLength(7)
})

test('INV-11 nobody but its hosts sees a draft; once a person has signed it, the circle reads it', async () => {
  const { circleId, recapId } = await draft()
  expect(await refusalOf(world.ask('member-1', 'recap:view', { recapId }))).toBe('not_found recap')
  expect(await refusalOf(world.run('member-1', 'recap:sign', { circleId, recapId, version: 0 }))).toBe(
    'not_found recap',
  )
  await world.run('ada', 'recap:sign', { circleId, recapId, version: 0 })
  expect(await world.ask('member-1', 'recap:view', { recapId })).toMatchObject({ state: 'signed', signedBy: 'ada' })
  expect(await refusalOf(world.ask('dev', 'recap:view', { recapId }))).toBe('not_found recap')
})

test('two people edit: the second hears which version there is and loses nothing', async () => {
  const { circleId, recapId } = await draft()
  const { bullets, title } = await world.ask('ada', 'recap:view', { recapId })
  const save = (version: number) => world.run('ada', 'recap:save', { circleId, recapId, version, title, bullets })
  expect(await save(0)).toEqual({ version: 1 })
  expect(await refusalOf(save(0))).toBe('conflict stale')
  expect(await refusalOf(world.run('ada', 'recap:sign', { circleId, recapId, version: 0 }))).toBe('conflict stale')
})

test('a bullet that cites nothing said in the session is refused, and nothing is saved', async () => {
  const { circleId, recapId, roomId } = await draft()
  const before = await world.ask('ada', 'recap:view', { recapId })
  const bullet: Bullet = { text: 'Made up', type: 'point', section: '', cites: [{ roomId, seq: 1 }] }
  const save = world.run('ada', 'recap:save', { circleId, recapId, version: 0, title: 'T', bullets: [bullet] })
  expect(await refusalOf(save)).toBe('invalid uncited')
  expect(await world.ask('ada', 'recap:view', { recapId })).toEqual(before)
})

test('the database itself has no room for an eleventh bullet', async () => {
  const { recapId } = await draft()
  const eleventh = database.sql`insert into bullets (recap_id, no, text, type, section) values (${recapId}, 11, 'x', 'point', '')`
  await expect(eleventh).rejects.toMatchObject({ code: '23514' })
})

test('words removed at their source are gone from the recap too', async () => {
  const { circleId, recapId, roomId, decided } = await draft()
  await world.run('ada', 'recap:sign', { circleId, recapId, version: 0 })
  await world.run('member-1', 'message:remove', { roomId, seq: decided.seq })
  const { sources } = await world.ask('member-2', 'recap:view', { recapId })
  expect(sources.find(({ seq }) => seq === decided.seq)?.text).toBeNull()
})

test('words removed at their source go from a draft that nobody has signed, and what its editor wrote stays', async () => {
  const { circleId, recapId, roomId, decided, breakoutId } = await draft()
  const { bullets, title } = await world.ask('ada', 'recap:view', { recapId })
  const mine: Bullet = {
    text: 'The fair has a date',
    type: 'point',
    section: '',
    cites: [{ roomId, seq: decided.seq }],
  }
  await world.run('ada', 'recap:save', { circleId, recapId, version: 0, title, bullets: [...bullets, mine] })
  await world.run('member-1', 'message:remove', { roomId, seq: decided.seq })
  const after = await world.ask('ada', 'recap:view', { recapId })
  expect(after.bullets.map(({ text }) => text)).toEqual([
    ...bullets.map(({ text }) => text).filter((text) => !text.includes('second Saturday')),
    'The fair has a date',
  ])
  expect(after.bullets.some(({ cites }) => cites[0]?.roomId === breakoutId)).toBe(true)
  expect(await refusalOf(world.run('ada', 'recap:sign', { circleId, recapId, version: 1 }))).toBe('conflict stale')
})

test('INV-6 a reader is led into the room around a source only where it is theirs to read', async () => {
  const { circleId, recapId, roomId, breakoutId } = await draft()
  await world.run('ada', 'recap:sign', { circleId, recapId, version: 0 })
  const open = async (name: string) => {
    const { sources } = await world.ask(name, 'recap:view', { recapId })
    return [roomId, breakoutId].map((id) => sources.find((source) => source.roomId === id)!.isReadable)
  }
  expect(await open('member-3')).toEqual([true, true])
  expect(await open('member-7')).toEqual([true, false])
})
