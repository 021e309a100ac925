import { expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { fold } from '../../shared/fold.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const world = await openWorld(await testDatabase())

/** Ada leads eighteen people in three breakouts of six; the first two are connected. */
async function connected() {
  const people = crowd(18)
  const place = await world.circle([...people, 'rae'], 40)
  const { circleId, roomId } = place
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Negotiation' })
  const ids = await Promise.all(people.map((name) => world.person(name)))
  const groups = [ids.slice(0, 6), ids.slice(6, 12), ids.slice(12)]
  const { roundId, breakouts } = await world.run('ada', 'round:open', {
    roomId,
    groups: groups.map((memberIds, i) => ({ memberIds, name: ['Sellers', 'Buyers', 'Watchers'][i]! })),
    sittingOut: [await world.person('ada')],
    task: '',
    minutes: 30,
  })
  const [sellers, buyers, watchers] = breakouts.map((breakout) => breakout.roomId) as [string, string, string]
  const round = { roomId, roundId }
  const pair = { ...round, breakoutId: sellers, withId: buyers }
  await world.run('ada', 'breakout:connect', pair)
  const state = async (name: string, id: string) => (await world.ask(name, 'room:snapshot', { roomId: id })).state
  const heard = async (name: string, id: string) => (await state(name, id)).messages.map(({ text }) => text)
  const both = (name: string, text: string, from = sellers, to = buyers) =>
    world.run(name, 'message:send', { roomId: from, text, alsoTo: to })
  return { circleId, ids, round, pair, sellers, buyers, watchers, state, heard, both }
}

test('people of two connected breakouts speak to both, each from their own, and a third hears nothing of it', async () => {
  const { sellers, buyers, watchers, state, heard, both } = await connected()
  await world.say('member-1', sellers, 'Ours alone')
  await both('member-1', 'Would you take forty?')
  await both('member-7', 'Thirty-five.', buyers, sellers)
  expect(await heard('member-2', sellers)).toEqual(['Ours alone', 'Would you take forty?', 'Thirty-five.'])
  expect(await heard('member-8', buyers)).toEqual(['Would you take forty?', 'Thirty-five.'])
  expect(await heard('member-13', watchers)).toEqual([])
  const [offer, answer] = (await state('member-8', buyers)).messages
  expect(offer!.both).toMatchObject({ breakoutId: sellers, name: 'Sellers', isOurs: false })
  expect(answer!.both).toMatchObject({ breakoutId: sellers, isOurs: true })
  expect((await state('member-1', sellers)).seats.map(({ memberId }) => memberId)).toHaveLength(6)
})

test('INV-1 INV-3 each log keeps dense numbers of its own, and a repeated command is said once in both', async () => {
  const { sellers, buyers, both } = await connected()
  const commandId = newId()
  const input = { commandId, roomId: sellers, text: 'Once', alsoTo: buyers }
  const replies = await Promise.all([1, 2, 3].map(() => world.run('member-1', 'message:send', input)))
  expect(new Set(replies.map(({ seq }) => seq)).size).toBe(1)
  expect(await refusalOf(world.run('member-1', 'message:send', { ...input, text: 'Other' }))).toBe(
    'conflict command_reused',
  )
  await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      i % 2 === 0 ? both('member-1', `s${i}`) : both('member-7', `b${i}`, buyers, sellers),
    ),
  )
  for (const id of [sellers, buyers]) {
    const log = await world.ports.records.eventsAfter(id, 0, 500)
    expect(log.map(({ event }) => event.seq)).toEqual(log.map((_, i) => i + 1))
    expect(log.filter(({ event }) => event.kind === 'message:sent')).toHaveLength(11)
  }
})

test('INV-6 nobody speaks to a breakout that theirs is not connected with, nor from one that is not theirs', async () => {
  const { pair, sellers, buyers, watchers, both } = await connected()
  expect(await refusalOf(both('member-1', 'x', sellers, watchers))).toBe('conflict not_connected')
  expect(await refusalOf(both('member-1', 'x', sellers, newId()))).toBe('conflict not_connected')
  expect(await refusalOf(both('member-13', 'x'))).toBe('not_found room')
  expect(await refusalOf(both('dev', 'x'))).toBe('not_found room')
  expect(await refusalOf(world.ask('member-7', 'room:snapshot', { roomId: sellers }))).toBe('not_found room')
  expect(await refusalOf(world.run('member-1', 'breakout:connect', pair))).toBe('forbidden not_host')
  expect(await refusalOf(world.run('ada', 'breakout:connect', { ...pair, withId: sellers }))).toBe('not_found breakout')
  expect(await refusalOf(world.run('ada', 'breakout:connect', pair))).toBe('closed already')
  await world.run('ada', 'breakout:disconnect', pair)
  expect(await refusalOf(both('member-1', 'x'))).toBe('conflict not_connected')
  expect(await refusalOf(both('member-7', 'x', buyers, sellers))).toBe('conflict not_connected')
  expect(await refusalOf(world.run('ada', 'breakout:disconnect', pair))).toBe('closed already')
})

