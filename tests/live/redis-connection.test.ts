import { once } from 'node:events'
import { expect, test, vi } from 'vitest'
import { connectForCommands } from '../../server/live/redis-connection.ts'
import type { TroubleKind } from '../../server/live/trouble.ts'
import { redisOnAndOff, redisUrl, untilReady } from './redis.ts'

function connect(url: string) {
  const troubles: TroubleKind[] = []
  const redis = connectForCommands(url, (kind) => void troubles.push(kind))
  return { redis, troubles }
}

test('a Redis that is away when a node starts is told of once, however often the node tries', async () => {
  const { redis, troubles } = connect('redis://127.0.0.1:1')
  let tries = 0
  redis.on('reconnecting', () => tries++)
  await vi.waitFor(() => expect(tries).toBeGreaterThan(2), 5_000)
  expect(troubles).toEqual(['redis_lost'])
  redis.disconnect()
})

test('each time that it goes away is told of', async () => {
  const server = await redisOnAndOff()
  const { redis, troubles } = connect(server.url)
  await untilReady(redis)
  for (const times of [1, 2]) {
    await server.fall()
    await vi.waitFor(() => expect(troubles).toHaveLength(times))
    await server.rise()
    await untilReady(redis)
  }
  redis.disconnect()
  await server.end()
})

test('whoever ends the connection has not lost it', async () => {
  const { redis, troubles } = connect(redisUrl)
  await untilReady(redis)
  redis.disconnect()
  await once(redis, 'end')
  expect(troubles).toEqual([])
})
