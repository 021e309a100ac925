import { pattern } from './pattern.ts'

const CLOSING =
  /(?:^|[\s.?!])(?:(?:best|kind|warm|many)\s+)?(?:regards|cheers|sincerely|best wishes|hth|yours truly|ciao)\b[\s,.!-]/i
const DISCLAIMER = pattern(String.raw`
  (?:disclaimer|notice:|confidential|intended recipient|this (?:e-?mail|message) (?:and|is|may)|no responsibility
  |stated otherwise|(?:opinions|views) (?:expressed|are)|liabilit|registered charity|unsubscribe|sent from my)`)

/**
 * A letter without its closing, signature and legal notice. A closing counts only behind the first words, and the
 * author's own first name counts as a signature only where it stands as a sentence of its own.
 */
export function withoutSignature(text: string, author: string): string {
  if (text.length < 30) return text
  let end = text.length
  const closing = CLOSING.exec(text.slice(15))
  if (closing) end = Math.min(end, closing.index + 16)
  const signed = signatureOf(author)?.exec(text)
  if (signed && signed.index > 15) end = Math.min(end, signed.index + 1)
  const notice = DISCLAIMER.exec(text)
  if (notice && notice.index > 15 && text.length > 200) end = Math.min(end, sentenceStart(text, notice.index))
  return text.slice(0, end).trim()
}

const signatures = new Map<string, RegExp | null>()

/** Finds the author's first name behind a full stop, with nothing in small letters after it. */
function signatureOf(author: string): RegExp | null {
  let pattern = signatures.get(author)
  if (pattern === undefined) {
    const first = /\p{L}{3,}/u.exec(author)?.[0]
    pattern = first ? new RegExp(`[.?!:)]\\s+(?:-+\\s*)?${first}\\b(?!'s|[,:]? \\p{Ll})`, 'iu') : null
    if (signatures.size > 1000) signatures.clear()
    signatures.set(author, pattern)
  }
  return pattern
}

const sentenceStart = (text: string, index: number): number => {
  const before = text.slice(0, index)
  return Math.max(...['. ', '? ', '! ', '\n'].map((mark) => before.lastIndexOf(mark) + 1))
}
