import { afterEach, describe, expect, test, vi } from 'vitest'
import { io } from 'socket.io-client'
import { createAddressBounds } from '../../server/live/address-bounds.ts'
import { connectionsOf } from '../../server/live/connections.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld } from '../support/world.ts'
import { openNode, origin } from './nodes.ts'
import { handshake, openRaw } from './raw.ts'
import { eventually, expectSoon } from './visitors.ts'

const world = await openWorld(await testDatabase())
const node = await openNode(world)
await world.circle(['ben'])
const connections = () => connectionsOf(node.live.io).length

describe('the door of the sockets', () => {
  afterEach(() => expectSoon(connections, 0))

  test.each([
    ['nothing', undefined],
    ['an empty token', ''],
    ['a token of nobody', 'nobody'],
    ['a number', 7],
    ['an object', { a: 1 }],
    ['a token without end', 'x'.repeat(5_000)],
  ])('N26 nobody comes in with %s, and the connection is gone within a second', async (_, token) => {
    const socket = io(node.url, { transports: ['websocket'], auth: { token }, reconnection: false, forceNew: true })
    const error = await new Promise<Error & { data?: unknown }>((resolve) => socket.once('connect_error', resolve))
    expect(error.message).toBe('unauthenticated')
    expect(error.data).toEqual({ code: 'unauthenticated', details: {} })
    socket.close()
  })

  test('N26 who is refused and stays on the line is cut', async () => {
    const raw = await openRaw(node.url)
    const since = performance.now()
    raw.send('40{"token":"nobody"}')
    await raw.closed
    expect(performance.now() - since).toBeLessThan(1_500)
  })

  test('N27 who connects and never says who they are is closed after five seconds', async () => {
    const raw = await openRaw(node.url)
    const since = performance.now()
    await raw.closed
    expect(performance.now() - since).toBeGreaterThan(4_500)
  })

  test('N32 who asks to come in a second time while the first is being answered is cut', async () => {
    const raw = await openRaw(node.url)
    raw.send('40{"token":"ada"}')
    raw.send('40{"token":"ada"}')
    await raw.closed
  })

  test('N29 only pages of the own origin may open a socket; who names none may not bring a cookie', async () => {
    const cookie = 'kith=ada'
    expect(await handshake(node.url, { origin, cookie })).toBe(101)
    expect(await handshake(node.url)).toBe(101)
    for (const foreign of [
      'https://evil.example',
      'null',
      '',
      `${origin}.evil.com`,
      origin.replace('http', 'HTTP'),
      `${origin}/`,
      origin.replace('http', 'https'),
      `${origin}:81`,
    ]) {
      expect([foreign, await handshake(node.url, { origin: foreign, cookie })]).toEqual([foreign, 403])
    }
    expect(await handshake(node.url, { cookie })).toBe(403)
    expect(await handshake(node.url, { origin: 'https://evil.example' })).toBe(403)
  })

  test('a browser comes in by its cookie', async () => {
    const socket = io(node.url, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { cookie: 'kith=ada', origin },
    })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    const answer = await socket.emitWithAck('me', {})
    expect(answer).toMatchObject({ ok: true, reply: { memberId: await world.person('ada') } })
    socket.close()
  })

  test('N39 there is no long polling', async () => {
    for (const query of ['EIO=4&transport=polling', 'EIO=3&transport=polling', 'EIO=4']) {
      const { status } = await fetch(`${node.url}/socket.io/?${query}`)
      expect([query, status]).toEqual([query, 400])
    }
  })

  test('N37 an address that holds too many connections is told to wait', async () => {
    const bounds = { unknown: 1, known: 5, perSignIn: 5 }
    const small = await openNode(world, { addressOf: () => '198.51.100.7', bounds })
    const raw = await openRaw(small.url)
    expect(await handshake(small.url)).toBe(429)
    raw.send('40{"token":"ada"}')
    await eventually(() => expect(raw.got.some((packet) => packet.startsWith('40'))).toBe(true))
    expect(await handshake(small.url)).toBe(101)
    raw.close()
  })

  test('N37 one sign-in holds twelve connections, and a place is free again when one ends', async () => {
    const devices = await Promise.all(Array.from({ length: 12 }, () => node.connect('ben/laptop')))
    await expect(node.connect('ben/laptop')).rejects.toThrow('too_many')
    const phone = await node.connect('ben/phone')
    devices[0]!.socket.close()
    await vi.waitFor(() => node.connect('ben/laptop').then((again) => devices.push(again)))
    for (const device of [...devices, phone]) device.socket.close()
  })

  test('N37 namespaces beside the one that there is are refused', async () => {
    const raw = await openRaw(node.url, 'ada')
    raw.send('40/admin,')
    await eventually(() => expect(raw.got).toContain('44/admin,{"message":"Invalid namespace"}'))
    raw.close()
  })

  test('nothing of the handshake is kept: no cookie stays in memory with the connection', async () => {
    const device = await node.connect('ada')
    const [socket] = [...node.live.io.of('/').sockets.values()]
    expect(socket!.handshake.headers).toEqual({})
    expect(socket!.handshake.auth).toEqual({})
    expect(socket!.conn.request).toBeNull()
    device.socket.close()
  })
})

test('N37 an address holds so many connections of people it does not know yet, and so many of others', () => {
  const bounds = createAddressBounds({ unknown: 2, known: 3, perSignIn: 1 })
  const street = ['2001:db8:0:7::1', '2001:db8:0:7:ffff::2', '2001:0db8::7:0:0:0:3'] as const
  const [first, second] = [bounds.arrive(street[0]), bounds.arrive(street[1])]
  expect(bounds.hasPlace(street[2])).toBe(false)
  expect(bounds.hasPlace('2001:db8:0:8::1')).toBe(true)
  expect([bounds.signIn(first, 'a phone'), bounds.signIn(second, 'a phone')]).toEqual([true, false])
  expect(bounds.signIn(second, 'a desk')).toBe(true)
  expect(bounds.hasPlace(street[2])).toBe(true)
  const third = bounds.arrive(street[2])
  expect(bounds.signIn(third, 'a pad')).toBe(true)
  expect(bounds.hasPlace(street[0])).toBe(false)
  bounds.gone(first)
  bounds.gone(first)
  expect(bounds.hasPlace(street[0])).toBe(true)
  expect(bounds.signIn(bounds.arrive(street[0]), 'a phone')).toBe(true)
  expect(bounds.hasPlace(street[0])).toBe(false)
  // Who is gone before the answer takes up nothing.
  const fourth = bounds.arrive('10.0.0.2')
  bounds.gone(fourth)
  expect(bounds.signIn(fourth, 'a watch')).toBe(true)
  expect(bounds.signIn(bounds.arrive('10.0.0.2'), 'a watch')).toBe(true)
  bounds.arrive('::ffff:10.0.0.1')
  bounds.arrive('10.0.0.1')
  expect(bounds.hasPlace('10.0.0.1')).toBe(false)
})
