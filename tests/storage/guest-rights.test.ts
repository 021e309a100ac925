import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { guestEvenings } from '../support/guests.ts'
import { crowd, openWorld, reason, refusalOf } from '../support/world.ts'

const world = await openWorld(await testDatabase())
const { accept, invite, evening } = guestEvenings(world)
beforeEach(() => world.moveTime(0))

test('INV-6 a guest reads the session they came to, and nothing that was said at the table before it', async () => {
  const { roomId, before, state } = await evening()
  const { seq } = await world.say('ben', roomId, 'welcome')
  expect((await state('ben')).messages.map(({ text }) => text)).toEqual(['said before the evening', 'welcome'])
  const theirs = await state('kira')
  expect(theirs.messages.map(({ text }) => text)).toEqual(['welcome'])
  const page = await world.ask('kira', 'room:messages', { roomId, before: seq })
  expect([page.messages, page.hasMore]).toEqual([[], false])
  const missed = await world.ask('kira', 'room:catch-up', { roomId, after: 0 })
  expect([missed.tooFar, missed.events]).toEqual([true, []])
  const last = await world.ask('kira', 'room:catch-up', { roomId, after: seq - 1 })
  expect(last.events).toHaveLength(1)
  const refused = [
    world.run('kira', 'message:send', { roomId, text: 'to that', replyTo: before }),
    world.run('kira', 'reaction:add', { roomId, seq: before, emoji: '🎉' }),
    world.run('kira', 'message:remove', { roomId, seq: before }),
  ]
  for (const refusal of await Promise.all(refused.map(refusalOf))) expect(refusal).toMatch(/^not_found/)
  expect(await refusalOf(world.run('kira', 'message:send', { roomId, text: 'yes', replyTo: seq }))).toBe('accepted')
  expect(await refusalOf(world.run('kira', 'message:remove', { roomId, seq }))).toBe('forbidden not_author')
})

test('INV-6 a guest who was there before reads nothing of that evening, its cards included', async () => {
  const { circleId, roomId } = await evening(crowd(6))
  const ids = await Promise.all(['ada', ...crowd(6), 'kira'].map((name) => world.person(name)))
  const { breakouts, roundId } = await world.run('ada', 'round:open', {
    roomId,
    groups: [{ memberIds: ids }],
    task: '',
    minutes: 5,
  })
  const first = breakouts[0]!.roomId
  expect(await refusalOf(world.ask('kira', 'harvest:view', { roomId: first }))).toBe('accepted')
  await world.run('ada', 'round:close', { roomId, roundId })
  expect((await world.ask('kira', 'harvest:posted', { roomId, after: 0 })).cards).toHaveLength(1)
  await world.run('ada', 'session:end', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'A week later' })
  await accept(await invite(roomId, 'kira'), 'kira')
  expect((await world.ask('kira', 'harvest:posted', { roomId, after: 0 })).cards).toEqual([])
  const refused = [
    world.ask('kira', 'harvest:view', { roomId: first }),
    world.ask('kira', 'room:snapshot', { roomId: first }),
    world.ask('kira', 'circle:together', { circleId }),
  ]
  for (const refusal of await Promise.all(refused.map(refusalOf))) expect(refusal).toMatch(/^not_found/)
  // A card that is corrected now is of that evening still.
  const card = { headline: 'Between us', insights: [], decisions: [], actions: [], question: '', wins: [] }
  await world.run('member-1', 'harvest:save', { roomId: first, version: 0, card })
  const { event, withheldFrom } = world.published.at(-1)!
  expect([event.kind, withheldFrom]).toEqual(['harvest:corrected', [await world.person('kira')]])
  const fetched = async (name: string) =>
    (await world.ask(name, 'room:catch-up', { roomId, after: event.seq - 1 })).events
  expect(await fetched('kira')).toEqual([{ ...event, kind: 'event:withheld', memberId: null, body: {} }])
  expect(await fetched('member-2')).toEqual([event])
  // Those who sat with her still see it.
  const [held] = (await world.ask('member-1', 'circle:together', { circleId })).sessions
  expect(held?.rounds[0]?.breakouts[0]?.memberIds).toContain(await world.person('kira'))
})

