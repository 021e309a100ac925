import { DANGLING, FUNCTION_WORDS } from './lexicon.ts'
import { canStandAlone, DETERMINERS, MAX_WORDS, plain, PRONOUNS } from './readable.ts'
import { tidied } from './clean.ts'
import { pattern } from './pattern.ts'

const CONJUNCTIONS = new Set(
  'also although and because but cos if or plus since so then though unless when whereas which while'.split(' '),
)
const OPENERS = pattern(String.raw`
  ^(?:absolutely|actually|again|agreed|alright|also|although|and|anyway|apologies|awesome|basically|because|btw|but
  |by the way|'?cause|certainly|clearly|cool|cuz|exactly|finally|first of all|firstly|furthermore|good (?:point|idea|question)
  |great|hello|hey|hi|however|i guess|i mean|in fact|indeed|kind of|lastly|like|look|love it|meanwhile|moreover
  |nevertheless|nice(?: one)?|no|now|obviously|of course|oh|ok|okay|on the other hand|or|perfect|personally|please|plus
  |right|as i said|secondly|see|similarly|so|sorry|sort of|sure
  |(?:thanks|thank you)(?: (?:everybody|everyone|all|so much|very much|a lot|both|again))*
  |then|therefore|thirdly|though|to be honest|well|wow|yeah|yep|yes|you know|you see)
  (?:[,.:—-]+\s*|\s+)(?=\S)`)
const CLOSERS = pattern(String.raw`
  ,? (?:or something|or whatever|and so on|and stuff|and everything|and all that|or not|you know|right|okay|i think|i guess
  |i suppose|as well)([.?!]*)$`)
const CONDITION = pattern(String.raw`
  ^(?:(?:and|but|so|or|because|then|well|only|even|except),? )*
  (?:if|unless|when|whenever|until|whether|suppose|provided|assuming|except|in case)\b`)
const VOCATIVE =
  /^(?:(?:hi|hello|dear|hey) )?\p{Lu}[\p{L}-]+(?: \p{L}[\p{L}-]+)?(?:,|:| -) (?=(?:I|I['’]\p{L}+|you|we|do|did|can|could|would|what|how|why)\b)/u
/**
 * The shortest tellings of a sentence: the sentence itself where it fits, and every run of neighbouring clauses of it
 * that can stand alone. A clause starts at a conjunction or a comma that a subject follows. Nothing is reworded, so
 * what comes out is a piece of what was said (clause-level extraction after Knight and Marcu, "Summarization beyond
 * sentence extraction", 2002, with hand-made rules instead of a learned model).
 */
export function tellings(sentence: string): string[] {
  const tokens = sentence
    .replace(/([—–])/g, ' $1 ')
    .split(/\s+/)
    .filter(Boolean)
  const found = new Set<string>()
  for (const piece of unbroken(tokens)) addTellings(piece, found)
  return [...found]
}

/** Speech that was taken down loses full stops: a small word with a capital in mid-sentence starts another one. */
function unbroken(tokens: readonly string[]): string[][] {
  const pieces: string[][] = [[]]
  for (const [i, token] of tokens.entries()) {
    const breaks =
      i > 0 && /^\p{Lu}\p{Ll}/u.test(token) && FUNCTION_WORDS.has(plain(token)) && /\p{Ll},?$/u.test(tokens[i - 1]!)
    if (breaks && !/^I['’]/.test(token)) pieces.push([])
    pieces.at(-1)!.push(token)
  }
  return pieces
}

function addTellings(tokens: readonly string[], found: Set<string>): void {
  const starts = clauseStarts(tokens)
  const opening = (at: number): string => tokens.slice(starts[at], starts[at]! + 3).join(' ')
  const isQuestion = /\?["')]*$/.test(tokens.at(-1) ?? '')
  for (let from = 0; from < starts.length; from++) {
    // What hangs on a condition is never told without it, nor a piece of a question as if it were said.
    const joined = from > 1 && /^(?:and|but|so|or)\b/i.test(opening(from))
    if (from > 0 && !joined && CONDITION.test(opening(from - 1))) continue
    for (let to = from + 1; to <= starts.length && to - from <= 4; to++) {
      if (to < starts.length && (isQuestion || CONDITION.test(opening(to)))) continue
      const span = tokens.slice(starts[from], starts[to] ?? tokens.length)
      if (span.length > MAX_WORDS + 4) break
      const text = trimmedClause(span.join(' '), from === 0)
      if (text && canStandAlone(text)) found.add(text)
    }
  }
}

function clauseStarts(tokens: readonly string[]): number[] {
  const starts = [0]
  for (let i = 2; i < tokens.length - 2; i++) {
    const word = plain(tokens[i]!)
    const pause = /[,;:—–]["')]?$/.test(tokens[i - 1]!) || /^[—–-]$/.test(tokens[i - 1]!)
    const next = plain(tokens[i + 1]!)
    const nextOpens = PRONOUNS.has(next) || (pause && (DETERMINERS.has(next) || /^\p{Lu}/u.test(tokens[i + 1]!)))
    const joins = CONJUNCTIONS.has(word) && nextOpens
    if ((joins || (pause && PRONOUNS.has(word))) && i - starts.at(-1)! >= 2) starts.push(i)
  }
  return starts
}

/** A clause without its opening conjunctions and broken-off end; null when nothing is left. */
export function trimmedClause(raw: string, isStart: boolean): string | null {
  let text = tidied(raw.replace(/^["'(<>—–*•-]+\s*/, '').replace(VOCATIVE, ''))
  for (let i = 0; i < 4; i++) {
    const shorter = text.replace(OPENERS, '').replace(/^(?:I think|I believe|I guess), /i, '')
    if (shorter === text) break
    text = shorter
  }
  text = text.replace(/[\s,;:—–-]+$/, '')
  if (!isStart || !/[.?!]$/.test(text)) {
    const tokens = text.split(' ')
    while (tokens.length > 0 && DANGLING.has(plain(tokens.at(-1)!)) && !/[.?!]$/.test(tokens.at(-1)!)) tokens.pop()
    text = tokens.join(' ').replace(/[\s,;:—–-]+$/, '')
  }
  text = withPairedQuotes(text.replace(CLOSERS, (_, end: string) => (end.includes('?') ? '?' : '')))
  return text.length > 0 ? text : null
}

/** Without the half of a pair of quotation marks whose other half lies outside the clause. */
function withPairedQuotes(text: string): string {
  const marks = [...text.matchAll(/"/g)].map(({ index }) => index)
  // The first one is a half if it closes something, else the last one is.
  const closes = /[^\s(]/.test(text.charAt((marks[0] ?? 0) - 1))
  const half = (closes ? marks[0] : marks.at(-1)) ?? 0
  const paired = marks.length % 2 === 0 ? text : text.slice(0, half) + text.slice(half + 1)
  // In German the mark that opens in English closes.
  if (paired.includes('„')) return paired
  return paired.split('“').length === paired.split('”').length ? paired : paired.replace(/[“”]/g, '')
}
