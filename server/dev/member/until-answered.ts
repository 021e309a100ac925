import { DomainError } from '../../../shared/errors.ts'

/** Asks until there is an answer: again and later after what passes; what is refused for good is thrown. */
export async function untilAnswered<Reply>(ask: () => Promise<Reply>): Promise<Reply> {
  for (let tries = 0; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof DomainError) || !isPassing(error)) throw error
      const { reason, retryAfterMs = 0 } = error.details
      if (reason !== 'offline') await pause(Math.max(retryAfterMs, backoffMs(tries)))
    }
  }
}

function isPassing({ code, details }: DomainError): boolean {
  return ['unavailable', 'timed_out', 'too_many'].includes(code) && details.reason !== 'edit_window'
}

const backoffMs = (tries: number) => Math.min(4_000, 200 * 2 ** tries) * (0.5 + Math.random() / 2)

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
