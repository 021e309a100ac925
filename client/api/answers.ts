import type { Answer, ErrorCode, ErrorDetails, Refusal } from '../../shared/errors.ts'

/** A refusal made on this side: the server was not reached, or not in time. */
export const refuse = (code: ErrorCode, details: ErrorDetails = {}): { ok: false; error: Refusal } => ({
  ok: false,
  error: { code, details },
})

export const offline = () => refuse('unavailable', { reason: 'offline' })

// Refusals with a passing code that time alone will not lift.
const lasting = ['edit_window', 'reactions']

/** Whether the same command may well succeed in a moment, so that repeating it is worth it. */
export const isPassing = ({ code, details }: Refusal) =>
  ['unavailable', 'timed_out', 'too_many'].includes(code) && !lasting.includes(details.reason ?? '')

const listeners = new Set<() => void>()

/** Calls the listener whenever an answer says that nobody is signed in. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function noticed<Reply>(answer: Answer<Reply>): Answer<Reply> {
  if (!answer.ok && answer.error.code === 'unauthenticated') for (const listener of listeners) listener()
  return answer
}

/** Waits before the next try: 0.3 s doubled with each, 8 s at most, spread so that not everybody comes back at once. */
export function backoffMs(tries: number, random: () => number = Math.random): number {
  const ms = Math.min(8_000, 300 * 2 ** tries)
  return ms / 2 + (ms / 2) * random()
}

export const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
