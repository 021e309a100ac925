import { DomainError } from '../../shared/errors.ts'

/** Lost races that a repetition wins: a unique row, a deadlock, a serialisation failure, a lock that took too long. */
export const worthRepeating = new Set(['23505', '40P01', '40001', '55P03'])

/** Connections that were lost or refused, time-outs, a server that is starting or stopping, too many repeats. */
export function isBeyondUs(code: unknown): boolean {
  if (typeof code !== 'string') return false
  return worthRepeating.has(code) || /^(CONN|ECONN|EPIPE|ETIMEDOUT|57|08|53)/.test(code) || code.includes('TIMEOUT')
}

/** The database, or the way to it, did not answer in time: whoever waits behind has waited as long. */
export const isHopeless = (error: unknown): boolean => String((error as { code?: unknown }).code).includes('TIMEOUT')

const retryAfterMs = 1_000

export const unreachable = () => new DomainError('unavailable', { reason: 'database', retryAfterMs })

/** Asks until the database is there to answer: for a node that serves already, and would end for want of it. */
export async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'unavailable') throw error
    }
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs).unref())
  }
}

/** The same store; what it cannot read while the database is away is `unavailable`, so that whoever asked asks again. */
export function reachable<Store extends object>(store: Store): Store {
  const entries = Object.entries(store).map(([name, work]) => [
    name,
    typeof work === 'function' ? translated(work) : work,
  ])
  return Object.fromEntries(entries) as Store
}

function translated(work: (...input: unknown[]) => unknown) {
  return async (...input: unknown[]) => {
    try {
      return await work(...input)
    } catch (error) {
      throw isBeyondUs((error as { code?: unknown }).code) ? unreachable() : error
    }
  }
}
