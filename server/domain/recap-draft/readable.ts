import { DANGLING, FUNCTION_WORDS, VERBS } from './lexicon.ts'
import { pattern } from './pattern.ts'

/** The longest sentence that is told as it is, in words. */
export const MAX_WORDS = 38
const MIN_WORDS = 4
export const PRONOUNS = new Set(
  `i we you he she it they there everybody everyone somebody nobody people i'm i've i'll i'd we're we've we'll we'd you're
   you've you'll they're they've they'll they'd it's it'll that's there's he's she's let's`.split(/\s+/),
)
export const DETERMINERS = new Set(
  'the a an this that these those my our your his her its their some many most all each every one'.split(' '),
)
const SUBORDINATE =
  /^(?:if|when|while|because|although|though|since|unless|whereas|as|after|before|until|once|whether)\b/i
const BAD_START = pattern(String.raw`
  ^(?:'s|about|also|am|and|are|at|be|because|been|being|but|by|cos|cuz|depending|for|from|had|has|have|in|into|is|like|not|of
  |on|or|plus|so|than|that|then|to|was|were|whereas|which|who|whom|whose|with)\b`)

/** Whether a stranger could read it as a sentence: long enough, with a verb of its own, opened and closed properly. */
export function canStandAlone(text: string): boolean {
  const tokens = text.split(/\s+/)
  if (tokens.length < MIN_WORDS || tokens.length > MAX_WORDS) return false
  if (BAD_START.test(text) && !text.endsWith('?')) return false
  if (SUBORDINATE.test(text) && !/,\s/.test(text)) return false
  if (!hasMainVerb(text.replace(OPINION, '').split(' '))) return false
  if ((text.match(/["“”]/g)?.length ?? 0) % 2 === 1) return false
  if (/^(?:\S+ ){1,2}[—–-] /.test(text)) return false
  if (text.split('(').length !== text.split(')').length) return false
  return !hasLooseTail(text) && !DANGLING.has(plain(tokens.at(-1)!)) && !BROKEN_OFF.test(text)
}

const OPINION = /^(?:i (?:think|believe|guess|suppose|would say)|i'd say)(?: that)? /i
const BROKEN_OFF = /['’](?:ll|re|ve|d|m)[.]?$|[—–-][.?!]?$|\.\.\.$|…$/
const LOOSE_TAIL =
  /^(?:that|if|when|because|once|as|while|who|which|where|and|but|so|or|the|we|you|they|he|she|it|i)\b/i

const JOINS = /^(?:that|if|when|because|once|as|while|who|which|where|and|but|so|or) /i

/** Whether the piece behind the last pause starts a clause that it does not finish. */
function hasLooseTail(text: string): boolean {
  const pause = Math.max(text.lastIndexOf(', '), text.lastIndexOf('. '), text.lastIndexOf('— '))
  const tail = text.slice(pause + 2)
  const [, joined = ''] = /^(?:and|but|or) (\S+)/i.exec(tail) ?? []
  if (VERBS.has(plain(joined)) || /\p{Ll}{2}(?:ed|[^s]s)$/u.test(plain(joined))) return false
  return pause >= 0 && LOOSE_TAIL.test(tail) && !hasMainVerb(tail.replace(JOINS, '').split(' '))
}

const HIDES_A_CLAUSE = new Set('which who whom whose that where when if because while as what how whether'.split(' '))
const FOLLOWS_A_VERB = new Set(
  'the a an our my your their his her its it us them him me this that these those to in on at with for by from when not all more too'.split(
    ' ',
  ),
)
const PRECEDES_A_NOUN = new Set(
  'the a an our my your their his her its of in on at with for by from to these those some many all'.split(' '),
)

/**
 * A finite verb that belongs to the sentence and not to a clause hung into it. Verbs outside the list are guessed from
 * their ending and neighbours ("the shed leaks when", "the committee rejected the"). Behind "who", "that" and the like
 * the first verb is hidden, and a second one has to follow.
 */
export function hasMainVerb(tokens: readonly string[]): boolean {
  let inside = SUBORDINATE.test(tokens[0] ?? '')
  let hidden = 0
  let before = ''
  let wasVerb = false
  for (const [i, token] of tokens.entries()) {
    const word = plain(token)
    const next = plain(tokens[i + 1] ?? '')
    const isVerb = i === 0 ? /'(?:s|re|ve|ll|d|m)$/.test(word) : isFinite(word, before, next, tokens[i - 1]!)
    if (isVerb && !inside) return true
    if (isVerb && !wasVerb && ++hidden > 1) return true
    if (i > 0 && HIDES_A_CLAUSE.has(word)) [inside, hidden] = [true, 0]
    if (inside && /[,;—–]$/.test(token)) inside = false
    before = word
    wasVerb = isVerb || word === 'not'
  }
  return false
}

function isFinite(word: string, before: string, next: string, rawBefore: string): boolean {
  if (before === 'to') return false
  if (VERBS.has(word)) return !word.endsWith('ing') && word !== 'been' && word !== 'be'
  if (/'(?:re|ve|ll|d|m)$|n't$/.test(word)) return true
  if (/^(?:i|we|you|they|people)$/.test(before) && !FUNCTION_WORDS.has(word) && !/(?:ing|ly)$/.test(word)) return true
  const person = PRONOUNS.has(before) || /^\p{Lu}/u.test(rawBefore)
  if (/\p{Ll}{3}ed$/u.test(word)) return person || (FOLLOWS_A_VERB.has(next) && !PRECEDES_A_NOUN.has(before))
  return /\p{Ll}{2}[^s]s$/u.test(word) && FOLLOWS_A_VERB.has(next) && !PRECEDES_A_NOUN.has(before)
}

/** A token in small letters without the punctuation around it. */
export const plain = (token: string): string =>
  token
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/^["'([]+|["')\],.;:?!…]+$/g, '')
