import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import type { Signal, SignalName } from '../../shared/events.ts'
import { acceptInvite } from '../../server/domain/invites.ts'
import { testDatabase } from '../support/database.ts'
import { facts, openWorld, reason } from '../support/world.ts'
import { openNode } from './nodes.ts'
import { eventually, type Visitor } from './visitors.ts'

/**
 * Who hears what without asking: each role tries to subscribe to everything of Ada's circle, then one of everything
 * happens there. A signal without a row does not compile; events are held against the rooms they stand in.
 */
type Hearers = 'circle' | 'seated' | 'line' | 'watching' | 'hosts' | 'spoken to' | 'every socket for itself'
const signalRows: Record<SignalName, Hearers> = {
  presence: 'circle',
  typing: 'seated',
  lobby: 'line',
  pulse: 'watching',
  help: 'hosts',
  desk: 'hosts',
  aside: 'spoken to',
  heads: 'every socket for itself',
  drain: 'every socket for itself',
}

const world = await openWorld(await testDatabase())
const node = await openNode(world)
const people: Record<string, Visitor> = {}
let place: { circleId: string; commonsId: string; roomId: string }

const insiders = ['ada', 'ben', 'chloe', 'finn']
/** Nobody of these may hear a thing; each was in, or tries to be, in another way. */
const strangers = {
  dev: 'an outsider',
  jonas: 'who has applied and stands in line',
  iris: 'a member of another circle',
  hugo: 'a facilitator of another circle',
  grace: 'a steward of another circle',
  eli: 'removed while connected and seated',
  rae: 'who has left while connected',
  noor: 'a guest who was shown out while connected',
}
/** Is told of the table at which they sit, and of nothing else. */
const guest = 'kira'

beforeAll(async () => {
  place = await world.circle(['ben', 'chloe', 'finn', 'eli', 'rae'], 3)
  const { circleId, roomId } = place
  const other = await world.circle(['iris', 'hugo', 'grace', 'eli', 'rae'])
  const give = async (name: string, role: 'facilitator' | 'steward', circle: string) =>
    world.run('ada', 'member:change-role', { circleId: circle, memberId: await world.person(name), role })
  await give('hugo', 'facilitator', other.circleId)
  await give('grace', 'steward', other.circleId)
  await give('finn', 'facilitator', circleId)
  for (const name of [...insiders, ...Object.keys(strangers), guest]) people[name] = await node.connect(name)
  for (const name of ['ada', 'ben', 'eli']) await people[name]!.run('room:enter', { roomId })
  expect((await people['finn']!.run('room:enter', { roomId })).place).toBe(1)

  await world.run('ada', 'member:remove', { circleId, memberId: await world.person('eli'), reason: 'Enough.' })
  await world.run('rae', 'member:leave', { circleId })
  await comeAsGuests()
  await world.run('ada', 'circle:change', { circleId, facts: { ...facts, capacity: 5 } })
  expect(await world.join(circleId, 'jonas')).toBe(1)
  await eventually(() => expect(people['eli']!.events.map(({ kind }) => kind)).toContain('member:removed'))
  await eventually(() => expect(people['ada']!.events.map(({ kind }) => kind)).toContain('member:left'))
  for (const visitor of Object.values(people)) {
    visitor.events.length = 0
    visitor.signals.length = 0
  }

  // Everybody asks for everything there is to hear; insiders get what is theirs.
  for (const name of ['chloe', guest, ...Object.keys(strangers)]) await people[name]!.ask('table:watch', { circleId })
  for (const name of Object.keys(strangers)) await subscribe(people[name]!)
  await happen()
})

/** Noor and Kira come to ada's session; Noor is shown out again. */
async function comeAsGuests(): Promise<void> {
  const { roomId } = place
  await world.run('ada', 'room:change', { roomId, name: 'Big table', capacity: 4 })
  await world.run('ada', 'session:start', { roomId, title: 'Evening' })
  for (const name of ['noor', guest]) {
    const { inviteId } = await world.run('ada', 'guest:invite', { roomId, addressee: name, reason })
    const actor = { personId: await world.person(name), signInId: null }
    await acceptInvite(world.ports, actor, { commandId: newId(), codeHash: `hash of ${inviteId}`, name })
    await people[name]!.run('room:enter', { roomId })
    if (name === guest) continue
    await world.run('ada', 'guest:show-out', { roomId, memberId: actor.personId })
    await eventually(() => expect(people[name]!.events.at(-1)?.kind).toBe('guest:left'))
  }
}

async function subscribe(visitor: Visitor): Promise<void> {
  const { circleId, roomId, commonsId } = place
  for (const id of [roomId, commonsId]) {
    for (const name of ['room:enter', 'room:visit', 'room:leave'])
      expect(await visitor.refusal(name, { commandId: newId(), roomId: id })).toMatch(/^(not_found|invalid)/)
    expect(await visitor.refusal('typing:start', { roomId: id })).toMatch(/^not_found/)
    expect(await visitor.refusal('room:snapshot', { roomId: id })).toMatch(/^not_found/)
    expect(await visitor.refusal('room:catch-up', { roomId: id, after: 0 })).toMatch(/^not_found/)
  }
  expect(await visitor.refusal('table:watch', { circleId })).toMatch(/^not_found/)
  expect(await visitor.refusal('presence:set', { circleId, state: 'here' })).toMatch(/^not_found/)
}

