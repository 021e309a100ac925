import { DomainError, type ErrorCode, type Refusal } from '../../shared/errors.ts'

const statuses: Record<ErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  timed_out: 403,
  not_found: 404,
  full: 409,
  conflict: 409,
  off_record: 409,
  closed: 410,
  too_large: 413,
  infeasible: 422,
  too_many: 429,
  internal: 500,
  unavailable: 503,
}

/** What an error becomes on its way out. `isSurprise`: nobody foresaw it, so it belongs in the log, once. */
export type Translated = { status: number; refusal: Refusal; isSurprise: boolean }

/** The one translator of this edge. An answer never carries a stack, a query or a piece of what was sent. */
export function translate(error: unknown): Translated {
  if (error instanceof DomainError) return refused(statuses[error.code], { code: error.code, details: error.details })
  const status = statusIn(error)
  const known = Object.entries(byStatus).find(([number]) => Number(number) === status)
  if (known && status !== null) return refused(status, known[1])
  if (status !== null && status >= 400 && status < 500) return refused(status, { code: 'invalid', details: {} })
  return { status: 500, refusal: { code: 'internal', details: {} }, isSurprise: true }
}

// What Fastify refuses by itself, before any of Kith's code.
const byStatus: Record<number, Refusal> = {
  401: { code: 'unauthenticated', details: {} },
  403: { code: 'forbidden', details: {} },
  404: { code: 'not_found', details: {} },
  413: { code: 'too_large', details: {} },
  415: { code: 'invalid', details: { reason: 'content_type' } },
  429: { code: 'too_many', details: {} },
  503: { code: 'unavailable', details: {} },
}

const refused = (status: number, refusal: Refusal): Translated => ({ status, refusal, isSurprise: false })

function statusIn(error: unknown): number | null {
  if (!(error instanceof Error) || !('statusCode' in error)) return null
  return typeof error.statusCode === 'number' ? error.statusCode : null
}
