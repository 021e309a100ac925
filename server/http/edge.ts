import type { FastifyRequest } from 'fastify'
import { DomainError } from '../../shared/errors.ts'
import type { Door } from '../auth/door.ts'
import type { PasskeyStore } from '../domain/passkey-store.ts'
import type { Ports } from '../domain/ports.ts'
import type { SignIn, SignInStore } from '../domain/sign-in-store.ts'
import type { Polling } from '../live/polling.ts'
import type { Assets } from '../live/redis-assets.ts'
import type { Addresses } from './addresses.ts'
import type { Limits } from './limits.ts'
import type { PageStyles } from './page.ts'

/** What the routes stand on. */
export type Edge = Door & {
  ports: Ports
  store: SignInStore
  passkeyStore: PasskeyStore
  limits: Limits
  polling: Polling
  styles: PageStyles
  assets: Assets
  addresses(): Addresses
  /** Closes the sockets of a sign-in that has just ended. */
  onSignedOut(signInId: string): void
}

/** Who asks; null for nobody. A bearer token wins over a cookie, because only a program sends one. */
export function findSignedIn(edge: Edge, { headers }: FastifyRequest): Promise<SignIn | null> {
  const token = /^Bearer ([\w.-]+)$/.exec(headers.authorization ?? '')?.[1]
  if (headers.authorization !== undefined && token === undefined) return Promise.resolve(null)
  return edge.authenticate({ cookie: headers.cookie, token })
}

/** Who asks; refuses nobody as `unauthenticated`. */
export async function getSignedIn(edge: Edge, request: FastifyRequest): Promise<SignIn> {
  const signIn = await findSignedIn(edge, request)
  if (!signIn) throw new DomainError('unauthenticated')
  return signIn
}
