import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { createSharedCounter } from '../../server/live/rate-limiter.ts'
import { connectForCommands } from '../../server/live/redis-connection.ts'
import { redisUrl, untilReady } from './redis.ts'

const budget = { times: 3, withinMs: 60_000 }

describe('budgets over several nodes', () => {
  const ends: (() => void)[] = []
  afterAll(() => ends.forEach((end) => end()))

  async function openNodes() {
    const prefix = `kith-test:${randomUUID()}`
    const connections = [1, 2].map(() => connectForCommands(redisUrl, () => {}))
    await untilReady(...connections)
    ends.push(...connections.map((redis) => () => redis.disconnect()))
    const counters = connections.map((redis) => createSharedCounter(redis, prefix, () => {}))
    return { connections, counters }
  }

  test('what is taken on one node is missing on the other', async () => {
    const { counters } = await openNodes()
    for (let i = 0; i < 3; i++) expect(await counters[i % 2]!.take('ada', budget)).toBe(0)
    for (const counter of counters) expect(await counter.take('ada', budget)).toBeGreaterThan(0)
    await counters[0]!.giveBack('ada', budget)
    await counters[0]!.giveBack('ada', budget)
    await counters[0]!.giveBack('ada', budget)
    expect(await counters[1]!.take('ada', budget)).toBe(0)
  })

  test('without Redis each node counts for itself', async () => {
    const { counters, connections } = await openNodes()
    connections[0]!.disconnect()
    for (let i = 0; i < 3; i++) expect(await counters[0]!.take('ada', budget)).toBe(0)
    expect(await counters[0]!.take('ada', budget)).toBeGreaterThan(0)
  })
})
