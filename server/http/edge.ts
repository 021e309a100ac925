import type { FastifyRequest } from 'fastify'
import { DomainError } from '../../shared/errors.ts'
import type { Authenticate } from '../auth/authenticate.ts'
import type { CookieForm } from '../auth/cookie.ts'
import type { Keys } from '../auth/keys.ts'
import type { MagicLink } from '../auth/magic-link.ts'
import type { SignIns } from '../auth/sign-ins.ts'
import type { Tokens } from '../auth/tokens.ts'
import type { Ports } from '../domain/ports.ts'
import type { SignIn, SignInStore } from '../domain/sign-in-store.ts'
import type { Addresses } from './addresses.ts'
import type { Answers } from './answers.ts'
import type { Limits } from './limits.ts'
import type { PageStyles } from './page.ts'

/** What the routes stand on. */
export type Edge = {
  ports: Ports
  keys: Keys
  store: SignInStore
  signIns: SignIns
  tokens: Tokens
  magicLink: MagicLink
  authenticate: Authenticate
  cookie: CookieForm
  limits: Limits
  answers: Answers
  styles: PageStyles
  addresses(): Addresses
  /** Closes the sockets of a sign-in that has just ended, on every node. */
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
