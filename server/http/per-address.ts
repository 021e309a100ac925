import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../shared/errors.ts'
import { isLoopback, networkOf } from '../live/address-bounds.ts'
import { isForPrograms } from './route.ts'
import type { Counter } from '../live/rate-limiter.ts'
import type { Budget } from '../live/rates.ts'

/** As much as three hundred people behind one address ask for, none of whom has a websocket. */
const usual: Budget = { times: 6_000, withinMs: 10_000 }

/** Bounds what is asked from one address, however many people it signs in, or none: counted before anybody is looked up. */
export function boundAddresses(app: FastifyInstance, counter: Counter, budget = usual): void {
  app.addHook('onRequest', async (request) => {
    // Whoever has hung up by now has no address any more: all of them share one.
    const ip = (request.ip as string | undefined) ?? 'gone'
    if (!isForPrograms(request) || isLoopback(ip)) return
    const retryAfterMs = await counter.take(`address:${networkOf(ip)}`, budget)
    if (retryAfterMs > 0) throw new DomainError('too_many', { retryAfterMs })
  })
}
