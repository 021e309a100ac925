import { DomainError } from '../../shared/errors.ts'

/** Lost races that a repetition wins: a unique row, a deadlock, a serialisation failure, a lock that took too long. */
export const worthRepeating = new Set(['23505', '40P01', '40001', '55P03'])

// 25006: it answers, and is no longer the one that may be written to.
const gone = /^(CONN|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET|57P|08|53|25006)/

/** Connections that were lost, refused or have no way, time-outs, a server that is starting or stopping, too many repeats. */
export function isBeyondUs(code: unknown): boolean {
  if (typeof code !== 'string') return false
  return worthRepeating.has(code) || gone.test(code) || code.startsWith('57') || code.includes('TIMEOUT')
}

/** The database, or the way to it, did not answer in time, or no connection was free: whoever waits behind has waited as long. */
export const isHopeless = (error: unknown): boolean => String((error as { code?: unknown }).code).includes('TIMEOUT')

/** The connection or the server went away: no item was at fault, and each by itself would fail as well. */
export const isNobodysFault = (error: unknown): boolean => gone.test(String((error as { code?: unknown }).code))

/** A lock was held, or a statement ran, for longer than anybody may wait: whoever needs the same waits as long. */
export const isWaitedOut = (error: unknown): boolean =>
  ['55P03', '57014'].includes(String((error as { code?: unknown }).code))

const retryAfterMs = 1_000

export const unreachable = () => new DomainError('unavailable', { reason: 'database', retryAfterMs })

/** How long anybody waits for others before they are asked to come again. Milliseconds. */
export const patienceMs = 1_500

/** Too many wait for the same: not all of them are told to come back in the same moment. */
export const tooLate = () =>
  new DomainError('unavailable', { reason: 'busy', retryAfterMs: Math.round(retryAfterMs * (0.5 + Math.random())) })

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
