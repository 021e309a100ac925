import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { listenOn } from '../../server/http/listen.ts'
import { createLog } from '../../server/http/log.ts'
import { createMetrics, serveMetrics } from '../../server/http/metrics.ts'
import { createHttpServer } from '../../server/http/server.ts'
import { openHouse } from '../support/house.ts'

const house = await openHouse()

const emptyServer = () =>
  createHttpServer({
    log: createLog({ level: 'silent', nodeId: 'test' }),
    trustProxy: [],
    isSecure: false,
    isAllowedOrigin: () => false,
    styles: { href: null },
  })

test('who asks while a node stops is told to ask again, in the words of Kith', async () => {
  const server = await emptyServer()
  const answering = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  server.get('/api/slow', async () => {
    asked.resolve()
    await answering.promise
    return {}
  })
  const port = await listenOn(server, { host: '127.0.0.1', port: 0 })
  const wire = connect(port, '127.0.0.1')
  let heard = ''
  wire.on('data', (bytes) => (heard += String(bytes)))
  wire.write('GET /api/slow HTTP/1.1\r\nHost: kith\r\n\r\n')
  await asked.promise
  const closed = server.close()
  server.server.on('request', () => answering.resolve())
  wire.write('GET /api/me HTTP/1.1\r\nHost: kith\r\n\r\n')
  await Promise.all([closed, once(wire, 'close')])
  const [first, second] = heard.split(/(?=HTTP\/1\.1 )/)
  expect(first).toMatch(/^HTTP\/1\.1 200 /)
  expect(second).toMatch(/^HTTP\/1\.1 503 /)
  expect(second).toMatch(/^retry-after: 2\r$/im)
  expect(JSON.parse(second!.split('\r\n\r\n')[1]!)).toEqual({
    error: { code: 'unavailable', details: { reason: 'stopping', retryAfterMs: 2_000 } },
  })
})

describe('a start that cannot succeed', () => {
  test('says in a sentence that the port is taken', async () => {
    const port = Number(new URL(house.base).port)
    const server = await emptyServer()
    await expect(listenOn(server, { host: '127.0.0.1', port })).rejects.toThrow(
      `Port ${port} is taken: stop what runs there, or set PORT to another.`,
    )
    await server.close()
  })

  test('says in a sentence that the port of the metrics is taken', async () => {
    const port = Number(new URL(house.base).port)
    const metrics = createMetrics({ connections: () => 0, seats: async () => 0 })
    await expect(serveMetrics(metrics, port)).rejects.toThrow(
      `METRICS_PORT ${port} cannot be used: stop what runs there, or set it to another.`,
    )
  })

  test('says in a sentence that the host is none of this machine', async () => {
    const server = await emptyServer()
    await expect(listenOn(server, { host: '203.0.113.77', port: 0 })).rejects.toThrow('203.0.113.77 is no address')
    await server.close()
  })

  test('says in a sentence that the database cannot be reached', async () => {
    const config = readConfig({ DATA_DIR: 'memory://', LOG_LEVEL: 'silent' })
    const unreachable = { ...config, mode: 'services', databaseUrl: 'postgres://nobody@127.0.0.1:1/kith' } as const
    await expect(createApp(unreachable, { print: () => {} })).rejects.toThrow(/127\.0\.0\.1:1 cannot be reached/)
  })
})
