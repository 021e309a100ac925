import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { io as connect, type Socket as Client } from 'socket.io-client'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createAddressBounds } from '../../server/live/address-bounds.ts'
import { connectionOf } from '../../server/live/connections.ts'
import { createIo, type LiveServer, type LiveSocket } from '../../server/live/io.ts'
import { writeOncePerTurn } from '../../server/live/writes.ts'

const http = createServer()
let io: LiveServer
let client: Client
let socket: LiveSocket
let wire: Socket
const heard: unknown[] = []

beforeAll(async () => {
  io = createIo({
    isDraining: () => false,
    isAllowedOrigin: () => true,
    addressOf: () => '127.0.0.1',
    bounds: createAddressBounds(),
  })
  io.attach(http)
  writeOncePerTurn(io)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const accepted = new Promise<LiveSocket>((resolve) => io.on('connection', resolve))
  client = connect(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { transports: ['websocket'] })
  client.onAny((...said: unknown[]) => heard.push(said))
  socket = await accepted
  wire = connectionOf(socket).transport.socket!._socket!
})

afterAll(async () => {
  client.disconnect()
  await io.close()
})

const signals = (count: number) =>
  Array.from({ length: count }, (_, no) => ['signal', 'pulse', { roomId: `room-${no}`, head: no }])

function say(count: number, to: { emit: LiveSocket['emit'] }): void {
  for (const [, name, body] of signals(count)) to.emit('signal', name as 'pulse', body as never)
}

test('what one turn says to a connection leaves in one write, in its order: its own, and what is said to many', async () => {
  const [one, many] = [vi.spyOn(wire, '_write'), vi.spyOn(wire, '_writev')]
  say(2, socket)
  say(3, io.local.to(socket.id))
  expect(one).not.toHaveBeenCalled()
  await vi.waitFor(() => expect(heard).toEqual([...signals(2), ...signals(3)]))
  expect([one.mock.calls.length, many.mock.calls.length]).toEqual([0, 1])
})

test('what is said before a connection is closed still arrives', async () => {
  heard.length = 0
  const closed = new Promise((resolve) => client.once('disconnect', resolve))
  say(1, socket)
  socket.disconnect(true)
  expect(await closed).toBe('io server disconnect')
  expect(heard).toEqual(signals(1))
})
