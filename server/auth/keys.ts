import { createCipheriv, createDecipheriv, createHmac, createSecretKey } from 'node:crypto'
import { hkdfSync, randomBytes, type KeyObject } from 'node:crypto'

/** What is derived from an installation's secret, one key for each purpose. */
export type Keys = {
  /** A keyed hash of what a command says, to recognise its repetition without keeping its words. */
  digest(content: unknown): string
  /** How codes and the cookie's secret are kept: without the secret nobody can try codes against a stolen database. */
  hashCode(code: string): string
  /** A code of 128 bits that follows from a subject, so that it need not be stored to be shown again. */
  deriveCode(purpose: 'invite' | 'first', subject: string): string
  /** Random-looking bytes that follow from a subject. */
  deriveBytes(purpose: 'newcomer', subject: string): Buffer
  /** Seals an address so that only its own row opens it. */
  sealEmail(email: string, personId: string): string
  openEmail(sealed: string, personId: string): string
  /** Finds an address again without opening any. */
  indexEmail(email: string): string
  tokenKey: Uint8Array
}

export function deriveKeys(secret: string): Keys {
  const bytes = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'kith', purpose, 32))
  // As bytes a key is looked at anew for each use, which takes longer than the use itself.
  const key = (purpose: string) => createSecretKey(bytes(purpose))
  const hmac = (under: KeyObject, text: string) => createHmac('sha256', under).update(text).digest()
  const digests = key('command digest')
  const codes = key('code hash')
  const derived = key('derived code')
  const emails = key('email seal')
  const emailIndex = key('email index')
  return {
    digest: (content) => hmac(digests, canonical(content)).toString('base64url'),
    hashCode: (code) => hmac(codes, code).toString('base64url'),
    deriveCode: (purpose, subject) => hmac(derived, `${purpose}:${subject}`).subarray(0, 16).toString('base64url'),
    deriveBytes: (purpose, subject) => hmac(derived, `${purpose}:${subject}`),
    sealEmail: (email, personId) => seal(emails, email, personId),
    openEmail: (sealed, personId) => open(emails, sealed, personId),
    indexEmail: (email) => hmac(emailIndex, email).toString('base64url'),
    tokenKey: bytes('access token'),
  }
}

/** JSON with the keys of every object in order: equal content gives equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

const VERSION = 'v1'

function seal(key: KeyObject, text: string, owner: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`
}

function open(key: KeyObject, sealed: string, owner: string): string {
  const [version, rest = ''] = sealed.split('.')
  if (version !== VERSION) throw new Error('sealed by a version of Kith that this one does not know')
  const bytes = Buffer.from(rest, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
  decipher.setAAD(Buffer.from(owner)).setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
