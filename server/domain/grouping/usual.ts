import type { Problem, RoundShape } from './problem.ts'
import { type Random, shuffled } from './random.ts'
import { evenSizes } from './sizes.ts'

/**
 * The fewest repeats of the usual method in so many tries: round after round, everybody in random order goes to the first
 * breakout where they meet fewest again. It heeds absence and sizes and no other rule: a bar for plans, not a plan.
 */
export function usualRepeats(problem: Problem, random: Random, tries: number): number {
  const { history, fixed } = problem
  const met = new Uint8Array(history.length)
  for (let pair = 0; pair < met.length; pair++) met[pair] = history[pair]! > 0 || fixed[pair]! > 0 ? 1 : 0
  return Math.min(...Array.from({ length: tries }, () => repeatsOfOne(problem, met.slice(), random)))
}

/** @param hasMet who has met whom before, which is changed */
function repeatsOfOne({ n, together, rounds }: Problem, hasMet: Uint8Array, random: Random): number {
  let repeats = 0
  for (const shape of rounds) {
    for (const group of usualRound(shape, n, hasMet, random)) {
      for (const a of group) {
        for (const b of group) {
          if (a < b && !together[a * n + b]) repeats += hasMet[a * n + b]!
        }
      }
      for (const a of group) for (const b of group) hasMet[a * n + b] = 1
    }
  }
  return repeats
}

function usualRound(shape: RoundShape, n: number, hasMet: Uint8Array, random: Random): number[][] {
  const sizes = evenSizes(shape.present.length, shape.groups)
  const groups = sizes.map((): number[] => [])
  for (const member of shuffled(shape.present, random)) {
    const again = groups.map((group, place) => {
      if (group.length === sizes[place]) return Infinity
      return group.reduce((count, other) => count + hasMet[member * n + other]!, 0)
    })
    groups[again.indexOf(Math.min(...again))]!.push(member)
  }
  return groups
}