test('INV-7 who is moved or removed hears nothing that is said to both after that; who comes hears it from the first word', async () => {
  const { circleId, ids, round, sellers, buyers, watchers, heard, both } = await connected()
  await both('member-1', 'Before')
  await world.run('ada', 'round:move', { ...round, memberId: ids[6]!, breakoutId: watchers })
  await world.run('ada', 'member:remove', { circleId, memberId: ids[7]!, reason: 'no' })
  await both('member-1', 'After')
  expect(await refusalOf(world.ask('member-7', 'room:snapshot', { roomId: buyers }))).toBe('not_found room')
  expect(await refusalOf(world.ask('member-8', 'room:snapshot', { roomId: buyers }))).toBe('not_found room')
  expect(await refusalOf(both('member-8', 'x', buyers, sellers))).toBe('not_found room')
  await world.run('ada', 'round:move', { ...round, memberId: ids[12]!, breakoutId: buyers })
  expect(await heard('member-13', buyers)).toEqual(['Before', 'After'])
  const hearers = await world.ports.records.hearers(buyers)
  expect([hearers.has(ids[6]!), hearers.has(ids[7]!), hearers.has(ids[12]!)]).toEqual([false, false, true])
})

test('words that are changed or taken back are so in both logs, whoever of both did it', async () => {
  const { sellers, buyers, state, heard, both } = await connected()
  const { seq } = await both('member-1', 'Fourty')
  await world.run('member-1', 'message:edit', { roomId: sellers, seq, text: 'Forty' })
  expect(await heard('member-7', buyers)).toEqual(['Forty'])
  const [twin] = (await state('member-7', buyers)).messages
  expect(twin).toMatchObject({ edited: true })
  await world.run('member-7', 'reaction:add', { roomId: buyers, seq: twin!.seq, emoji: '👍' })
  expect(await refusalOf(world.run('member-7', 'message:remove', { roomId: buyers, seq: twin!.seq }))).toBe(
    'forbidden not_author',
  )
  await world.run('member-1', 'message:remove', { roomId: sellers, seq })
  expect(await heard('member-2', sellers)).toEqual([null])
  expect((await state('member-7', buyers)).messages).toMatchObject([{ text: null, reactions: [] }])
  const words = JSON.stringify(await world.ports.records.eventsAfter(buyers, 0, 500))
  expect(words).not.toContain('orty')
})

test('an answer to what stands in both is an answer in both', async () => {
  const { sellers, buyers, state, both } = await connected()
  await world.say('member-7', buyers, 'Ours')
  const { seq } = await both('member-1', 'Forty?')
  const answered = (await state('member-7', buyers)).messages.at(-1)!.seq
  await world.run('member-7', 'message:send', { roomId: buyers, text: 'Done.', replyTo: answered, alsoTo: sellers })
  expect((await state('member-1', sellers)).messages.at(-1)).toMatchObject({ text: 'Done.', replyTo: seq })
})

test('it ends with either breakout, and the other one hears that', async () => {
  const { round, sellers, buyers, watchers, state, both } = await connected()
  await world.run('ada', 'breakout:connect', { ...round, breakoutId: sellers, withId: watchers })
  expect((await state('member-1', sellers)).round!.connected.map(({ name }) => name)).toEqual(['Buyers', 'Watchers'])
  await world.run('ada', 'breakout:close', { ...round, breakoutId: buyers })
  expect((await state('member-1', sellers)).round!.connected.map(({ name }) => name)).toEqual(['Watchers'])
  expect(await refusalOf(both('member-1', 'x'))).toBe('conflict not_connected')
  const { breakouts } = await world.ask('ada', 'round:monitor', round)
  expect(breakouts.map(({ connectedIds }) => connectedIds)).toEqual([[watchers], [sellers]])
  await world.run('ada', 'round:close', round)
  expect(await refusalOf(both('member-1', 'x', sellers, watchers))).toBe('not_found room')
})

test('a recap reads what was said to both once', async () => {
  const { round, both } = await connected()
  await both('member-1', 'We sell the ferry for forty.')
  await world.run('ada', 'round:close', round)
  const { session } = (await world.ask('ada', 'room:snapshot', { roomId: round.roomId })).state
  await world.run('ada', 'session:end', { roomId: round.roomId })
  const said = await world.ports.records.transcript(session!.sessionId, await world.person('ada'))
  expect(said!.transcript.messages.filter(({ body }) => body.includes('ferry'))).toHaveLength(1)
})

test('INV-13 connecting, speaking to both, changing and ending fold into what a fresh snapshot gives', async () => {
  const { pair, round, sellers, buyers, state, both } = await connected()
  const before = { sellers: await state('member-1', sellers), buyers: await state('member-7', buyers) }
  const { seq } = await both('member-1', 'Forty?')
  await world.run('member-1', 'message:edit', { roomId: sellers, seq, text: 'Forty!' })
  await both('member-7', 'No.', buyers, sellers)
  await world.run('member-1', 'message:remove', { roomId: sellers, seq })
  await world.run('ada', 'breakout:disconnect', pair)
  await world.run('ada', 'breakout:connect', pair)
  await world.run('ada', 'breakout:close', { ...round, breakoutId: buyers })
  for (const [name, id, from] of [
    ['member-1', sellers, before.sellers],
    ['member-7', buyers, before.buyers],
  ] as const) {
    const events = await world.ports.records.eventsAfter(id, from.head, 500)
    expect(events.reduce((folded, { event }) => fold(folded, event), from)).toEqual(await state(name, id))
  }
})
