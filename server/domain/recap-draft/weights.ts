import { rarity } from './frequencies.ts'
import { FUNCTION_WORDS, VERBS } from './lexicon.ts'
import { termOf, terms, words } from './tokens.ts'
import type { Turn } from './turns.ts'

/** What each stem is worth, and which lower-case words the conversation knows. */
export type Weights = {
  of: (term: string) => number
  knows: (word: string) => boolean
  isFragment: (word: string) => boolean
}

/**
 * Weighs stems by how often they were said, by how many people, and by how rare they are in everyday English
 * (tf-idf after Sparck Jones 1972; Luhn, "The automatic creation of literature abstracts", 1958, for the idea that what
 * is repeated matters). Words of the title weigh more, names of the people nothing.
 */
export function weightsOf(turns: readonly Turn[], title: string | null, names: ReadonlySet<string>): Weights {
  const said = new Map<string, { count: number; authors: Set<string>; rarity: number }>()
  const small = new Set<string>()
  const counts = new Map<string, number>()
  for (const turn of turns) {
    for (const part of turn.parts) {
      for (const [word] of part.text.matchAll(/\b\p{Ll}[\p{Ll}']+/gu)) small.add(word)
      for (const word of words(part.text)) {
        counts.set(word, (counts.get(word) ?? 0) + 1)
        const term = termOf(word)
        if (term === null) continue
        const entry = said.get(term) ?? { count: 0, authors: new Set(), rarity: 1 }
        entry.count++
        entry.authors.add(turn.author)
        entry.rarity = Math.min(entry.rarity, rarity(word))
        said.set(term, entry)
      }
    }
  }
  const inTitle = terms(title ?? '')
  const weights = new Map<string, number>()
  for (const [term, entry] of said) {
    const shared = 1 + 0.25 * Math.log2(entry.authors.size)
    const weight = Math.log2(1 + entry.count) * entry.rarity * shared * (inTitle.has(term) ? 1.3 : 1)
    weights.set(term, names.has(term) ? 0 : weight)
  }
  return { of: (term) => weights.get(term) ?? 0, knows: (word) => small.has(word), isFragment: fragmentsIn(counts) }
}

/** Words said once that begin a word said more often: cut off, most likely ("phoneti" where others say "phonetic"). */
function fragmentsIn(counts: ReadonlyMap<string, number>): (word: string) => boolean {
  const beginnings = new Set<string>()
  for (const [word, count] of counts) {
    if (count > 1 || word.length > 7)
      for (let n = 2; n < Math.min(word.length - 1, 9); n++) beginnings.add(word.slice(0, n))
  }
  return (word) =>
    counts.get(word) === 1 &&
    rarity(word) === 1 &&
    !FUNCTION_WORDS.has(word) &&
    !VERBS.has(word) &&
    beginnings.has(word)
}
