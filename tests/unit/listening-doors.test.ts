import { once } from 'node:events'
import { connect } from 'node:net'
import { fastify } from 'fastify'
import { expect, test } from 'vitest'
import { closeServer, listenOn } from '../../server/http/listen.ts'

test('of those who knock while a node is busy several come in a turn, each is answered, and a stop waits for them', async () => {
  const app = fastify({ forceCloseConnections: 'idle' })
  const stopping = Promise.withResolvers<void>()
  app.get('/', async () => {
    await stopping.promise
    return 'answered'
  })
  const port = await listenOn(app, { host: '127.0.0.1', port: 0 })
  let turn = 0
  const cameIn: number[] = []
  app.server.on('connection', () => cameIn.push(turn))
  const crowd = Array.from({ length: 200 }, () => connect(port, '127.0.0.1'))
  const heard = crowd.map(async (wire) => {
    let words = ''
    wire.on('data', (bytes) => (words += String(bytes)))
    wire.write('GET / HTTP/1.1\r\nHost: kith\r\nConnection: close\r\n\r\n')
    await once(wire, 'close')
    return words
  })
  let isOver = false
  const count = () => {
    turn++
    if (!isOver) setImmediate(count)
  }
  count()
  await expect.poll(() => cameIn.length).toBe(200)
  isOver = true
  const perTurn = Object.values(Object.groupBy(cameIn, String)).map((those) => those!.length)
  if (process.platform === 'linux') expect(Math.max(...perTurn)).toBeGreaterThan(1)
  stopping.resolve()
  await closeServer(app)
  for (const words of await Promise.all(heard)) expect(words).toMatch(/^HTTP\/1\.1 200 [^]*answered$/)
})
