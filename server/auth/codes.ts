import { randomBytes, randomInt } from 'node:crypto'

// Without 0 O 1 I L U: nothing that is read for something else, on paper or aloud.
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const TYPED_LENGTH = 8
const typed = new RegExp(`^[${ALPHABET}]{${TYPED_LENGTH}}$`)

/** A secret that nobody types: 256 bits for a cookie, 128 for a link. */
export function newSecret(bits: 128 | 256): string {
  return randomBytes(bits / 8).toString('base64url')
}

/** A code short enough to type: 39 bits, for ten minutes, once, behind a hard limit on tries. */
export function newTypedCode(): string {
  return Array.from({ length: TYPED_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

/** The number of four digits that a link needs in another browser: three tries, so one guess in three thousand is right. */
export function newNumber(): string {
  return String(randomInt(1_000, 10_000))
}

/** `ABCD-EFGH`, as it is shown. */
export function shownCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** A code as it was made, however a person has typed it; codes of links come back as they are. */
export function readCode(text: string): string {
  return isTypedCode(text) ? bare(text) : text.trim()
}

/** Whether this could be one of the short codes, which alone can be guessed. */
export function isTypedCode(text: string): boolean {
  return typed.test(bare(text))
}

const bare = (text: string) => text.replace(/[\s-]/g, '').toUpperCase()
