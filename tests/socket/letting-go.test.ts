import { describe, expect, test, vi } from 'vitest'
import { tableAudience } from '../../server/live/audiences.ts'
import { connectionsOf } from '../../server/live/connections.ts'
import { usualRates } from '../../server/live/rates.ts'
import { createNodeStore } from '../../server/storage/node-store.ts'
import { newId } from '../../shared/new-id.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld } from '../support/world.ts'
import { openNode } from './nodes.ts'
import { handshake, openRaw } from './raw.ts'
import { eventually, expectSoon } from './visitors.ts'

const world = await openWorld(await testDatabase())
await world.circle(['ben'])
const isHere = async (name: string, nodeId: string) => {
  const rows = await world.database.sql`
    select 1 from connections where person_id = ${await world.person(name)} and node_id = ${nodeId}`
  return rows.length > 0
}

describe('a node that stops', () => {
  test('it says so, answers what was asked, and closes connections so that clients come back by themselves', async () => {
    const node = await openNode(world, { pace: { noticeMs: 50, answersMs: 2_000, spreadMs: 100 } })
    const [ada, ben] = [await node.connect('ada'), await node.connect('ben')]
    const reasons: string[] = []
    for (const { socket } of [ada, ben]) socket.on('disconnect', (reason) => reasons.push(reason))
    const { look } = world.ports.records
    const held = Promise.withResolvers<void>()
    world.ports.records.look = async (name, ...rest) => {
      await held.promise
      return look(name, ...rest)
    }
    const asked = ada.ask('me')
    await eventually(() => expect(node.live.answers.running()).toBe(1))

    const closed = node.close({ atOnce: false })
    expect(node.live.isReady()).toBe(false)
    await eventually(async () => expect(await handshake(node.url)).toBe(503))
    expect(ada.socket.connected).toBe(true)
    held.resolve()
    world.ports.records.look = look
    expect(await asked).toMatchObject({ ok: true })
    await closed
    await expectSoon(() => reasons, ['transport close', 'transport close'])
    expect(ben.last('drain')).toEqual({ afterMs: expect.any(Number) })
  })

  test('it takes its row in the database along, and everybody who was on it', async () => {
    const node = await openNode(world, { life: createNodeStore(world.database.sql, 'short-lived') })
    const ada = await node.connect('ada')
    await ada.ask('me')
    expect(await isHere('ada', 'short-lived')).toBe(true)
    await node.close()
    expect(await isHere('ada', 'short-lived')).toBe(false)
    expect(await world.database.sql`select 1 from nodes where id = 'short-lived'`).toHaveLength(0)
  })
})

