import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import type { Redis } from 'ioredis'

/** The Redis that tests may use; every test takes a prefix of its own and never flushes. */
export const redisUrl = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379'

export async function untilReady(...connections: Redis[]): Promise<void> {
  await Promise.all(
    connections.map((redis) => redis.status === 'ready' || new Promise((resolve) => redis.once('ready', resolve))),
  )
}

/** Stands between a node and Redis: `fall` cuts every connection and takes no new one until `rise`. */
export async function redisOnAndOff(): Promise<{
  url: string
  fall(): Promise<void>
  rise(): Promise<void>
  end(): Promise<void>
}> {
  const { hostname, port } = new URL(redisUrl)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port || 6379), hostname)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        sockets.delete(one)
        other.destroy()
      })
    }
  })
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve))
  const fall = async () => {
    if (!server.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  await listen(0)
  const at = (server.address() as AddressInfo).port
  return { url: `redis://127.0.0.1:${at}`, fall, rise: () => listen(at), end: fall }
}
