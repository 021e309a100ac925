import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { fastify } from 'fastify'
import { expect, test, vi } from 'vitest'
import { closeServer } from '../../server/http/listen.ts'

test.each([
  ['says nothing', ''],
  ['has said half of a head', 'GET / HTTP/1.1\r\nHost: kith'],
  [
    'has said half of a body',
    'POST / HTTP/1.1\r\nHost: kith\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nhal',
  ],
])('whoever %s does not hold up a server that stops', async (_, said) => {
  const app = fastify({ forceCloseConnections: 'idle' })
  app.post('/', async () => 'read')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const client = connect(port, '127.0.0.1')
  client.on('error', () => {}).resume()
  const gone = once(client, 'close')
  await once(client, 'connect')
  if (said) client.write(said)
  const open = () => new Promise((resolve) => app.server.getConnections((_, count) => resolve(count)))
  await vi.waitFor(async () => expect(await open()).toBe(1))
  await closeServer(app)
  await gone
})
