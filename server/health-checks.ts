import type { Config } from './config.ts'
import type { Health } from './http/health-routes.ts'
import type { Live } from './live/live.ts'
import { connectForCommands } from './live/redis-connection.ts'

const DRIFT_MS = 2_000
const SKEW_MS = 5_000

/** What a node looks at before it says that it can serve. @returns the checks, and how to stop */
export function createHealth(live: Live, { redisUrl }: Config): { health: Health; close(): void } {
  const redis = redisUrl === null ? null : connectForCommands(redisUrl, live.trouble)
  const health: Health = {
    needed: {
      node: async () => (live.isReady() ? null : 'stopping'),
      database: async () => {
        await live.ports.records.now()
        return null
      },
      // Tokens and leases of this node would be of another time than everybody's.
      clock: async () => ((await offMs()) < SKEW_MS ? null : 'skewed'),
    },
    missed: {
      clock: async () => ((await offMs()) < DRIFT_MS ? null : 'drifting'),
      // Nodes find each other's events in the database meanwhile, a second later.
      ...(redis && { redis: async () => ((await redis.ping()) === 'PONG' ? null : 'unreachable') }),
    },
  }
  const offMs = async () => Math.abs((await live.ports.records.now()) - Date.now())
  return { health, close: () => redis?.disconnect() }
}
