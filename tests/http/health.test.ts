import { createServer, type AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { openHouse } from '../support/house.ts'

// The system's choice for nobody: taken, let go, and given to the house.
const metricsPort = await freePort()
const house = await openHouse({ metricsPort })

describe('a node', () => {
  test('says that it lives and that it can serve', async () => {
    expect((await house.visitor().get('/healthz')).status).toBe(200)
    const ready = await house.visitor().get('/readyz')
    expect([ready.status, ready.json]).toEqual([200, { ready: true, problems: {} }])
  })

  test('is not ready while its clock differs from the database by more than 5 s, and tells of 2 s', async () => {
    for (const ms of [6_000, -6_000]) {
      await house.moveTime(ms)
      const answer = await house.visitor().get('/readyz')
      expect([answer.status, answer.json]).toEqual([503, { ready: false, problems: { clock: 'skewed' } }])
    }
    await house.moveTime(-3_500)
    const answer = await house.visitor().get('/readyz')
    expect([answer.status, answer.json]).toEqual([200, { ready: true, problems: { clock: 'drifting' } }])
    await house.moveTime(0)
    expect((await house.visitor().get('/readyz')).status).toBe(200)
  })

  test('shows its figures to its own machine, and not where people come in', async () => {
    expect((await house.visitor().get('/metrics')).status).toBe(404)
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
    for (const name of [
      'kith_connections',
      'kith_seats_taken',
      'kith_events_appended_total',
      'kith_append_batch_size_count',
      'kith_nodejs_eventloop_lag_p99_seconds',
    ]) {
      expect(text).toMatch(new RegExp(`^${name} `, 'm'))
    }
  })
})

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
