import { rarity } from './frequencies.ts'
import { FUNCTION_WORDS } from './lexicon.ts'

/** What was said, told by somebody else. `knows` says whether a word was seen in lower case in this conversation. */
export type Report = { author: string; text: string; knows: (word: string) => boolean }

/**
 * Reported speech in English: "I will send it" by Ada becomes "Ada will send it", "let's meet" becomes "Ada proposed that
 * we meet", anything else "Ada said that ...". The first person singular turns into "they", which fits everybody, and
 * nothing else is reworded.
 */
export function reported({ author, text, knows }: Report): string {
  const body = text.replace(/[\s.…;,:!]+$/, '').replace(/\bi(?=['’ ])/g, 'I')
  if (body.endsWith('?') || QUESTION.test(body)) return `${author} asked: ${capitalised(body.replace(/\?$/, ''))}?`
  if (IMPERATIVE.test(body)) return `${author}: ${capitalised(inThirdPerson(author, body))}`
  const opinion =
    /^(?:and )?(?:i(?: do)? (?:think|believe|guess|suppose|would say|would think)|i'd say|in my opinion,?|it seems to me)(?: that)? (?=\S+ \S+ \S+)(?!about|of\b|so\b)/i.exec(
      body,
    )
  if (opinion) return `${author} thinks that ${inThirdPerson(author, lowered(body.slice(opinion[0].length), knows))}`
  const proposal = /^(?:let's|let us|why don't we|shall we|how about we) (?!see\b|me\b)/i.exec(body)
  if (proposal) return `${author} proposed that we ${inThirdPerson(author, body.slice(proposal[0].length))}`
  const own =
    /^i (will|would|can|could|should|must|might|had|did|wanted|needed|tried|found|used|made|took|saw|thought|went|got|put|wrote|built|heard|noticed|started|talked|looked|ran|read|sent|spent|agreed|checked|changed|fixed|(?!need)\p{L}+ed) /iu.exec(
      body,
    )
  if (own) return `${author} ${inThirdPerson(author, body.slice(2))}`
  if (/^agree(?:d)? with /i.test(body))
    return `${author} agrees ${inThirdPerson(author, body.slice(body.indexOf(' ') + 1))}`
  for (const [pattern, verb] of OWN) {
    if (pattern.test(body)) return `${author} ${verb} ${inThirdPerson(author, body.replace(pattern, ''))}`
  }
  const present =
    /^i (want|need|like|agree|hope|know|see|use|work|suggest|propose|recommend|prefer|feel|expect|plan|find|support|oppose|understand|wonder|doubt|remember) /i.exec(
      body,
    )
  if (present) return `${author} ${present[1]!.toLowerCase()}s ${inThirdPerson(author, body.slice(present[0].length))}`
  return `${author} said that ${inThirdPerson(author, lowered(body, knows))}`
}

const QUESTION =
  /^(?:(?:why|how|where|when|what|who|which) (?:not|is|are|was|were|do|does|did|can|could|should|would|will|about)|do|does|did|is|are|was|were|can|could|should|would|will|have|has) (?:i|we|you|they|he|she|it|there|this|that|the|anybody|anyone|any one|somebody)\b|^why not\b|^(?:does|did) |^(?:what|how|why|when|where|who) (?:should|can|could|would|do|does|did|will) |, (?:would|do|did|can|could|should|will|are|have) (?:you|we|i) |^(?:what|which|how)\b.{1,30} (?:are|do|did|is|can|could|should|would|will|have) (?:you|we|they|i)\b|^(?:which|how)\b.{1,20} (?:is|are|do|does|did|can|should|would|will) (?:the|it|this|that)\b/i
const IMPERATIVE =
  /^(?:take|use|check|don't|do not|do|try|see|look|get|make|identify|give|send|ask|put|keep|start|stop|add|remove|include|select|choose|imagine|consider|note|remember|estimate|run|write|read|set|build|suppose|let|click|open|change|go|come|better|please|contact|feel free|tell|stay|call|bring|visit) (?!is\b|are\b|was\b|of\b)/i

const OWN: readonly (readonly [RegExp, string])[] = [
  [/^(?:i'm|i am) /i, 'is'],
  [/^(?:i've|i have) /i, 'has'],
  [/^i'll /i, 'will'],
  [/^i was /i, 'was'],
  [/^i don't /i, "doesn't"],
  [/^i didn't /i, "didn't"],
  [/^i can't /i, "can't"],
]

const FIRST_PERSON: readonly (readonly [RegExp, string])[] = [
  [/\bI am\b/g, 'they are'],
  [/\bI['’]m\b/g, 'they are'],
  [/\bI was\b/g, 'they were'],
  [/\bI wasn['’]t\b/g, "they weren't"],
  [/\bam I\b/g, 'are they'],
  [/\bwas I\b/g, 'were they'],
  [/\bI(?=['’](?:ve|ll|d)\b)/g, 'they'],
  [/\bI\b(?![-.\/])/g, 'they'],
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
export function lowered(text: string, knows: (word: string) => boolean): string {
  const first = /^[\p{L}'’]+/u.exec(text)?.[0] ?? ''
  if (/^\S+ \p{Lu}\p{Ll}/u.test(text) && !FUNCTION_WORDS.has(first.toLowerCase())) return text
  const small = first.toLowerCase().replaceAll('’', "'")
  if (first === '' || /^I(?:'|$)/.test(first) || /\p{Lu}/u.test(first.slice(1))) return text
  return FUNCTION_WORDS.has(small) || rarity(small) < 1 || small.endsWith('ly') || knows(small)
    ? small.charAt(0) + text.slice(1)
    : text
}

export const capitalised = (text: string): string => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
