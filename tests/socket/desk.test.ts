import { expect, test } from 'vitest'
import type { Answer } from '../../shared/errors.ts'
import type { EventKind } from '../../shared/events.ts'
import type { QueryReply } from '../../shared/queries.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld } from '../support/world.ts'
import { openNodes, type Node } from './nodes.ts'
import { eventually, expectSoon, type Visitor } from './visitors.ts'

const world = await openWorld(await testDatabase())
const [here, there] = (await openNodes(world, 2)) as [Node, Node]

/** A round of two breakouts that ada hosts; member-1 and member-2 sit in the first, member-7 in the second. */
async function round() {
  const people = crowd(12)
  const { circleId, roomId } = await world.circle([...people, 'finn'], 30)
  await world.run('ada', 'member:change-role', { circleId, memberId: await world.person('finn'), role: 'facilitator' })
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Evening' })
  const ids = await Promise.all(people.map((name) => world.person(name)))
  const groups = [ids.slice(0, 6), ids.slice(6)].map((memberIds) => ({ memberIds }))
  const sittingOut = [await world.person('ada')]
  const { roundId, breakouts } = await world.run('ada', 'round:open', {
    roomId,
    groups,
    sittingOut,
    task: '',
    minutes: 30,
  })
  return { roomId, roundId, breakouts: breakouts.map((breakout) => breakout.roomId) as [string, string] }
}

test('who is moved hears it on each device on each node, hears the new breakout, and of the old one nothing more', async () => {
  const { roomId, roundId, breakouts } = await round()
  const [old, next] = breakouts
  const [laptop, phone] = [await here.connect('member-1'), await there.connect('member-1/phone')]
  const stays = await there.connect('member-2')
  for (const device of [laptop, stays]) await device.run('room:enter', { roomId: old })
  await stays.run('message:send', { roomId: old, text: 'before' })
  await expectSoon(() => laptop.heard(old), ['before'])

  const input = { roomId, roundId, memberId: await world.person('member-1'), breakoutId: next }
  await (await here.connect('ada')).run('round:move', input)
  for (const device of [laptop, phone]) {
    await eventually(() =>
      expect(device.events.findLast(({ kind }) => kind === 'round:moved')?.body).toMatchObject({ toId: next }),
    )
  }
  await laptop.run('room:enter', { roomId: next })
  await stays.run('message:send', { roomId: old, text: 'after' })
  await expectSoon(() => stays.heard(old), ['before', 'after'])
  await laptop.run('message:send', { roomId: next, text: 'here now' })
  await expectSoon(() => laptop.heard(next), ['here now'])
  expect(laptop.heard(old)).toEqual(['before'])
})

test('whose breakout is closed is told on each device, and it is the last that they hear of it', async () => {
  const { roomId, roundId, breakouts } = await round()
  const [inside, phone] = [await there.connect('member-7'), await there.connect('member-7/phone')]
  await inside.run('room:enter', { roomId: breakouts[1] })
  await (await here.connect('ada')).run('breakout:close', { roomId, roundId, breakoutId: breakouts[1] })
  for (const device of [inside, phone]) {
    await eventually(() => expect(device.events.map(({ kind }) => kind)).toContain('breakout:closed'))
  }
  await inside.run('message:send', { roomId, text: 'back' })
})

test('a call reaches the hosts and the caller on whatever node; one about safety not the host who is named in it', async () => {
  const { roomId, breakouts } = await round()
  const [ada, finn] = [await here.connect('ada'), await there.connect('finn')]
  const [caller, other] = [await there.connect('member-1'), await here.connect('member-2')]
  for (const device of [caller, other]) await device.run('room:enter', { roomId: breakouts[0] })
  const { helpId } = await caller.run('help:call', { roomId: breakouts[0], kind: 'question' })
  for (const device of [ada, finn, caller]) await expectSoon(() => device.last('help')?.helpId, helpId)

  const about = [await world.person('ada')]
  const safety = await caller.run('help:call', { roomId: breakouts[0], kind: 'safety', about })
  for (const device of [finn, caller]) await expectSoon(() => device.last('help')?.helpId, safety.helpId)
  await finn.run('help:claim', { roomId, helpId: safety.helpId })
  await finn.run('help:claim', { roomId, helpId })
  await expectSoon(() => ada.last('help'), { roomId, helpId, askedId: null })
  await eventually(() => expect(other.events.map(({ kind }) => kind)).toContain('help:claimed'))
  expect(JSON.stringify([ada.signals, ada.events, other.signals, other.events])).not.toContain(safety.helpId)
  expect(other.last('help')).toBeUndefined()
})

