import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { connectionsOf } from '../../server/live/connections.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld } from '../support/world.ts'
import { openNode, origin } from './nodes.ts'
import { handshake, openRaw } from './raw.ts'
import { eventually } from './visitors.ts'

// What the protocols promise on the wire: Engine.IO revision 4, Socket.IO revision 5, RFC 6455 below them.
const world = await openWorld(await testDatabase())
const node = await openNode(world)
await world.circle(['ben'])
const witness = await node.connect('ada')
const path = '/socket.io/?EIO=4&transport=websocket'

async function isUnmoved(): Promise<void> {
  expect(await witness.ask('me')).toMatchObject({ ok: true })
  expect(node.surprises).toEqual([])
}

/** What this thread holds, node and all: the threads beside it run other tests. */
function heldHere(): number {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

/** A websocket in bytes: what a hostile client writes goes out as it is. */
async function openBytes(): Promise<{ socket: Socket; closed: Promise<void>; bytes(): number }> {
  const { port } = new URL(node.url)
  const socket = connect(Number(port), '127.0.0.1')
  let got = 0
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  socket.on('error', () => {})
  socket.on('data', (chunk) => (got += chunk.length))
  const key = randomBytes(16).toString('base64')
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: kith\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n`,
  )
  await eventually(() => expect(got).toBeGreaterThan(100))
  return { socket, closed, bytes: () => got }
}

/** One frame from a client, masked with zeros. @param first the byte of FIN, RSV and opcode */
function frame(first: number, payload: string): Buffer {
  const body = Buffer.from(payload)
  const length = body.length < 126 ? [0x80 | body.length] : [0xfe, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([first, ...length, 0, 0, 0, 0]), body])
}
const FIN = 0x80
const RSV1 = 0x40
const TEXT = 1

describe('the handshake', () => {
  test('opens with an id, the pace of the heartbeat and the size that is read, and offers no other transport', async () => {
    const raw = await openRaw(node.url)
    const opening = JSON.parse(raw.got[0]!.slice(1)) as Record<string, unknown>
    expect(raw.got[0]![0]).toBe('0')
    expect(opening).toEqual({
      sid: expect.stringMatching(/^[\w-]{20}$/),
      upgrades: [],
      pingInterval: 10_000,
      pingTimeout: 8_000,
      maxPayload: 65_536,
    })
    raw.close()
  })

  test('gives each socket an id of its own, which is not that of the connection', async () => {
    const raw = await openRaw(node.url, 'ben')
    const connected = raw.got.find((packet) => packet.startsWith('40'))!
    const { sid } = JSON.parse(connected.slice(2)) as { sid: string }
    expect(sid).toMatch(/^[\w-]{20}$/)
    expect(raw.got[0]).not.toContain(sid)
    raw.close()
  })

  test.each([
    ['a transport that there is not', '/socket.io/?EIO=4&transport=tesseract', 400],
    ['the id of nobody', '/socket.io/?EIO=4&transport=websocket&sid=nobody', 400],
    ['a transport of the prototype', '/socket.io/?EIO=4&transport=__proto__', 400],
  ])('is refused with %s', async (_, address, status) => {
    expect(await handshake(node.url, { origin }, address)).toBe(status)
    await isUnmoved()
  })

  test.each(['EIO=3&transport=websocket', 'transport=websocket'])(
    'in another revision of the protocol is closed before anything is said: %s',
    async (query) => {
      const websocket = new WebSocket(`${node.url.replace('http', 'ws')}/socket.io/?${query}`)
      const said: string[] = []
      websocket.addEventListener('message', ({ data }) => said.push(String(data)))
      await new Promise((resolve) => websocket.addEventListener('close', resolve))
      expect(said).toEqual([])
      await isUnmoved()
    },
  )

  test('gives no answer to what asks by another path', async () => {
    const { port } = new URL(node.url)
    const socket = connect(Number(port), '127.0.0.1')
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    socket.on('error', () => {})
    socket.write('GET /elsewhere HTTP/1.1\r\nHost: kith\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    await closed
    await isUnmoved()
  })
})

describe('the heartbeat', () => {
  test('comes from the server, and who does not answer it is let go', async () => {
    const isHere = async () => {
      const personId = await world.person('ben')
      return [...node.live.io.of('/').sockets.values()].some(({ data }) => data.actor.personId === personId)
    }
    const { socket } = await openBytes()
    socket.write(frame(FIN | TEXT, '40{"token":"ben"}'))
    await eventually(async () => expect(await isHere()).toBe(true))
    // Ten seconds to the first beat, and eight to its answer, which never comes.
    await eventually(async () => expect(await isHere()).toBe(false), 30_000)
    socket.destroy()
    await isUnmoved()
  })
})

describe('N39 N40 frames that RFC 6455 forbids end their connection, and nothing else', () => {
  test.each([
    ['N39 reserved bits', frame(FIN | 0x30 | TEXT, '2')],
    ['N40 a compressed frame although none was agreed on', frame(FIN | RSV1 | TEXT, 'x')],
    ['N39 an opcode that there is not', frame(FIN | 0x3, 'x')],
    ['N39 a continuation of nothing', frame(FIN | 0x0, 'x')],
    ['N39 a control frame in pieces', frame(0x9, 'x')],
    [
      'N39 a text that is no UTF-8',
      Buffer.concat([frame(FIN | TEXT, '').subarray(0, 1), Buffer.from([0x82, 0, 0, 0, 0, 0xff, 0xfe])]),
    ],
    ['N39 a frame without its mask', Buffer.from([FIN | TEXT, 1, 0x32])],
    [
      'N39 a frame that announces eight exabytes',
      Buffer.from([FIN | TEXT, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255]),
    ],
  ])('%s', async (_, bytes) => {
    const { socket, closed } = await openBytes()
    socket.write(bytes)
    await closed
    await isUnmoved()
  })

  test('N40 a flood of fragments of one byte is cut before it costs memory', async () => {
    const { socket, closed } = await openBytes()
    const before = heldHere()
    const fragments = Buffer.concat(Array.from({ length: 20_000 }, () => frame(0x0, 'x')))
    socket.write(frame(TEXT, '4'))
    for (let i = 0; i < 20 && !socket.destroyed; i++) socket.write(fragments)
    await closed
    expect(heldHere() - before).toBeLessThan(64_000_000)
    await isUnmoved()
  })
})

describe('N39 requests that take their time or bring too much', () => {
  const speak = async (text: string) => {
    const { port } = new URL(node.url)
    const socket = connect(Number(port), '127.0.0.1')
    let answer = ''
    socket.on('error', () => {})
    socket.on('data', (chunk) => (answer += String(chunk)))
    const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(answer)))
    socket.write(text)
    return { socket, closed }
  }

  test('two thousand headers open no connection', async () => {
    const before = connectionsOf(node.live.io).length
    const headers = Array.from({ length: 2_100 }, (_, i) => `X-${i}: x\r\n`).join('')
    const { closed } = await speak(
      `GET ${path} HTTP/1.1\r\nHost: kith\r\n${headers}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    )
    expect(await closed).not.toContain('101 Switching')
    expect(connectionsOf(node.live.io).length).toBe(before)
    await isUnmoved()
  })

  test.each([
    ['of another type', 'Content-Type: application/x-www-form-urlencoded', 'd=4'],
    ['in bytes', 'Content-Type: application/octet-stream', '\u0004\u0002'],
  ])('a polled body %s is refused', async (_, type, body) => {
    const { closed } = await speak(
      `POST /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: kith\r\n${type}\r\nConnection: close\r\n` +
        `Content-Length: ${body.length}\r\n\r\n${body}`,
    )
    expect(await closed).toMatch(/^HTTP\/1\.1 400 /)
    await isUnmoved()
  })
})