/** One of everything, told by those who are in; the last is waited for. */
async function happen(): Promise<void> {
  const { circleId, roomId } = place
  const [ada, ben, chloe] = ['ada', 'ben', 'chloe'].map((name) => people[name]!) as [Visitor, Visitor, Visitor]
  await ada.run('room:open', { circleId, name: 'Workbench', capacity: 4 })
  await ben.run('message:send', { roomId, text: 'among us' })
  await ben.ask('typing:start', { roomId })
  await ben.run('help:call', { roomId, kind: 'question' })
  await chloe.ask('presence:set', { circleId, state: 'heads-down' })
  await ada.run('invite:create', { circleId, addressee: 'Kira', reason })
  await ada.run('aside:say', { roomId, toId: await world.person('ben'), text: 'for you alone' })
  await askForTime(ada, ben)
  await ben.run('room:leave', { roomId })
  await eventually(() => expect(people['finn']!.signals.map(({ name }) => name)).toContain('lobby'))
  await eventually(() => expect(chloe.signals.map(({ name }) => name)).toContain('pulse'), 8_000)
  await eventually(() => expect(hearersOf('presence')).toEqual(insiders))
  await eventually(() => expect(hearersOf('typing')).toContain('ada'))
  await eventually(() => expect(hearersOf('help')).toContain('ada'))
  await eventually(() => expect(hearersOf('aside')).toContain('ben'))
  await eventually(() => expect(hearersOf('desk')).toContain('ada'))
  await eventually(() => expect(hearersOf('heads')).toEqual(insiders), 15_000)
  await ada.run('member:rename', { circleId, name: 'Ada L.' })
  for (const name of insiders)
    await eventually(() => expect(people[name]!.events.map(({ kind }) => kind)).toContain('member:renamed'))
}

/** In a round of Ada and Ben, from which their guest stays away. */
async function askForTime(ada: Visitor, ben: Visitor): Promise<void> {
  const { roomId } = place
  const [memberIds, sittingOut] = [[await world.person('ada'), await world.person('ben')], [await world.person(guest)]]
  const round = { roomId, groups: [{ memberIds }], sittingOut, task: '', minutes: 5, override: true }
  const { roundId, breakouts } = await ada.run('round:open', round)
  await ben.run('round:ask-time', { roomId: breakouts[0]!.roomId, minutes: 5 })
  await ada.run('round:close', { roomId, roundId })
}

const ofTheCircle = (visitor: Visitor) =>
  [...visitor.events, ...visitor.signals].filter((heard) =>
    [place.circleId, place.commonsId, place.roomId].some((id) => JSON.stringify(heard).includes(id)),
  )
const hearersOf = (name: SignalName) =>
  insiders.filter((who) => people[who]!.signals.some((signal) => signal.name === name))

describe('INV-6 nothing of any kind is heard', () => {
  test.each(Object.entries(strangers))('by %s, %s', (name) => {
    expect(ofTheCircle(people[name]!)).toEqual([])
    expect(people[name]!.socket.connected).toBe(true)
  })

  test.each([
    ['nobody', ''],
    ['whose sign-in has ended', 'nobody any more'],
  ])('by %s, whose socket does not come in at all', async (_, token) => {
    await expect(node.connect(token)).rejects.toThrow('unauthenticated')
  })
})

describe('what a guest hears', () => {
  test('is the table at which they sit, and nothing else of the circle', () => {
    const { events, signals, heard } = people[guest]!
    expect(heard(place.roomId)).toEqual(['among us'])
    expect(new Set(events.map(({ roomId }) => roomId))).toEqual(new Set([place.roomId]))
    expect(signals.map(({ name }) => name)).toContain('typing')
    expect(signals.filter(({ name }) => !['typing', 'heads', 'drain'].includes(name))).toEqual([])
    for (const { heads } of signals.flatMap(({ name, body }) => (name === 'heads' ? [body as Signal<'heads'>] : [])))
      expect(Object.keys(heads)).toEqual([place.roomId])
  })
})

describe('what the members of the circle hear', () => {
  test('is the commons, all of them, and the table, who sits there', () => {
    const roomsHeard = (name: string) => new Set(people[name]!.events.map(({ roomId }) => roomId))
    for (const name of insiders) expect([name, roomsHeard(name).has(place.commonsId)]).toEqual([name, true])
    expect(insiders.filter((name) => people[name]!.heard(place.roomId).includes('among us'))).toEqual(['ada', 'ben'])
  })

  test.each(Object.entries(signalRows) as [SignalName, Hearers][])('of %s is for: %s', (name, hearers) => {
    const heard = hearersOf(name)
    if (hearers === 'circle') expect(heard).toEqual(insiders)
    if (hearers === 'line') expect(heard).toEqual(['finn'])
    if (hearers === 'watching') expect(heard).toEqual(['chloe'])
    if (hearers === 'spoken to') expect(heard).toEqual(expect.arrayContaining(['ben']))
    if (name === 'desk') expect(heard).toEqual(['ada', 'finn'])
    // Chloe is a member who sits nowhere and hosts nothing.
    if (['seated', 'hosts', 'spoken to'].includes(hearers)) expect(heard).not.toContain('chloe')
    if (name === 'typing' || name === 'help') expect(heard).toContain('ada')
  })
})

// Last: afterwards nobody is connected.
test('that a node is about to stop is told to every socket, and nothing else with it', async () => {
  const everybody = Object.values(people)
  await node.close({ atOnce: false })
  await eventually(() => expect(everybody.map(({ socket }) => socket.connected)).not.toContain(true))
  for (const visitor of everybody) expect(Object.keys(visitor.last('drain') ?? {})).toEqual(['afterMs'])
})
