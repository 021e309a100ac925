import { fastify } from 'fastify'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createHealth } from '../../server/health-checks.ts'
import { addHealthRoutes } from '../../server/http/health-routes.ts'
import type { Config } from '../../server/config.ts'
import type { Live } from '../../server/live/live.ts'

/** What a load balancer is told by a node in such a state; `redisUrl` is where nobody listens. */
async function readyz(state: { isReady?: boolean; now?: () => Promise<number>; redisUrl?: string }) {
  const { isReady = true, now = async () => Date.now(), redisUrl = null } = state
  const live = { isReady: () => isReady, ports: { records: { now } }, trouble: () => {} } as unknown as Live
  const { health, close } = createHealth(live, { redisUrl } as Config)
  const app = fastify()
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  addHealthRoutes(app, health)
  const [ready, alive] = [await app.inject('/readyz'), await app.inject('/healthz')]
  close()
  await app.close()
  expect(alive.statusCode).toBe(200)
  return { status: ready.statusCode, ...ready.json<{ ready: boolean; problems: Record<string, string> }>() }
}

test('a node that can serve says so', async () => {
  expect(await readyz({})).toEqual({ status: 200, ready: true, problems: {} })
})

test('a node that lets its people go is not ready, though it lives', async () => {
  expect(await readyz({ isReady: false })).toEqual({ status: 503, ready: false, problems: { node: 'stopping' } })
})

test('a node without its database is not ready', async () => {
  const away = () => Promise.reject(new Error('connect ECONNREFUSED'))
  const problems = { database: 'unreachable', clock: 'unreachable' }
  expect(await readyz({ now: away })).toEqual({ status: 503, ready: false, problems })
})

test('a database that says nothing is waited for two seconds, and no longer', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const asked = readyz({ now: () => new Promise(() => {}) })
  let answer: object | null = null
  void asked.then((told) => (answer = told))
  await vi.advanceTimersByTimeAsync(1_900)
  expect(answer).toBeNull()
  await vi.advanceTimersByTimeAsync(200)
  expect(await asked).toEqual({ status: 503, ready: false, problems: { database: 'slow', clock: 'slow' } })
})

test('however many ask at once, the database is asked for one answer', async () => {
  let asked = 0
  const now = async () => (asked++, Date.now())
  const health = { needed: { clock: async () => ((await now()) > 0 ? null : 'late') }, missed: {} }
  const app = fastify()
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  addHealthRoutes(app, health)
  await app.ready()
  const answers = await Promise.all(Array.from({ length: 50 }, () => app.inject('/readyz')))
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
  expect(asked).toBeLessThan(5)
  await app.close()
})

test('a node without Redis tells of it and goes on: nobody is sent away for that', async () => {
  const told = await readyz({ redisUrl: 'redis://127.0.0.1:1' })
  expect(told).toEqual({ status: 200, ready: true, problems: { redis: 'unreachable' } })
})
