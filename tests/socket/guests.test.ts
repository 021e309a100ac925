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

/** Ada hosts on one node, Kira and Liam are her guests on the other, where Ben sits as well. */
async function evening() {
  wires.lose(false)
  const place = await world.circle(['ben'])
  const { roomId } = place
  const [ada, ben] = [await here.connect('ada'), await there.connect('ben')]
  for (const device of [ada, ben]) await device.run('room:enter', { roomId })
  await ada.run('session:start', { roomId, title: 'Critique evening' })
  const guests: Visitor[] = []
  for (const name of ['kira', 'liam']) {
    await accept(await invite(roomId, name), name)
    const device = await there.connect(name)
    await device.run('room:enter', { roomId })
    guests.push(device)
  }
  await ada.run('message:send', { roomId, text: 'welcome' })
  for (const device of [ben, ...guests]) await expectSoon(() => device.heard(roomId), ['welcome'])
  const [kira, liam] = guests as [Visitor, Visitor]
  return { ...place, ada, ben, kira, liam }
}

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
  const { roomId, ada, ben, kira } = await evening()
  ben.socket.close()
  await ada.run('aside:say', { roomId, toId: await world.person('kira'), text: 'the tea is in the kitchen' })
  await eventually(() => expect(kira.last('aside')).toMatchObject({ roomId }))
})
