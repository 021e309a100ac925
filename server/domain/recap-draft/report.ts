import { rarity } from './frequencies.ts'
import { FUNCTION_WORDS } from './lexicon.ts'
import { pattern } from './pattern.ts'

/** What was said, told by somebody else. `knows` says whether a word was seen in lower case in this conversation. */
type Report = { author: string; text: string; knows: (word: string) => boolean }

/**
 * Reported speech in English: "I will send it" by Ada becomes "Ada will send it", "let's meet" becomes "Ada proposed that
 * we meet", anything else "Ada said that ...". The first person singular turns into "they", which fits everybody, and
 * nothing else is reworded.
 */
export function reported({ author, text, knows }: Report): string {
  const body = text
    .replaceAll('’', "'")
    .replace(/[\s.…;,:!]+$/, '')
    .replace(/\bi(?=[' ])/g, 'I')
  if (body.endsWith('?') || QUESTION.test(body)) return `${author} asked: ${capitalised(body.replace(/\?$/, ''))}?`
  if (IMPERATIVE.test(body)) return `${author}: ${capitalised(inThirdPerson(author, body))}`
  for (const [opening, verb] of OPENINGS) {
    const found = opening.exec(body)
    if (!found) continue
    const rest = body.slice(found[0].length)
    const own = (found[1] ?? '').toLowerCase()
    return `${author} ${verb.replace('$1', own)} ${inThirdPerson(author, verb.endsWith(' that') ? lowered(rest, knows) : rest)}`
  }
  return `${author} said that ${inThirdPerson(author, lowered(body, knows))}`
}

const QUESTION = pattern(String.raw`
  ^(?:(?:why|how|where|when|what|who|which) (?:not|is|are|was|were|do|does|did|can|could|should|would|will|about)
    |do|does|did|is|are|was|were|can|could|should|would|will|have|has)
    (?:i|we|you|they|he|she|it|there|this|that|the|anybody|anyone|any one|somebody)\b
  |^why not\b|^(?:does|did)(?= )
  |^(?:what|how|why|when|where|who) (?:should|can|could|would|do|does|did|will)\b
  |, (?:would|do|did|can|could|should|will|are|have) (?:you|we|i)\b
  |^(?:what|which|how)\b.{1,30} (?:are|do|did|is|can|could|should|would|will|have) (?:you|we|they|i)\b
  |^(?:which|how)\b.{1,20} (?:is|are|do|does|did|can|should|would|will) (?:the|it|this|that)\b`)

const IMPERATIVE = pattern(String.raw`
  ^(?:add|ask|better|bring|build|call|change|check|choose|click|come|consider|contact|do not|do|don't|estimate|feel free
  |get|give|go|identify|imagine|include|keep|let|look|make|note|open|please|put|read|remember|remove|run|see|select|send
  |set|start|stay|stop|suppose|take|tell|try|use|visit|write) (?!is\b|are\b|was\b|of\b)`)

/** How people speak of themselves, and what another says instead; $1 is the verb that they used. */
const OPENINGS: readonly (readonly [RegExp, string])[] = [
  [
    pattern(String.raw`^(?:i(?: do)? (?:think|believe|guess|suppose|would say|would think)|i'd say|in my opinion,?
      |it seems to me)(?: that)? (?=\S+ \S+ \S+)(?!about|of\b|so\b)`),
    'thinks that',
  ],
  [/^(?:let's|let us|why don't we|shall we|how about we) (?!see\b|me\b)/i, 'proposed that we'],
  [/^agree(?:d)? (?=with )/i, 'agrees'],
  [/^(?:i'm|i am) /i, 'is'],
  [/^(?:i've|i have) /i, 'has'],
  [/^i'll /i, 'will'],
  [/^i don't /i, "doesn't"],
  [
    pattern(String.raw`^i (agreed|built|can|can't|changed|checked|could|did|didn't|fixed|found|got|had|heard|looked|made|might
      |must|noticed|put|ran|read|saw|sent|should|spent|started|talked|thought|took|tried|used|wanted|was|went|will|would
      |wrote|(?!need)[a-z]+ed) `),
    '$1',
  ],
  [
    pattern(String.raw`^i (agree|doubt|expect|feel|find|hope|know|like|need|oppose|plan|prefer|propose|recommend|remember|see
      |suggest|support|understand|use|want|wonder|work) `),
    '$1s',
  ],
]

const FIRST_PERSON: readonly (readonly [RegExp, string])[] = [
  [/\bI am\b/g, 'they are'],
  [/\bI['’]m\b/g, 'they are'],
  [/\bI was\b/g, 'they were'],
  [/\bI wasn['’]t\b/g, "they weren't"],
  [/\bam I\b/g, 'are they'],
  [/\bwas I\b/g, 'were they'],
  [/\bI(?=['’](?:ve|ll|d)\b)/g, 'they'],
  [/\bI\b(?![-./])/g, 'they'],
  [/\bmyself\b/g, 'themselves'],
  [/\bme\b/g, 'them'],
  [/\bmine\b/g, 'theirs'],
  [/\bmy\b/gi, 'their'],
]

const inThirdPerson = (author: string, text: string): string => {
  let told = text.replace(
    /^(\p{Lu}\p{L}*(?: \p{Lu}\p{L}*)* and) I\b(?!['’])/u,
    (_, before: string) => `${before} ${author}`,
  )
  for (const [pattern, replacement] of FIRST_PERSON) told = told.replace(pattern, replacement)
  return told
}

/** The first letter made small, unless the word is a name, an acronym or "I". */
function lowered(text: string, knows: (word: string) => boolean): string {
  const first = /^[\p{L}'’]+/u.exec(text)?.[0] ?? ''
  if (/^\S+ \p{Lu}\p{Ll}/u.test(text) && !FUNCTION_WORDS.has(first.toLowerCase())) return text
  const small = first.toLowerCase().replaceAll('’', "'")
  if (first === '' || /^I(?:'|$)/.test(first) || /\p{Lu}/u.test(first.slice(1))) return text
  return FUNCTION_WORDS.has(small) || rarity(small) < 1 || small.endsWith('ly') || knows(small)
    ? small.charAt(0) + text.slice(1)
    : text
}

/** A text that begins with a capital, where its first letter has one. */
export const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