test('a breakout that asks for time reaches its hosts on whatever node, and an aside only whom it is for', async () => {
  const { roomId, breakouts } = await round()
  const [ada, finn] = [await here.connect('ada'), await there.connect('finn')]
  const [asker, other] = [await there.connect('member-1'), await here.connect('member-2')]
  for (const device of [asker, other]) await device.run('room:enter', { roomId: breakouts[0] })
  await asker.run('round:ask-time', { roomId: breakouts[0], minutes: 5 })
  for (const device of [ada, finn]) await expectSoon(() => device.last('desk'), { roomId })
  await eventually(() => expect(other.events.map(({ kind }) => kind)).toContain('round:time-asked'))

  const toOne = await ada.run('aside:say', { roomId, toId: await world.person('member-2'), text: 'Would you begin?' })
  for (const device of [ada, finn, other]) await expectSoon(() => device.last('aside')?.asideId, toOne.asideId)
  const toHosts = await finn.run('aside:say', { roomId, toId: null, text: 'Two are quiet.' })
  for (const device of [ada, finn]) await expectSoon(() => device.last('aside')?.asideId, toHosts.asideId)
  expect(other.last('aside')?.asideId).toBe(toOne.asideId)
  const answer = await other.run('aside:answer', { roomId, text: 'Gladly.' })
  for (const device of [ada, finn]) await expectSoon(() => device.last('aside')?.asideId, answer.asideId)
  expect([asker, other].map((device) => device.last('desk'))).toEqual([undefined, undefined])
  expect(asker.last('aside')).toBeUndefined()
})

test('two people at two nodes see the same turn run, and the same again after they have come back', async () => {
  const { roomId, breakouts } = await round()
  const [ada, one] = [await here.connect('ada'), await there.connect('member-1')]
  const table = await there.connect('finn')
  await table.run('room:enter', { roomId })
  await one.run('room:enter', { roomId: breakouts[0] })
  const set = await ada.run('timer:set', { roomId, seconds: 300, label: 'First impressions' })
  const inBreakout = await one.run('timer:set', { roomId: breakouts[0], seconds: 90 })
  const last = (visitor: Visitor, kind: EventKind) => visitor.events.findLast((event) => event.kind === kind)?.body
  const timer = { timerId: set.timerId, endsAt: set.endsAt }
  await eventually(() => expect(last(table, 'timer:set')).toMatchObject(timer))
  const { endsAt } = await ada.run('timer:extend', { roomId, timerId: set.timerId, seconds: 60 })
  await expectSoon(() => last(table, 'timer:extended'), { timerId: set.timerId, endsAt })
  expect(endsAt).toBe(set.endsAt + 60_000)

  const seen = async (visitor: Visitor, id: string) => {
    const answer = (await visitor.ask('room:snapshot', { roomId: id })) as Answer<QueryReply<'room:snapshot'>>
    return answer.ok ? answer.reply.state.timer : null
  }
  table.socket.close()
  const [back, phone] = [await here.connect('finn'), await here.connect('member-1/phone')]
  expect(await seen(back, roomId)).toMatchObject({ ...timer, endsAt, label: 'First impressions' })
  expect(await seen(phone, breakouts[0])).toMatchObject(inBreakout)
  await one.run('timer:stop', { roomId: breakouts[0], timerId: inBreakout.timerId })
  expect(await seen(phone, breakouts[0])).toBeNull()
  expect(last(back, 'timer:stopped')).toBeUndefined()
})
