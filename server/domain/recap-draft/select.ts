import type { Statement } from './statements.ts'
import type { Weights } from './weights.ts'

/** How the room of a draft is shared out: words in all, statements and words of one bullet. */
export type Budget = { words: number; perBullet: number; bulletWords: number; firstRound: number }

/** What a term is worth when the draft has it n times already. */
const REPEATED = [1, 0.25, 0.08, 0.03]
/** What a term is worth that the first bullet names already, without saying anything of it. */
const NAMED = 0.5
/** Cost of a statement grows with its words to this power: below one, so that longer tellings are not shut out. */
const LENGTH_POWER = 0.5
const BESIDES_WORDS = 3
/** A second statement of a bullet has to read well by itself. */
const WORTH_ADDING = 0.65

/**
 * Picks statements by the greedy rule for a submodular function under a budget (H. Lin and J. Bilmes, "Multi-document
 * summarization via budgeted maximization of submodular functions", 2010): always the one that adds most new weight for
 * its length. First every topic gets one, so that nothing that was talked about is missing; then what is left is shared
 * out. A statement that repeats the words of a chosen one gains little (the idea of MMR: Carbonell and Goldstein, 1998).
 */
export function selectStatements(
  statements: readonly Statement[],
  weights: Weights,
  budget: Budget,
  named: ReadonlySet<string>,
): Map<number, Statement[]> {
  const chosen = new Map<number, Statement[]>()
  const covered = new Map<string, number>()
  const taken = new Set<Statement['sentence']>()
  let words = 0
  const fits = (one: Statement): boolean => {
    const beside = chosen.get(one.topic) ?? []
    if (beside.length === 0) return one.words <= budget.firstRound
    if (beside.length >= budget.perBullet || one.quality < WORTH_ADDING || taken.has(one.sentence)) return false
    return beside.reduce((sum, other) => sum + other.words, one.words) <= budget.bulletWords
  }
  const take = (one: Statement): void => {
    chosen.set(one.topic, [...(chosen.get(one.topic) ?? []), one])
    taken.add(one.sentence)
    words += one.words + 3
    for (const term of one.terms) covered.set(term, (covered.get(term) ?? 0) + 1)
  }
  const gain = (one: Statement): number => {
    let sum = 0
    for (const term of one.terms)
      sum += weights.of(term) * (REPEATED[covered.get(term) ?? 0] ?? 0) * (named.has(term) ? NAMED : 1)
    const beside = chosen.get(one.topic) ?? []
    const voice = beside.length === 0 ? 1 : beside.some((other) => other.author === one.author) ? 0.8 : 1.25
    return (sum * voice * one.quality) / (one.words + BESIDES_WORDS) ** LENGTH_POWER
  }
  const topics = new Set(statements.map((one) => one.topic))
  while (words < budget.words || chosen.size < topics.size) {
    const onlyNew = chosen.size < topics.size
    const open = onlyNew ? statements.filter((one) => !chosen.has(one.topic)) : statements
    // A topic whose every statement is too long gets one all the same.
    const best = mostGained(open.filter(fits), gain) ?? (onlyNew ? mostGained(open, gain) : null)
    if (!best) break
    take(best)
  }
  return chosen
}

function mostGained(statements: readonly Statement[], gain: (one: Statement) => number): Statement | null {
  let best: Statement | null = null
  let most = -1
  for (const one of statements) {
    const value = gain(one)
    if (value > most) [best, most] = [one, value]
  }
  return best
}
