import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { Server } from 'socket.io'
import { expect, test } from 'vitest'
import { openDoor } from '../../server/dev/member/door.ts'
import { openWire } from '../../server/dev/member/wire.ts'

test('whoever waits for a wire that ends before it has opened goes on waiting for the next one', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const io = new Server(server, { path: '/socket.io', transports: ['websocket'] })
  let tries = 0
  io.use((socket, next) => (++tries === 1 ? socket.conn.close() : next()))
  const addresses = [`http://127.0.0.1:${(server.address() as AddressInfo).port}`]
  const told: string[] = []
  const wire = openWire(addresses, openDoor(addresses), {
    opened: () => told.push('opened'),
    lost: (why) => told.push(why),
    event: () => {},
    signalled: () => {},
  })
  await wire.opened()
  expect(told).toEqual(['transport close', 'opened'])
  expect(wire.isOpen()).toBe(true)
  wire.close()
  await io.close()
})
