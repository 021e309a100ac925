import { createHmac } from 'node:crypto'
import { Redis, type RedisOptions } from 'ioredis'
import type { Trouble } from './trouble.ts'

// A command is sent once, answered within half a second or failed: with ioredis' defaults a lost connection makes a
// command run twice, and an unbounded queue fills while Redis is away.
const forCommands = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 500,
} satisfies RedisOptions

// Subscriptions are renewed by the bus itself: those that ioredis renews reject without anybody who catches it.
const forSubscriptions = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  autoResubscribe: false,
  maxRetriesPerRequest: null,
  commandTimeout: 2_000,
} satisfies RedisOptions

export const connectForCommands = (url: string, trouble: Trouble): Redis => connect(url, forCommands, trouble)

export const connectForSubscriptions = (url: string, trouble: Trouble): Redis => connect(url, forSubscriptions, trouble)

/** The prefix of an installation's keys and channels, so that two of them can share one Redis without meeting. */
export function redisPrefix(secret: string): string {
  return `kith:${createHmac('sha256', secret).update('redis prefix').digest('base64url').slice(0, 10)}`
}

function connect(url: string, options: typeof forCommands | typeof forSubscriptions, trouble: Trouble): Redis {
  const redis = new Redis(url, {
    ...options,
    keepAlive: 5_000,
    connectTimeout: 2_000,
    retryStrategy: (attempt: number) => Math.min(50 * 2 ** attempt, 1_000) * (0.75 + Math.random() / 2),
  })
  // Told once for each time it is away, the start included; whoever ends the connection has not lost it.
  let isAway = false
  redis.on('ready', () => (isAway = false))
  redis.on('reconnecting', () => {
    if (!isAway) trouble('redis_lost')
    isAway = true
  })
  // Without a listener an `error` ends the process.
  redis.on('error', () => {})
  return redis
}
