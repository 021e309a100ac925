import { DANGLING, FUNCTION_WORDS, VERBS } from './lexicon.ts'
import { tidied } from './clean.ts'

const MAX_WORDS = 38
const MIN_WORDS = 4
const CONJUNCTIONS = new Set([
  'and',
  'but',
  'so',
  'or',
  'because',
  'then',
  'although',
  'though',
  'whereas',
  'plus',
  'also',
  'cos',
  'since',
  'while',
  'if',
  'when',
  'unless',
  'which',
])
const OPENERS =
  /^(?:and|but|so|or|because|then|well|yeah|yes|yep|no|okay|ok|right|oh|now|also|anyway|actually|basically|obviously|certainly|indeed|again|firstly|secondly|thirdly|lastly|finally|first of all|of course|you see|i mean|i guess|as i said|in fact|you know|to be honest|like|plus|though|although|alright|sure|absolutely|exactly|see|look|furthermore|meanwhile|however|nevertheless|personally|therefore|surely|hopefully|clearly|moreover|similarly|cuz|cause|'cause|on the other hand|by the way|btw|hi|hello|thank you(?: very much)?|thanks|please|sorry|apologies|perhaps|maybe|sort of|kind of)(?:[,.:—-]+\s*|\s+)(?=\S)/i
const PRONOUNS = new Set(
  `i we you he she it they there everybody everyone somebody nobody people i'm i've i'll i'd we're we've we'll we'd you're
   you've you'll they're they've they'll they'd it's it'll that's there's he's she's let's`.split(/\s+/),
)
const DETERMINERS = new Set('the a an this that these those my our your his her its their some many most all each every one'.split(' '))
const VOCATIVE = /^(?:(?:hi|hello|dear|hey) )?\p{Lu}[\p{L}-]+(?: \p{L}[\p{L}-]+)?(?:,|:| -) (?=(?:I|I['’]\p{L}+|you|we|do|did|can|could|would|what|how|why)\b)/u
const SUBORDINATE =
  /^(?:if|when|while|because|although|though|since|unless|whereas|as|after|before|until|once|whether)\b/i
const BAD_START =
  /^(?:of|to|than|which|who|whose|whom|for|from|with|by|on|in|at|into|about|that|'s|is|are|was|were|be|been|being|has|have|had|not|or|and|but|so|because|then|whereas|plus|also|cos|cuz|am|like|depending)\b/i

/**
 * The shortest tellings of a sentence: the sentence itself where it fits, and every run of neighbouring clauses of it
 * that can stand alone. A clause starts at a conjunction or a comma that a subject follows. Nothing is reworded, so
 * what comes out is a piece of what was said (clause-level extraction after Knight and Marcu, "Summarization beyond
 * sentence extraction", 2002, with hand-made rules instead of a learned model).
 */
export function tellings(sentence: string): string[] {
  const tokens = sentence.replace(/([—–])/g, ' $1 ').split(/\s+/).filter(Boolean)
  const found = new Set<string>()
  for (const piece of unbroken(tokens)) addTellings(piece, found)
  return [...found]
}

/** Speech that was taken down loses full stops: a small word with a capital in mid-sentence starts another one. */
function unbroken(tokens: readonly string[]): string[][] {
  const pieces: string[][] = [[]]
  for (const [i, token] of tokens.entries()) {
    const breaks = i > 0 && /^\p{Lu}\p{Ll}/u.test(token) && FUNCTION_WORDS.has(plain(token)) && /\p{Ll},?$/u.test(tokens[i - 1]!)
    if (breaks && !/^I['’]/.test(token)) pieces.push([])
    pieces.at(-1)!.push(token)
  }
  return pieces
}

function addTellings(tokens: readonly string[], found: Set<string>): void {
  const starts = clauseStarts(tokens)
  for (let from = 0; from < starts.length; from++) {
    for (let to = from + 1; to <= starts.length && to - from <= 4; to++) {
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
  let text = tidied(raw.replace(/^["'(—–*•-]+\s*/, '').replace(VOCATIVE, ''))
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
  text = text.replace(
    /,? (?:or something|or whatever|and so on|and stuff|and everything|and all that|or not|you know|right|okay|i think|i guess|i suppose|as well)([.?!]*)$/i,
    (_, end) => (end.includes('?') ? '?' : ''),
  )
  return text.length > 0 ? text : null
}

/** Whether a stranger could read it as a sentence: long enough, with a verb of its own, opened and closed properly. */
export function canStandAlone(text: string): boolean {
  const tokens = text.split(/\s+/)
  if (tokens.length < MIN_WORDS || tokens.length > MAX_WORDS) return false
  if (BAD_START.test(text) && !/\?$/.test(text)) return false
  if (SUBORDINATE.test(text) && !/,\s/.test(text)) return false
  if (!hasMainVerb(text.replace(OPINION, '').split(' '))) return false
  if ((text.match(/["“”]/g)?.length ?? 0) % 2 === 1) return false
  if (text.split('(').length !== text.split(')').length) return false
  const tail = text.slice(Math.max(text.lastIndexOf(', '), text.lastIndexOf('. '), text.lastIndexOf('— ')) + 2)
  if (tail !== text && LOOSE_TAIL.test(tail) && !hasMainVerb(tail.split(' ').slice(1))) return false
  return !DANGLING.has(plain(tokens.at(-1)!)) && !/['’](?:ll|re|ve|d|m)[.]?$/.test(text) && !/[—–-][.?!]?$|\.\.\.$|…$/.test(text)
}

const OPINION = /^(?:i (?:think|believe|guess|suppose|would say)|i'd say)(?: that)? /i
const LOOSE_TAIL = /^(?:that|if|when|because|once|as|while|who|which|where|and|but|so|or|the|we|you|they|he|she|it|i)\b/i
const RELATIVE = new Set(['which', 'who', 'whom', 'whose', 'that', 'where', 'when', 'if', 'because', 'while', 'as', 'to', 'what', 'how', 'whether'])

/** A verb that belongs to the sentence and not to a clause hung into it; a past form counts behind a person. */
function hasMainVerb(tokens: readonly string[]): boolean {
  const subordinate = SUBORDINATE.test(tokens[0] ?? '')
  let inside = subordinate
  for (const [i, token] of tokens.entries()) {
    const word = plain(token)
    if (i > 0 && !inside) {
      const finite = VERBS.has(word) && !(word.endsWith('ing') || ['been', 'be'].includes(word))
      const past = /\p{Ll}{3}ed$/u.test(word) && (PRONOUNS.has(plain(tokens[i - 1]!)) || /^\p{Lu}/u.test(tokens[i - 1]!))
      const joined = /'(?:re|ve|ll|d|m)$|n't$/.test(word)
      if (finite || past || joined) return true
    } else if (i === 0 && /'(?:s|re|ve|ll|d|m)$/.test(word)) return true
    if (i > 0 && RELATIVE.has(word)) inside = true
    if (inside && /[,;—–]$/.test(token)) inside = false
  }
  return false
}

const plain = (token: string): string =>
  token
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^["'(\[]+|["')\],.;:?!…]+$/g, '')
