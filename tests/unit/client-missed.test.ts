import { beforeEach, expect, it, vi } from 'vitest'
import type { RoomState } from '../../shared/rooms.ts'

const wire = await vi.hoisted(async () => (await import('../support/told-wire.ts')).createToldWire())
vi.hoisted(() => {
  vi.useFakeTimers()
  vi.stubGlobal('sessionStorage', { getItem: () => null })
  vi.stubGlobal('addEventListener', () => {})
})
vi.mock('socket.io-client', () => ({ io: () => wire }))

/** What was asked over HTTP. */
const fetched: string[] = []
let isReachable = true
vi.stubGlobal('fetch', (address: string, { body }: RequestInit) => {
  fetched.push(`${address} ${typeof body === 'string' ? body : ''}`.trim())
  return isReachable
    ? Promise.resolve(Response.json({ calls: [], asides: [] }))
    : Promise.reject(new Error('no network'))
})

const { connect, connection } = await import('../../client/api/socket.ts')
const { room } = await import('../../client/state/room.ts')
const { deskNews } = await import('../../client/state/desk.ts')
const { markRead } = await import('../../client/state/reads.ts')
await import('../../client/state/asides.ts')

const told = () => wire.asked.map(([name]) => name)
const marks = () => wire.asked.filter(([name]) => name === 'read:mark').map(([, input]) => input)

connect()
room.value = {
  roomId: 'kitchen',
  kind: 'table',
  seats: [],
  line: [],
  visitors: [],
  isOpen: true,
} as unknown as RoomState

beforeEach(async () => {
  isReachable = true
  wire.answer = { ok: true, reply: { calls: [], asides: [] } }
  wire.becomes(true)
  await vi.advanceTimersByTimeAsync(5_000)
  wire.asked.length = fetched.length = 0
})

it('whoever comes back asks for the calls and the words aside that were missed meanwhile', async () => {
  const before = deskNews.value
  wire.becomes(false)
  wire.becomes(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(told()).toEqual(expect.arrayContaining(['help:queue', 'aside:list']))
  expect(deskNews.value).toBe(before + 1)
})

it('without a websocket they are asked for every four seconds', async () => {
  wire.becomes(false)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(connection.value.state).toBe('polling')
  fetched.length = 0
  await vi.advanceTimersByTimeAsync(8_000)
  for (const path of ['help', 'asides'])
    expect(fetched.filter((address) => address === `/api/rooms/kitchen/${path}`)).toHaveLength(2)
})

it('what somebody has read is told over HTTP where there is no websocket', async () => {
  wire.becomes(false)
  markRead('kitchen', 3)
  await vi.advanceTimersByTimeAsync(500)
  expect(fetched).toContain('/api/notes/read:mark {"roomId":"kitchen","seq":3}')
  expect(marks()).toEqual([])
})

it('a mark that reached nobody is told again, the newest once, when the connection is back', async () => {
  wire.becomes(false)
  isReachable = false
  markRead('kitchen', 4)
  await vi.advanceTimersByTimeAsync(500)
  markRead('kitchen', 5)
  await vi.advanceTimersByTimeAsync(500)
  wire.becomes(true)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(marks()).toEqual([{ roomId: 'kitchen', seq: 5 }])
})

it('a mark that the server cannot take in just now is told again, and one that it will not take never', async () => {
  wire.answer = { ok: false, error: { code: 'too_many', details: {} } }
  markRead('kitchen', 6)
  await vi.advanceTimersByTimeAsync(500)
  wire.answer = { ok: false, error: { code: 'not_found', details: {} } }
  await vi.advanceTimersByTimeAsync(60_000)
  expect(marks()).toEqual([
    { roomId: 'kitchen', seq: 6 },
    { roomId: 'kitchen', seq: 6 },
  ])
})
