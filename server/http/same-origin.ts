import type { FastifyRequest } from 'fastify'
import { DomainError } from '../../shared/errors.ts'

/**
 * Refuses what a page of somebody else's could send in a member's name. Browsers say where a request comes from, in
 * `Origin` and in `Sec-Fetch-Site` (over plain http only the first); without either, a cookie proves nothing.
 */
export function refuseForeign(request: FastifyRequest, isAllowed: (origin: string) => boolean): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const { origin, cookie } = request.headers
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') throw foreign()
  if (origin === undefined ? cookie !== undefined : !isAllowed(origin)) throw foreign()
}

const foreign = () => new DomainError('forbidden', { reason: 'origin' })
