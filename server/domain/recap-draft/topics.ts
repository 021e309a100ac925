import { segmentsOf } from './segments.ts'
import { LIMITS } from './types.ts'
import type { Turn } from './turns.ts'
import type { Weights } from './weights.ts'

/** A topic of so many words is worth a bullet of its own. */
const WORDS_OF_A_TOPIC = 70

/**
 * The number of the topic of each turn, nine at most but for one of every section; the main room and each breakout are
 * cut apart first, in the order they appear, and share the topics by how much was said in them.
 */
export function topicsOf(turns: readonly Turn[], weights: Weights): number[] {
  const topics = new Array<number>(turns.length).fill(0)
  const all = Math.max(1, wordsIn(turns))
  const wanted = Math.min(LIMITS.bullets - 1, Math.ceil(all / WORDS_OF_A_TOPIC))
  let offset = 0
  for (const indexes of Map.groupBy(turns.keys(), (i) => turns[i]!.section).values()) {
    const mine = indexes.map((i) => turns[i]!)
    const share = Math.max(1, Math.round((wanted * wordsIn(mine)) / all))
    const found = segmentsOf(mine, Math.min(share, mine.length), weights)
    indexes.forEach((i, k) => (topics[i] = offset + found[k]!))
    offset += (found.at(-1) ?? 0) + 1
  }
  return topics
}

/** How many words were said, roughly. */
export const wordsIn = (turns: readonly Turn[]): number =>
  turns.reduce((sum, turn) => sum + turn.parts.reduce((of, part) => of + part.text.split(' ').length, 0), 0)
