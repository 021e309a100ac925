import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'
import type { Budget } from './rates.ts'
import type { Trouble } from './trouble.ts'

/** Counts against budgets. `take` answers how many milliseconds to wait, 0 when it may go on. */
export type Counter = {
  take(key: string, budget: Budget): Promise<number>
  giveBack(key: string, budget: Budget): Promise<void>
}

/** Counts on this node: for what is frequent, where a journey to Redis would cost more than it protects. */
export function createNodeCounter(trouble: Trouble): Counter {
  return createCounter((budget) => new RateLimiterMemory(optionsOf(budget)), trouble)
}

/** Counts over all nodes, and on this node alone while Redis is away. */
export function createSharedCounter(redis: Redis, prefix: string, trouble: Trouble): Counter {
  return createCounter((budget) => {
    const options = optionsOf(budget)
    return new RateLimiterRedis({
      ...options,
      storeClient: redis,
      keyPrefix: `${prefix}:rate:${budget.times}/${budget.withinMs}`,
      rejectIfRedisNotReady: true,
      insuranceLimiter: new RateLimiterMemory(options),
    })
  }, trouble)
}

function createCounter(make: (budget: Budget) => RateLimiterAbstract, trouble: Trouble): Counter {
  const limiters = new Map<string, RateLimiterAbstract>()
  const limiterOf = (budget: Budget) => {
    const key = `${budget.times}/${budget.withinMs}`
    const limiter = limiters.get(key) ?? make(budget)
    limiters.set(key, limiter)
    return limiter
  }

  return {
    async take(key, budget) {
      try {
        await limiterOf(budget).consume(key)
        return 0
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return Math.max(1, refused.msBeforeNext)
        // A counter that fails shuts nobody out.
        trouble('counter_failed', refused)
        return 0
      }
    },

    async giveBack(key, budget) {
      await limiterOf(budget)
        .reward(key)
        .catch((error: unknown) => trouble('counter_failed', error))
    },
  }
}

const optionsOf = ({ times, withinMs }: Budget) => ({ points: times, duration: withinMs / 1_000 })
