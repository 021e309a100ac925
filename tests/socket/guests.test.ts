import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { guestEvenings } from '../support/guests.ts'
import { openWorld } from '../support/world.ts'
import { createWires, openNode } from './nodes.ts'
import { eventually, expectSoon, type Visitor } from './visitors.ts'

const world = await openWorld(await testDatabase())
const { accept, invite } = guestEvenings(world)
const wires = createWires(2)
const here = await openNode(world, { stations: wires.stations[0]! })
const there = await openNode(world, { stations: wires.stations[1]! })
const alone = await openNode(world)

/** Ada hosts on one node, Kira and Liam are her guests on the other; Ben sits there as well if he is not elsewhere. */
async function evening(near = here, far = there, bens = far) {
  wires.lose(false)
  const place = await world.circle(['ben'])
  const { roomId } = place
  const [ada, ben] = [await near.connect('ada'), await bens.connect('ben')]
  for (const device of [ada, ben]) await device.run('room:enter', { roomId })
  const { seq: before } = await ada.run('message:send', { roomId, text: 'before you came' })
  await expectSoon(() => ben.heard(roomId).splice(0), ['before you came'])
  for (const device of [ada, ben]) device.events.splice(0)
  await ada.run('session:start', { roomId, title: 'Critique evening' })
  const guests: Visitor[] = []
  for (const name of ['kira', 'liam']) {
    await accept(await invite(roomId, name), name)
    const device = await far.connect(name)
    await device.run('room:enter', { roomId })
    guests.push(device)
  }
  await ada.run('message:send', { roomId, text: 'welcome' })
  for (const device of [ben, ...guests]) await expectSoon(() => device.heard(roomId), ['welcome'])
  const [kira, liam] = guests as [Visitor, Visitor]
  return { ...place, before, ada, ben, kira, liam }
}

test.each([
  ['alone', alone, alone, false],
  ['between nodes', here, there, false],
  ['between nodes, notices lost', here, there, true],
] as const)(
  'INV-6 a guest hears that something was done to what was said before their session, and not what (%s)',
  async (_, near, far, isLost) => {
    const { roomId, before, ada, ben, kira } = await evening(near, far)
    wires.lose(isLost)
    const from = kira.events.at(-1)!.seq
    await ada.run('message:edit', { roomId, seq: before, text: 'ada said a secret' })
    await ben.run('reaction:add', { roomId, seq: before, emoji: '🤫' })
    await ben.run('mark:add', { roomId, seq: before, mark: 'decision' })
    await ada.run('message:remove', { roomId, seq: before })
    const { seq } = await ada.run('message:send', { roomId, text: 'tonight' })
    await ada.run('message:edit', { roomId, seq, text: 'tonight, then' })

    const done = ['message:edited', 'reaction:added', 'mark:added', 'message:removed', 'message:sent', 'message:edited']
    await expectSoon(() => ben.events.slice(-6).map(({ kind }) => kind), done)
    await expectSoon(() => kira.events.at(-1)?.seq, from + 6)
    const live = kira.events.slice(-6)
    // No number is missing, and fetched it is the same.
    expect(live.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6].map((no) => from + no))
    expect(live.map(({ kind }) => kind)).toEqual([...done.slice(0, 4).map(() => 'event:withheld'), ...done.slice(4)])
    expect(live.slice(0, 4).map(({ memberId, body }) => [memberId, body])).toEqual(
      done.slice(0, 4).map(() => [null, {}]),
    )
    const { events } = await world.ask('kira', 'room:catch-up', { roomId, after: from })
    expect(events.slice(0, 4)).toEqual(live.slice(0, 4))
    expect(JSON.stringify([kira.events, events])).not.toMatch(/secret|🤫|decision/)
    expect(JSON.stringify(ben.events)).toMatch(/🤫/)
  },
)

test('INV-6 who becomes a member meanwhile hears it all', async () => {
  const { circleId, roomId, before, ada, kira } = await evening()
  await world.join(circleId, 'kira')
  await ada.run('message:edit', { roomId, seq: before, text: 'welcome to the circle' })
  await expectSoon(() => kira.events.at(-1)?.body, { seq: before, text: 'welcome to the circle' })
})

test.each([false, true])(
  'INV-7 guests hear that the session ends, and no word after it (notices lost: %s)',
  async (isLost) => {
    const { roomId, ada, ben, kira, liam } = await evening()
    wires.lose(isLost)
    await ada.run('session:end', { roomId })
    await ada.run('message:send', { roomId, text: 'among ourselves' })
    await expectSoon(() => ben.heard(roomId), ['welcome', 'among ourselves'])
    for (const guest of [kira, liam]) {
      await eventually(() => expect(guest.events.map(({ kind }) => kind)).toContain('session:ended'))
      expect(guest.heard(roomId)).toEqual(['welcome'])
      expect(await guest.refusal('typing:start', { roomId })).toMatch(/^not_found/)
    }
  },
)

test.each([false, true])('INV-7 who is shown out hears it, and no word after it (notices lost: %s)', async (isLost) => {
  const { roomId, ada, kira, liam } = await evening()
  wires.lose(isLost)
  await ada.run('guest:show-out', { roomId, memberId: await world.person('kira') })
  await ada.run('message:send', { roomId, text: 'good riddance' })
  // The other guest stays, and hears both.
  await expectSoon(() => liam.heard(roomId), ['welcome', 'good riddance'])
  await eventually(() => expect(kira.events.map(({ kind }) => kind)).toContain('guest:left'))
  expect(kira.heard(roomId)).toEqual(['welcome'])
  expect(kira.socket.connected).toBe(true)
})

test('what a host says aside reaches a guest, on a node on which nobody hears the commons', async () => {
  const { roomId, ada, kira } = await evening(here, there, here)
  await ada.run('aside:say', { roomId, toId: await world.person('kira'), text: 'the tea is in the kitchen' })
  await eventually(() => expect(kira.last('aside')).toMatchObject({ roomId }))
})

test('a guest calls for a host on another node, and hears there what becomes of the call', async () => {
  const { circleId, roomId, ada, ben, kira } = await evening(here, there, here)
  const { helpId } = await kira.run('help:call', { roomId, kind: 'safety', text: 'Please come quietly.' })
  await expectSoon(() => ada.last('help'), { roomId, helpId, askedId: await world.person('ada') })
  await ada.run('help:claim', { roomId, helpId })
  await expectSoon(() => kira.last('help'), { roomId, helpId, askedId: null })
  const heard = kira.signals.filter(({ name }) => name === 'help').length
  await ada.run('help:resolve', { roomId, helpId, outcome: 'We spoke in the kitchen.' })
  await eventually(() => expect(kira.signals.filter(({ name }) => name === 'help').length).toBeGreaterThan(heard))
  const { calls } = await world.ask('kira', 'help:safety', { circleId })
  expect(calls).toMatchObject([{ helpId, outcome: 'We spoke in the kitchen.', mayWrite: false }])
  expect(ben.last('help')).toBeUndefined()
})