test('a guest knows the name of who hosts, who need not sit there, and of nobody who is not there', async () => {
  const { circleId, roomId } = await evening(['ben', 'chloe'])
  const memberId = await world.person('ben')
  await world.run('ada', 'member:change-role', { circleId, memberId, role: 'facilitator' })
  await world.run('ada', 'session:hand-over', { roomId, memberId })
  await world.run('ben', 'room:leave', { roomId })
  await world.join(circleId, 'mona')
  const { names } = await world.ask('kira', 'room:snapshot', { roomId })
  expect(Object.values(names).toSorted()).toEqual(['ada', 'ben', 'chloe', 'kira'])
  const { roomId: elsewhere } = await world.run('ada', 'room:open', { circleId, name: 'Attic', capacity: 4 })
  expect(await refusalOf(world.ask('kira', 'room:snapshot', { roomId: elsewhere }))).toBe('not_found room')
})

test('everybody sees who is a guest and of whom, in the room and in its breakouts', async () => {
  const { roomId, state } = await evening(crowd(6), [])
  const expected = [{ memberId: await world.person('kira'), no: 1, invitedBy: await world.person('ada') }]
  const ids = await Promise.all(['ada', ...crowd(6)].map((name) => world.person(name)))
  const { breakouts } = await world.run('ada', 'round:open', {
    roomId,
    groups: [{ memberIds: ids }],
    task: '',
    minutes: 5,
  })
  await accept(await invite(roomId, 'kira'), 'kira')
  await world.run('kira', 'room:enter', { roomId })
  expect((await state()).guests).toEqual(expected)
  // Who comes late is placed like everybody.
  const inside = await state('kira', breakouts[0]!.roomId)
  expect([inside.guests, inside.seats.length]).toEqual([expected, 8])
  expect((await world.ask('member-1', 'room:snapshot', { roomId })).names).toMatchObject({
    [expected[0]!.memberId]: 'kira',
  })
})

test('a guest takes part: a card with their name on an action, a call for a host, not this round', async () => {
  const { roomId } = await evening(crowd(6))
  const [kira, ...others] = await Promise.all(['kira', 'ada', ...crowd(6)].map((name) => world.person(name)))
  await world.run('kira', 'round:sit-out', { roomId })
  const stay = world.run('ada', 'round:open', {
    roomId,
    groups: [{ memberIds: [kira!, ...others] }],
    task: '',
    minutes: 5,
  })
  const { breakouts, roundId } = await stay
  const breakoutId = breakouts[0]!.roomId
  expect(breakouts[0]!.memberIds).not.toContain(kira)
  await world.run('kira', 'round:take-part', { roomId })
  const card = {
    headline: 'We',
    insights: [],
    decisions: [],
    actions: [{ text: 'send it', ownerId: kira! }],
    question: '',
    wins: [],
  }
  expect((await world.run('kira', 'harvest:save', { roomId: breakoutId, version: 0, card })).version).toBe(1)
  const { helpId } = await world.run('kira', 'help:call', { roomId: breakoutId, kind: 'stuck' })
  expect((await world.ask('kira', 'help:queue', { roomId })).calls).toHaveLength(1)
  await world.run('kira', 'help:resolve', { roomId, helpId })
  await world.run('ada', 'round:close', { roomId, roundId })
  await world.run('ada', 'session:end', { roomId })
  // The card names somebody who is gone, and its people still correct it.
  expect((await world.run('member-1', 'harvest:save', { roomId: breakoutId, version: 1, card })).version).toBe(2)
})

test('whoever is merged into another breakout takes their guest along', async () => {
  const people = crowd(11)
  const { roomId, state } = await evening(people)
  const [kira, ada, ...ids] = await Promise.all(['kira', 'ada', ...people].map((name) => world.person(name)))
  const groups = [{ memberIds: [kira!, ...ids.slice(0, 2)] }, { memberIds: ids.slice(2, 9) }]
  const { breakouts, roundId } = await world.run('ada', 'round:open', {
    roomId,
    groups,
    sittingOut: [ada!, ...ids.slice(9)],
    task: '',
    minutes: 5,
    override: true,
  })
  const [from, into] = breakouts.map((breakout) => breakout.roomId) as [string, string]
  await world.run('ada', 'breakout:merge', { roomId, roundId, breakoutId: from, intoId: into })
  expect((await state('kira', into)).seats.map(({ memberId }) => memberId)).toContain(kira)
})

