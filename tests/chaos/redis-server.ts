import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { eventually, freePort, startProcess, type Process } from './processes.ts'

/** A Redis of this run's own, that can be harmed. It keeps nothing: after each start it is empty. */
export type RedisServer = {
  port: number
  start(): Promise<void>
  kill(): Promise<void>
  flush(): Promise<void>
  sleep(): void
  wake(): void
}

export async function createRedisServer(folder: string): Promise<RedisServer> {
  const port = await freePort()
  const home = join(folder, 'redis')
  mkdirSync(home)
  let server: Process

  return {
    port,
    async start() {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', home]
      server = startProcess('redis-server', args, join(folder, 'redis.log'))
      await eventually('Redis answers', 10_000, () => tell((redis) => redis.ping()))
    },
    kill: () => server.end('SIGKILL'),
    flush: async () => void (await tell((redis) => redis.flushall())),
    sleep: () => server.signal('SIGSTOP'),
    wake: () => server.signal('SIGCONT'),
  }

  async function tell<T>(what: (redis: Redis) => Promise<T>): Promise<T> {
    const redis = new Redis(port, '127.0.0.1', { retryStrategy: null, lazyConnect: true, commandTimeout: 1_000 })
    redis.on('error', () => {})
    try {
      await redis.connect()
      return await what(redis)
    } finally {
      redis.disconnect()
    }
  }
}
