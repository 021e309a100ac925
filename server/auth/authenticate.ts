import type { SignIn, SignInStore } from '../domain/sign-in-store.ts'
import { readCookie, type CookieForm } from './cookie.ts'
import type { Keys } from './keys.ts'
import type { Tokens } from './tokens.ts'

/** What somebody shows at the door: a browser's cookie header, or a bearer token. */
export type Credentials = { cookie?: string | undefined; token?: string | undefined }

export type Authenticate = (credentials: Credentials) => Promise<SignIn | null>

/**
 * Tells who is asking. The row is read each time and nothing is remembered: whoever signs out on one device, or is signed
 * out, is out with the next request, on every node.
 */
export function createAuthenticate(options: {
  store: SignInStore
  keys: Keys
  tokens: Tokens
  cookie: CookieForm
}): Authenticate {
  const { store, keys, tokens, cookie } = options
  return async (credentials) => {
    if (credentials.token !== undefined) {
      const signInId = await tokens.read(credentials.token)
      return signInId ? store.find({ signInId }) : null
    }
    const secret = readCookie(cookie, credentials.cookie)
    return secret ? store.find({ secretHash: keys.hashCode(secret) }) : null
  }
}