test('a guest leads nothing, and is made no host', async () => {
  const { roomId, sessionId } = await evening()
  const kira = await world.person('kira')
  expect(await refusalOf(world.run('ada', 'session:hand-over', { roomId, memberId: kira }))).toBe('not_found member')
  const coHost = world.run('ada', 'session:change-co-host', { roomId, memberId: kira, isCoHost: true })
  expect(await refusalOf(coHost)).toBe('not_found member')
  const refused = [
    world.run('kira', 'session:end', { roomId }),
    world.run('kira', 'session:start', { roomId, title: 'Mine' }),
    world.run('kira', 'room:close', { roomId }),
    world.run('kira', 'room:change', { roomId, name: 'Mine', capacity: 2 }),
    world.run('kira', 'guest:invite', { roomId, addressee: 'liam', reason }),
    world.run('kira', 'aside:say', { roomId, toId: null, text: 'psst' }),
  ]
  for (const refusal of await Promise.all(refused.map(refusalOf))) expect(refusal).toBe('forbidden guest')
  expect(await refusalOf(world.run('kira', 'recap:draft', { roomId, sessionId }))).toBe('not_found session')
})

test('a guest becomes a member by an invite like anybody, stays where they sit, and is counted once', async () => {
  const { circleId, roomId, counts, state, stays, resize } = await evening(['ben'], ['kira'])
  await resize(3)
  expect(await world.join(circleId, 'kira')).toBe(null)
  expect(await counts()).toEqual({ members: 3, guests: 0 })
  const { head } = await state()
  await world.run('ada', 'session:end', { roomId })
  expect((await world.ports.records.eventsAfter(roomId, head, 1))[0]!.event.body).not.toHaveProperty('guestIds')
  expect((await state('kira')).seats).toHaveLength(3)
  expect((await state('kira')).messages[0]?.text).toBe('said before the evening')
  expect(await stays('kira')).toEqual([])
})

test('whoever became a member that evening and is removed is not a guest again', async () => {
  const { circleId, roomId } = await evening()
  await world.join(circleId, 'kira')
  await world.run('ada', 'member:remove', { circleId, memberId: await world.person('kira'), reason: 'Enough.' })
  expect(await refusalOf(world.ask('kira', 'room:snapshot', { roomId }))).toBe('not_found room')
})

test('nobody comes under the name of a member, nor a member under that of a guest', async () => {
  const { circleId, roomId } = await evening()
  expect(await refusalOf(accept(await invite(roomId, 'liam'), 'liam', 'BEN'))).toBe('conflict name_taken')
  const { inviteId } = await world.run('ada', 'invite:create', { circleId, addressee: 'Mona', reason })
  expect(await refusalOf(accept(inviteId, 'mona', 'Kira'))).toBe('conflict name_taken')
})

test('a guest who called for safety reads what was done, also after their stay, and nobody else does', async () => {
  const { circleId, roomId } = await evening(['ben', 'finn'], ['kira', 'liam'])
  const [ben, finn] = [await world.person('ben'), await world.person('finn')]
  await world.run('ada', 'member:change-role', { circleId, memberId: finn, role: 'facilitator' })
  const kept = async (name: string) => (await world.ask(name, 'help:safety', { circleId })).calls
  expect(await refusalOf(kept('kira'))).toBe('not_found help')
  const about = [ben, await world.person('ada')]
  const { helpId } = await world.run('kira', 'help:call', { roomId, kind: 'safety', text: 'Quietly.', about })
  expect(await kept('kira')).toMatchObject([{ helpId, mayWrite: false, outcome: null }])
  await world.run('ada', 'session:end', { roomId })
  expect(await kept('finn')).toMatchObject([{ helpId, mayWrite: true }])
  await world.run('finn', 'help:resolve', { roomId, helpId, outcome: 'We spoke with both.' })
  const { calls, names } = await world.ask('kira', 'help:safety', { circleId })
  expect(calls).toMatchObject([{ helpId, outcome: 'We spoke with both.', outcomeBy: finn }])
  expect(Object.values(names).toSorted()).toEqual(['ada', 'ben', 'finn', 'kira'])
  for (const name of ['ada', 'ben']) expect(await kept(name)).toEqual([])
  expect(await refusalOf(kept('liam'))).toBe('not_found help')
  await world.moveTime(31 * 24 * 3_600_000)
  expect(await refusalOf(kept('kira'))).toBe('not_found help')
})
