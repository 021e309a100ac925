import { fastify } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { boundAddresses } from '../../server/http/per-address.ts'
import { createNodeCounter } from '../../server/live/rate-limiter.ts'

const budget = { times: 3, withinMs: 10_000 }

test.each(['/api/me', '/%61pi/me', 'http://kith.example/api/me', '/api/%6de', '/api/nothing'])(
  'what one address asks for is counted however it is written: %s',
  async (url) => {
    const app = fastify()
    onTestFinished(() => app.close())
    boundAddresses(
      app,
      createNodeCounter(() => {}),
      budget,
    )
    app.get('/api/me', async () => 'me')
    app.get('/healthz', async () => 'well')
    app.get('/*', async () => 'a page')
    const ask = async (path: string, remoteAddress: string) =>
      (await app.inject({ url: path, remoteAddress })).statusCode
    for (let i = 0; i < budget.times; i++) expect(await ask(url, '203.0.113.9')).toBe(200)
    expect(await ask(url, '203.0.113.9')).not.toBe(200)
    expect(await ask('/healthz', '203.0.113.9')).toBe(200)
    expect(await ask(url, '203.0.113.10')).toBe(200)
  },
)
