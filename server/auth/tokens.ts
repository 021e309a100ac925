import { jwtVerify, SignJWT, errors } from 'jose'
import type { Id } from '../../shared/ids.ts'

/** Bearer tokens for clients that keep no cookie: short-lived, and only as good as the sign-in behind them. */
export type Tokens = {
  make(signIn: { signInId: Id; personId: Id }): Promise<{ token: string; expiresAt: number }>
  /** The sign-in that a token stands on; null for anything that Kith did not make for this purpose. */
  read(token: string): Promise<Id | null>
}

const LIFE_S = 600
const ALGORITHM = 'HS256'
const TYPE = 'at+jwt'
const AUDIENCE = 'kith'

/** @param issuer names the installation: a token of another one is refused even under the same secret */
export function createTokens({ key, issuer }: { key: Uint8Array; issuer: string }): Tokens {
  return {
    async make({ signInId, personId }) {
      const now = Math.floor(Date.now() / 1_000)
      const token = await new SignJWT({ sid: signInId })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
        .setSubject(personId)
        .setIssuer(issuer)
        .setAudience(AUDIENCE)
        .setIssuedAt(now)
        .setExpirationTime(now + LIFE_S)
        .sign(key)
      return { token, expiresAt: (now + LIFE_S) * 1_000 }
    },
    async read(token) {
      // By itself jwtVerify takes any audience, issuer and type, and a token without an end: each is named here.
      const options = {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer,
        audience: AUDIENCE,
        maxTokenAge: LIFE_S,
        clockTolerance: 5,
        requiredClaims: ['exp', 'iat', 'sub', 'sid'],
      }
      try {
        const { payload, protectedHeader } = await jwtVerify(token, key, options)
        // There is one key: a header that points at another (kid, jku, jwk, x5u) is not Kith's.
        const isPlain = Object.keys(protectedHeader).every((name) => name === 'alg' || name === 'typ')
        return isPlain && typeof payload['sid'] === 'string' ? payload['sid'] : null
      } catch (error) {
        if (error instanceof errors.JOSEError) return null
        throw error
      }
    },
  }
}
