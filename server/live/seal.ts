import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomFillSync } from 'node:crypto'

/** Seals what leaves the node and opens what comes back: whoever reaches Redis can neither read nor forge it. */
export type Seal = {
  close(plain: string, context: string): Buffer
  /** Null for anything that was not sealed with the same key for the same context. */
  open(sealed: Buffer, context: string): string | null
}

const cipher = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16
const noncesAtOnce = 512

export function createSeal(secret: string, purpose: string): Seal {
  // As bytes the key would be looked at anew for each notice, which takes eight times as long as sealing it.
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `kith ${purpose}`, 32)))
  const nextNonce = randomNonces()
  return {
    close(plain, context) {
      const nonce = nextNonce()
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(context))
      const body = Buffer.concat([sealing.update(plain, 'utf8'), sealing.final()])
      return Buffer.concat([nonce, sealing.getAuthTag(), body])
    },

    open(sealed, context) {
      if (sealed.length < nonceBytes + tagBytes) return null
      const tag = sealed.subarray(nonceBytes, nonceBytes + tagBytes)
      try {
        const opening = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
        opening.setAAD(Buffer.from(context)).setAuthTag(tag)
        return opening.update(sealed.subarray(nonceBytes + tagBytes), undefined, 'utf8') + opening.final('utf8')
      } catch {
        return null
      }
    },
  }
}

/** Nonces of random bytes, drawn many at a time: each is used once. */
function randomNonces(): () => Buffer {
  const drawn = Buffer.alloc(noncesAtOnce * nonceBytes)
  let at = drawn.length
  return () => {
    if (at === drawn.length) {
      randomFillSync(drawn)
      at = 0
    }
    at += nonceBytes
    return drawn.subarray(at - nonceBytes, at)
  }
}
