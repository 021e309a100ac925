import { afterAll, expect, test } from 'vitest'
import { createFaultProxy } from '../chaos/fault-proxy.ts'
import { openDoor } from '../../server/dev/member/door.ts'
import { comeIn } from '../../server/dev/member/scripted-member.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld } from '../support/world.ts'
import { openNode } from './nodes.ts'
import { eventually, expectSoon } from './visitors.ts'

const world = await openWorld(await testDatabase())
const node = await openNode(world)
const { circleId, roomId } = await world.circle(['ben', 'chloe'])
const other = await world.run('ada', 'room:open', { circleId, name: 'Other table', capacity: 4 })
const door = { ...openDoor([node.url]), token: () => 'ben' }
const ben = await comeIn({ door, addresses: [node.url], circleId })
afterAll(() => ben.stop())

async function seated(table: string): Promise<boolean> {
  const { state } = await world.ask('ada', 'room:snapshot', { roomId: table })
  return state.seats.some(({ memberId }) => memberId === ben.memberId)
}

test('who was refused on coming back, because they sit elsewhere, comes back once they do not', async () => {
  await ben.enter(roomId)
  await world.run('ben', 'room:enter', { roomId: other.roomId, moving: true })
  ben.cut()
  await expectSoon(ben.isConnected, false)
  await expect(ben.enter(roomId)).rejects.toThrow('seated_elsewhere')
  await world.run('ben', 'room:leave', { roomId: other.roomId })
  ben.cut()
  await eventually(async () => expect(await seated(roomId)).toBe(true))
})

test('who is behind a pulled cable finds out by saying something, and says it elsewhere', async () => {
  const cable = await createFaultProxy({ port: Number(new URL(node.url).port), speaks: 'anything' }, () => 0)
  afterAll(cable.close)
  const addresses = [`http://127.0.0.1:${cable.port}`]
  const door = { ...openDoor(addresses), token: () => 'ben/phone' }
  const phone = await comeIn({ door, addresses, circleId })
  await phone.enter(roomId)
  addresses.push(node.url)
  cable.set({ isSilent: true })
  const { seq } = await phone.say('Is anybody there?')
  await phone.until(() => phone.room(roomId).head >= seq)
  phone.stop()
})

test('who waits in another line comes back to the seat that they keep meanwhile', async () => {
  const small = await world.run('ada', 'room:open', { circleId, name: 'Small table', capacity: 2 })
  for (const name of ['ada', 'chloe']) await world.run(name, 'room:enter', { roomId: small.roomId, moving: true })
  await ben.enter(roomId, { moving: true })
  expect(await ben.enter(small.roomId, { moving: true })).toMatchObject({ no: null, place: 1 })
  ben.cut()
  await expectSoon(ben.isConnected, false)
  const { seq } = await ben.say('Still here', { roomId })
  await ben.until(() => ben.room(roomId).head >= seq)
  await ben.leave(small.roomId)
})

test('of two moves at once the last one counts, and is the one to which they come back', async () => {
  await Promise.all([ben.enter(other.roomId, { moving: true }), ben.enter(roomId, { moving: true })])
  expect([await seated(roomId), await seated(other.roomId)]).toEqual([true, false])
  ben.cut()
  await expectSoon(ben.isConnected, false)
  const { seq } = await ben.say('Here I am', { roomId })
  await ben.until(() => ben.room(roomId).head >= seq)
})

test('who has moved comes back to where they are, not to where they were', async () => {
  await ben.enter(other.roomId, { moving: true })
  await world.run('ben', 'room:leave', { roomId: other.roomId })
  ben.cut()
  await eventually(async () => expect([await seated(roomId), await seated(other.roomId)]).toEqual([false, true]))
})
