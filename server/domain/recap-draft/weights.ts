import { rarity } from './frequencies.ts'
import { isContent, termOf, words } from './tokens.ts'
import type { Turn } from './turns.ts'

/** What each stem is worth, and which lower-case words the conversation knows. */
export type Weights = { of: (term: string) => number; knows: (word: string) => boolean }

/**
 * Weighs stems by how often they were said, by how many people, and by how rare they are in everyday English
 * (tf-idf after Sparck Jones 1972; Luhn, "The automatic creation of literature abstracts", 1958, for the idea that what
 * is repeated matters). Words of the title and of the names of the people weigh more and nothing.
 */
export function weightsOf(turns: readonly Turn[], title: string | null, names: ReadonlySet<string>): Weights {
  const said = new Map<string, { count: number; authors: Set<string>; rarity: number }>()
  const small = new Set<string>()
  for (const turn of turns) {
    for (const part of turn.parts) {
      for (const [word] of part.text.matchAll(/\b\p{Ll}[\p{Ll}']+/gu)) small.add(word)
      for (const word of words(part.text)) {
        if (!isContent(word)) continue
        const term = termOf(word)
        const entry = said.get(term) ?? { count: 0, authors: new Set(), rarity: 1 }
        entry.count++
        entry.authors.add(turn.author)
        entry.rarity = Math.min(entry.rarity, rarity(word))
        said.set(term, entry)
      }
    }
  }
  const inTitle = new Set(
    words(title ?? '')
      .filter(isContent)
      .map(termOf),
  )
  const weights = new Map<string, number>()
  for (const [term, entry] of said) {
    const shared = 1 + 0.25 * Math.log2(entry.authors.size)
    const weight = Math.log2(1 + entry.count) * entry.rarity * shared * (inTitle.has(term) ? 1.3 : 1)
    weights.set(term, names.has(term) ? 0 : weight)
  }
  return { of: (term) => weights.get(term) ?? 0, knows: (word) => small.has(word) }
}
