import { expect, test } from 'vitest'
import type { HarvestCard } from '../../shared/harvest.ts'
import { runDueWork } from '../../server/domain/timers.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)

const blank: HarvestCard = { headline: '', insights: [], decisions: [], actions: [], question: '', wins: [] }

/** A round of two breakouts, with the name of somebody in each who is not ada. */
async function round() {
  const place = await world.circle([...crowd(13), 'rae'], 30)
  const { roomId } = place
  for (const name of ['ada', ...crowd(13)]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  const { groups } = await world.ask('ada', 'round:preview', { roomId, seed: 'tonight', breakouts: 2 })
  const input = { roomId, groups: groups.map((memberIds) => ({ memberIds })), task: '', minutes: 10 }
  const { roundId, breakouts } = await world.run('ada', 'round:open', input)
  const ada = await world.person('ada')
  const inside = await Promise.all(
    breakouts.map(async ({ memberIds }) => {
      const two = memberIds.filter((id) => id !== ada).slice(0, 2)
      const rows = await database.sql<
        { id: string; name: string }[]
      >`select id, name from people where id = any (${two})`
      return two.map((id) => rows.find((row) => row.id === id)!.name)
    }),
  )
  const posted = async () =>
    (await world.ports.records.eventsAfter(roomId, 0, 500)).flatMap(({ event }) =>
      event.kind === 'harvest:posted' ? [event] : [],
    )
  return { ...place, roundId, breakouts, inside, posted }
}

const save = (name: string, roomId: string, version: number, card: Partial<HarvestCard>) =>
  world.run(name, 'harvest:save', { roomId, version, card: { ...blank, ...card } })

test('a card is written together, version by version, and nobody overwrites what they have not seen', async () => {
  const { breakouts, inside } = await round()
  const { roomId } = breakouts[0]!
  const [first, second] = inside[0]!
  expect(await save(first!, roomId, 0, { headline: 'We begin again' })).toEqual({ version: 1 })
  expect(await refusalOf(save(second!, roomId, 0, { headline: 'Another' }))).toBe('conflict stale')
  const answers = await Promise.all([first!, second!].map((name) => refusalOf(save(name, roomId, 1, { wins: [name] }))))
  expect(answers.toSorted()).toEqual(['accepted', 'conflict stale'])
  const { version, history, mayCorrect, isPosted } = await world.ask(second!, 'harvest:view', { roomId })
  expect([version, mayCorrect, isPosted]).toEqual([2, true, false])
  expect(history.map((each) => each.version)).toEqual([2, 1])
  const saved = world.published.filter(({ event }) => event.kind === 'harvest:saved' && event.roomId === roomId)
  expect(saved).toHaveLength(2)
})

test('INV-6 the card of a breakout is not found by whoever was not placed there, until it is posted', async () => {
  const { roomId, roundId, breakouts, inside } = await round()
  const stranger = inside[1]![0]!
  const card = { roomId: breakouts[0]!.roomId }
  expect(await refusalOf(world.ask(stranger, 'harvest:view', card))).toBe('not_found harvest')
  expect(await refusalOf(save(stranger, card.roomId, 0, { headline: 'Mine' }))).toBe('not_found room')
  expect(await refusalOf(save('ada', roomId, 0, { headline: 'Mine' }))).toBe('not_found room')
  await world.run('ada', 'round:close', { roomId, roundId })
  expect((await world.ask(stranger, 'harvest:view', card)).mayCorrect).toBe(false)
  expect(await refusalOf(save(stranger, card.roomId, 0, { headline: 'Mine' }))).toBe('not_found room')
  expect(await refusalOf(world.ask('dev', 'harvest:view', card))).toBe('not_found harvest')
})

test('INV-8 the clock posts the cards in the order of reporting back, with nobody online; an empty one as nothing noted', async () => {
  const { roomId, breakouts, inside, posted } = await round()
  const [name] = inside[1]!
  const owner = await world.person(name!)
  const card = {
    ...blank,
    headline: 'Lunch first',
    insights: ['Hungry people do not decide.'],
    actions: [{ text: 'Bring bread', ownerId: owner }],
  }
  await save(name!, breakouts[1]!.roomId, 0, card)
  await world.run(name!, 'room:leave', { roomId })
  await world.moveTime(10 * 60_000 + 500)
  await Promise.all([runDueWork(world.ports), runDueWork(world.ports)])
  expect(await posted()).toMatchObject([
    { memberId: null, body: { breakoutId: breakouts[0]!.roomId, no: 1, of: 2, version: 0, card: null } },
    { memberId: null, body: { breakoutId: breakouts[1]!.roomId, no: 2, of: 2, version: 1, card } },
  ])
  expect((await posted()).map(({ body }) => body.memberIds)).toEqual(breakouts.map(({ memberIds }) => memberIds))
  await world.moveTime(0)
})

test('its people correct a posted card for a day, the room hears of it, and the history stays', async () => {
  const { roomId, roundId, breakouts, inside } = await round()
  const card = breakouts[0]!.roomId
  const [first, second] = inside[0]!
  await save(first!, card, 0, { headline: 'Lunch frist' })
  await world.run('ada', 'round:close', { roomId, roundId })
  await world.run('ada', 'session:end', { roomId })
  await world.moveTime(23 * 3_600_000)
  await save(second!, card, 1, { headline: 'Lunch first' })
  const log = await world.ports.records.eventsAfter(roomId, 0, 500)
  expect(log.at(-1)!.event).toMatchObject({ kind: 'harvest:corrected', body: { breakoutId: card, version: 2 } })
  const posted = await world.ask(inside[1]![0]!, 'harvest:posted', { roomId, after: 0 })
  expect(posted.cards).toMatchObject([
    {
      no: 1,
      of: 2,
      version: 2,
      card: { headline: 'Lunch first' },
      corrected: { memberId: await world.person(second!) },
    },
    { no: 2, of: 2, version: 0, card: null, corrected: null },
  ])
  expect(Object.values(posted.names)).toContain(second)
  const [at] = posted.cards.map(({ seq }) => seq)
  expect((await world.ask('ada', 'harvest:posted', { roomId, after: 0, before: at! })).cards).toEqual([])
  expect((await world.ask('ada', 'harvest:posted', { roomId, after: at! })).cards).toHaveLength(1)
  expect(await refusalOf(world.ask('dev', 'harvest:posted', { roomId, after: 0 }))).toBe('not_found harvest')
  const { history } = await world.ask(inside[1]![0]!, 'harvest:view', { roomId: card })
  expect(history.map((each) => each.card.headline)).toEqual(['Lunch first', 'Lunch frist'])
  await world.moveTime(24 * 3_600_000 + 60_000)
  expect(await refusalOf(save(first!, card, 2, { headline: 'Too late' }))).toBe('closed harvest_over')
  await world.moveTime(0)
})

test('a card has three insights at most, and its actions belong to members', async () => {
  const { breakouts, inside } = await round()
  const [name] = inside[0]!
  const { roomId } = breakouts[0]!
  const actions = [{ text: 'Bring bread', ownerId: await world.person('dev') }]
  expect(await refusalOf(save(name!, roomId, 0, { actions }))).toBe('not_found member')
  await expect(save(name!, roomId, 0, { insights: ['a', 'b', 'c', 'd'] })).rejects.toMatchObject({ code: '23514' })
})

test('a breakout that was merged posts its card under its own people, and nothing where it had none', async () => {
  const { roomId, roundId, breakouts, posted } = await round()
  const [from, into] = breakouts as [(typeof breakouts)[number], (typeof breakouts)[number]]
  const added = await world.run('ada', 'breakout:add', { roomId, roundId, name: 'Balcony' })
  for (const memberId of from.memberIds.slice(0, 5)) {
    await world.run('ada', 'round:move', { roomId, roundId, memberId, breakoutId: added.breakoutId })
  }
  const left = from.memberIds.slice(5)
  const [row] = await database.sql<{ name: string }[]>`select name from people where id = ${left[0]!}`
  await save(row!.name, from.roomId, 0, { headline: 'Before we moved' })
  await world.run('ada', 'breakout:merge', { roomId, roundId, breakoutId: from.roomId, intoId: into.roomId })
  await save(row!.name, from.roomId, 1, { headline: 'Before we came together' })
  await world.run('ada', 'round:close', { roomId, roundId })
  const [first, ...others] = await posted()
  expect(first!.body).toMatchObject({ memberIds: left, version: 2, card: { headline: 'Before we came together' } })
  expect(others.map(({ body }) => body.card)).toEqual([null, null])
})

test('what stands on a card is proposed for the recap, stands on the card, and is shown as it was corrected', async () => {
  const { circleId, roomId, roundId, breakouts, inside } = await round()
  const [name] = inside[0]!
  const card = breakouts[0]!
  const ownerId = await world.person(name!)
  const actions = [{ text: 'Book the library for the last Thursday', ownerId }]
  const saved = { headline: 'Fewer pages, more reading', decisions: ['We read ten pages aloud each month'], actions }
  await save(name!, card.roomId, 0, saved)
  await world.run('ada', 'round:close', { roomId, roundId })
  const { sessionId } = (await world.ask('ada', 'room:snapshot', { roomId })).state.session!
  await world.run('ada', 'session:end', { roomId })
  const { recapId, version } = await world.run('ada', 'recap:draft', { roomId, sessionId })
  const draft = await world.ask('ada', 'recap:view', { recapId })
  const { cards } = await world.ask('ada', 'harvest:posted', { roomId, after: 0 })
  const cites = [{ roomId, seq: cards[0]!.seq }]
  expect(draft.bullets.map(({ type, section }) => [type, section])).toEqual([
    ['decision', card.name],
    ['action', card.name],
  ])
  expect(draft.bullets.map((bullet) => bullet.cites)).toEqual([cites, cites])
  expect(draft.bullets[0]!.text).toContain('ten pages aloud')
  expect(draft.bullets[1]!.text).toContain(name)

  await save(name!, card.roomId, 1, { ...saved, decisions: ['We read nine pages aloud each month'] })
  const bullets = [{ text: 'Nine pages a month.', type: 'decision' as const, section: '', cites }]
  await world.run('ada', 'recap:save', { circleId, recapId, version, title: 'Pages', bullets })
  const { sources } = await world.ask('ada', 'recap:view', { recapId })
  expect(sources).toMatchObject([{ seq: cards[0]!.seq, memberId: ownerId, name: card.name }])
  expect(sources[0]!.text).toContain('We read nine pages aloud each month')
  const wrong = [{ ...bullets[0]!, cites: [{ roomId, seq: cards[0]!.seq - 1 }] }]
  const again = { circleId, recapId, version: version + 1, title: 'Pages', bullets: wrong }
  expect(await refusalOf(world.run('ada', 'recap:save', again))).toBe('invalid uncited')
})

test('whoever has left meanwhile keeps what they took on, and the card can be written on', async () => {
  const { circleId, breakouts, inside } = await round()
  const { roomId } = breakouts[0]!
  const [first, second] = inside[0] as [string, string]
  const actions = [{ text: 'Book the room', ownerId: await world.person(second) }]
  await save(first, roomId, 0, { actions })
  await world.run(second, 'member:leave', { circleId })
  expect(await save(first, roomId, 1, { actions, headline: 'Almost there' })).toEqual({ version: 2 })
  const others = [{ text: 'Bring chairs', ownerId: await world.person('nobody-here') }]
  expect(await refusalOf(save(first, roomId, 2, { actions: others }))).toBe('not_found member')
})

test('INV-6 whoever was not in a breakout reads what it posted and corrected, and nothing that it had taken back', async () => {
  const { roomId: tableId, roundId, breakouts, inside } = await round()
  const { roomId } = breakouts[0]!
  const [first] = inside[0] as [string]
  await save(first, roomId, 0, { headline: 'Too candid' })
  await save(first, roomId, 1, { headline: 'As it is' })
  await world.run('ada', 'round:close', { roomId: tableId, roundId })
  await save(first, roomId, 2, { headline: 'As it is now' })
  const versions = async (name: string) =>
    (await world.ask(name, 'harvest:view', { roomId })).history.map(({ version }) => version)
  expect(await versions(first)).toEqual([3, 2, 1])
  expect(await versions(inside[1]![0]!)).toEqual([3, 2])
})