describe('people who come and go', () => {
  test('the database knows who is here from the first device to the last', async () => {
    const life = createNodeStore(world.database.sql, 'seen-node')
    const node = await openNode(world, { life })
    const laptop = await node.connect('ben')
    await laptop.ask('me')
    expect(await isHere('ben', 'seen-node')).toBe(true)
    const phone = await node.connect('ben/phone')
    laptop.socket.close()
    await phone.ask('me')
    expect(await isHere('ben', 'seen-node')).toBe(true)
    phone.socket.close()
    await eventually(async () => expect(await isHere('ben', 'seen-node')).toBe(false))

    // Who asks over HTTP is here for a while, so that their seat stays.
    await node.live.polling.query({ personId: await world.person('ben'), signInId: null }, 'me', {})
    await eventually(async () => expect(await isHere('ben', 'seen-node')).toBe(true))
    await node.close()
    await eventually(async () => expect(await isHere('ben', 'seen-node')).toBe(false))
  })

  test('N16 who signs out is out on this node at once, and on others when they look', async () => {
    const ended: string[] = []
    const node = await openNode(world, { endedSignIns: async () => ended })
    const [laptop, phone, other] = [
      await node.connect('ben/laptop'),
      await node.connect('ben/phone'),
      await node.connect('ada'),
    ]
    const reasons: string[] = []
    for (const { socket } of [laptop, phone]) socket.on('disconnect', (reason) => reasons.push(reason))
    node.live.signedOut('ben/laptop')
    await expectSoon(() => reasons, ['io server disconnect'])
    ended.push('ben/phone')
    await vi.waitFor(() => expect(reasons).toHaveLength(2), { timeout: 10_000 })
    expect(other.socket.connected).toBe(true)
  })

  test('a reader who does not read is cut, and nobody else notices', async () => {
    const node = await openNode(world)
    const { roomId } = await world.circle(['ben'])
    const ada = await node.connect('ada')
    await ada.run('room:enter', { roomId })
    const ben = await openRaw(node.url, 'ben')
    ben.send(`421["room:enter",{"commandId":"${newId()}","roomId":"${roomId}"}]`)
    await eventually(() => expect(ben.answer(1)).toMatchObject({ ok: true }))
    const [stalled] = connectionsOf(node.live.io).slice(-1)
    // Nothing that is sent to this one is ever taken: what a telephone in a tunnel looks like from here.
    Object.assign(stalled!.transport, { writable: false })
    for (let i = 0; i < 260; i++) node.live.io.to(`room:${roomId}`).emit('signal', 'lobby', { roomId })
    await ben.closed
    expect(node.troubles).toContain('slow_reader_cut')
    expect(ada.socket.connected).toBe(true)
    expect(await ada.ask('me')).toMatchObject({ ok: true })
  })

  test('a database that is away closes no door for good: who came in vain comes back', async () => {
    const node = await openNode(world)
    const { whereaboutsOf } = world.ports.records
    world.ports.records.whereaboutsOf = () => Promise.reject(new Error('away'))
    const ben = await node.connect('ben')
    await eventually(() => expect(ben.socket.connected).toBe(false))
    world.ports.records.whereaboutsOf = whereaboutsOf
    expect(node.troubles).toContain('connection_failed')
    expect(await (await node.connect('ben')).ask('me')).toMatchObject({ ok: true })
  })
})

describe('who goes while they are being taken in', () => {
  test('leaves nothing behind, whatever they have said meanwhile', async () => {
    const node = await openNode(world)
    const { circleId } = await world.circle(['ben'])
    const { records } = world.ports
    const { whereaboutsOf } = records
    const held = Promise.withResolvers<void>()
    records.whereaboutsOf = (personId) => held.promise.then(() => whereaboutsOf(personId))
    const notes = vi.spyOn(node.live.answers, 'note')
    const ben = await node.connect('ben')
    ben.socket.emit('presence:set', { circleId, state: 'heads-down' })
    ben.socket.emit('table:watch', { circleId })
    ben.socket.close()
    const { sockets, adapter } = node.live.io.of('/')
    await eventually(() => expect(sockets.size).toBe(0))
    records.whereaboutsOf = whereaboutsOf
    held.resolve()
    await eventually(() => expect(notes).toHaveBeenCalledTimes(2))
    await Promise.allSettled(notes.mock.results.map(({ value }) => value as Promise<unknown>))
    expect((await node.live.presence.list(circleId)).members).toEqual(new Map())
    expect(adapter.rooms.has(tableAudience(circleId))).toBe(false)
  })
})

describe('budgets', () => {
  test('ten messages in a burst, then one has to wait, and is told how long', async () => {
    const node = await openNode(world, { rates: usualRates })
    const { roomId } = await world.circle(['ben'])
    const ada = await node.connect('ada')
    const ben = await node.connect('ben')
    for (const device of [ada, ben]) await device.run('room:enter', { roomId })
    const send = (device: typeof ada, i: number) =>
      device.ask('message:send', { commandId: newId(), roomId, text: `word ${i}` })
    const answers = await Promise.all(Array.from({ length: 11 }, (_, i) => send(ada, i)))
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error]))
    expect(refused).toEqual([{ code: 'too_many', details: { reason: 'words', retryAfterMs: expect.any(Number) } }])
    expect(refused[0]!.details.retryAfterMs).toBeLessThanOrEqual(2_000)
    expect(await send(ben, 1)).toMatchObject({ ok: true })
  })
})
