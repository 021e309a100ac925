/** The closed list of refusals. Machines switch on the code; the client makes the sentence from code and details. */
export const errorCodes = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not_found',
  'full',
  'conflict',
  'infeasible',
  'off_record',
  'closed',
  'timed_out',
  'too_many',
  'too_large',
  'unavailable',
  'internal',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** What helps the person who was refused: the finer reason, when to try again, what would work instead, the bad field. */
export type ErrorDetails = {
  reason?: string
  path?: string
  message?: string
  retryAfterMs?: number
  until?: number
  nearest?: { sizes: number[]; label: string }[]
  [key: string]: unknown
}

export type Refusal = { code: ErrorCode; details: ErrorDetails }

/** The answer to a command or a query: the reply, or a refusal that changed nothing. */
export type Answer<Reply> = { ok: true; reply: Reply } | { ok: false; error: Refusal }

/** A refusal on its way to the edge that translates it (`server/http/errors.ts`, `server/socket/handle.ts`). */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.reason ? `${code}: ${details.reason}` : code)
    this.name = 'DomainError'
    this.code = code
    this.details = details
  }
}
