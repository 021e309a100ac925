import type { FastifyReply, FastifyRequest } from 'fastify'
import { newSecret } from '../auth/codes.ts'
import { askingForm, readCookie, writeAskingCookie } from '../auth/cookie.ts'
import type { Edge } from './edge.ts'

/** Which browser this is that asks to be let in, as a hash; null for one that has never asked. */
export function findAsker(edge: Edge, { headers }: FastifyRequest): string | null {
  const secret = readCookie(askingForm(edge.cookie), headers.cookie)
  return secret === null ? null : edge.keys.hashCode(secret)
}

/** The same, and from now on the browser can be recognised: what it is sent, or asked to sign, belongs to it. */
export function getAsker(edge: Edge, request: FastifyRequest, reply: FastifyReply): string {
  const secret = readCookie(askingForm(edge.cookie), request.headers.cookie) ?? newSecret(256)
  reply.header('set-cookie', writeAskingCookie(edge.cookie, secret))
  return edge.keys.hashCode(secret)
}
