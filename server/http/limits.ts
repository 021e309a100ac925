import type { FastifyRequest } from 'fastify'
import { DomainError } from '../../shared/errors.ts'
import { isTypedCode } from '../auth/codes.ts'
import { networkOf } from '../live/address-bounds.ts'
import type { Counter } from '../live/rate-limiter.ts'
import type { Budget } from '../live/rates.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const budgets = {
  'ask:client': { times: 30, withinMs: hourMs },
  'ask:address': { times: 3, withinMs: 15 * minuteMs },
  'typed:client': { times: 10, withinMs: 10 * minuteMs },
  'typed:everybody': { times: 200, withinMs: 10 * minuteMs },
  'code:client': { times: 60, withinMs: 10 * minuteMs },
  'code:everybody': { times: 1_000, withinMs: 10 * minuteMs },
  'storm:client': { times: 5, withinMs: 10 * minuteMs },
  'device:person': { times: 10, withinMs: 10 * minuteMs },
  'email:person': { times: 5, withinMs: hourMs },
  'email:address': { times: 3, withinMs: hourMs },
  'challenge:client': { times: 120, withinMs: 10 * minuteMs },
  'passkey:person': { times: 20, withinMs: 10 * minuteMs },
  'token:person': { times: 10, withinMs: minuteMs },
} satisfies Record<string, Budget>

export type BudgetName = keyof typeof budgets

export type Limits = {
  /** Counts one more against a budget; refuses `too_many` with the time to wait when it is spent. */
  take(name: BudgetName, key: string): Promise<void>
  /**
   * Does something that proves a code. Only failures count: a house full of friends comes in through one address, and a
   * person who has the code is never locked out by others who guess. Short codes also have one budget for everybody. Long
   * ones cannot be guessed: when everybody's failures show that somebody tries, each address has only a few left.
   */
  tryCode<T>(request: FastifyRequest, code: string, work: () => Promise<T>): Promise<T>
}

export function createLimits(counter: Counter): Limits {
  return { take, tryCode }

  async function take(name: BudgetName, key: string): Promise<void> {
    const retryAfterMs = await counter.take(`${name}:${key}`, budgets[name])
    if (retryAfterMs > 0) throw new DomainError('too_many', { retryAfterMs })
  }

  async function tryCode<T>(request: FastifyRequest, code: string, work: () => Promise<T>): Promise<T> {
    const client = networkOf(request.ip)
    const taken: [BudgetName, string][] = []
    const giveBack = async () => {
      for (const [name, key] of taken) await counter.giveBack(`${name}:${key}`, budgets[name])
    }
    const takeEach = async (...names: [BudgetName, string][]) => {
      for (const [name, key] of names) {
        await take(name, key)
        taken.push([name, key])
      }
    }
    if (isTypedCode(code)) await takeEach(['typed:client', client], ['typed:everybody', ''])
    else {
      await takeEach(['code:client', client])
      const isStorm = (await counter.take('code:everybody:', budgets['code:everybody'])) > 0
      taken.push(['code:everybody', ''])
      if (isStorm) await takeEach(['storm:client', client])
    }
    const result = await work().catch(async (error: unknown) => {
      // Nobody has guessed wrong when it was the server that failed.
      if (!(error instanceof DomainError) || error.code === 'unavailable') await giveBack()
      throw error
    })
    await giveBack()
    return result
  }
}
