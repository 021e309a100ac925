import { couldMeet } from './figures.ts'
import type { Problem, RoundShape } from './problem.ts'
import { evenSizes } from './sizes.ts'

/**
 * A number of repeated meetings that no plan can go below. Three arguments, the strongest counts: there are only so
 * many pairs who have not met; each person can meet only so many; and a group of s drawn from the g groups of one
 * earlier round has at least s over g from one of them (the pigeonhole bound of the Happy Diner problem, van Doorn et
 * al.).
 */
export function leastRepeats(problem: Problem): number {
  const slots = problem.rounds.map((shape) => meetingsIn(shape))
  const all = slots.reduce((sum, count) => sum + count, 0)
  const forced = problem.rounds.reduce((sum, shape, round) => sum + forcedRepeats(problem, shape, round), 0)
  const { pairs, perMember } = unmet(problem)
  const halves = perMember.reduce((sum, count, member) => sum + Math.min(count, mostMeetings(problem, member)), 0)
  return all - Math.min(all - forced, pairs, Math.floor(halves / 2))
}

function meetingsIn(shape: RoundShape): number {
  const pairs = evenSizes(shape.present.length, shape.groups).reduce((sum, size) => sum + pairsOf(size), 0)
  return pairs - togetherPairs(shape)
}

function togetherPairs(shape: RoundShape): number {
  return shape.blocks.reduce((sum, block) => sum + pairsOf(block.length), 0)
}

/** Who sat in one group of an earlier round counts as one bin, everybody who was not there as a bin of their own. */
function forcedRepeats(problem: Problem, shape: RoundShape, round: number): number {
  const pastBins = problem.past.map((label) => {
    const present = shape.present.map((member) => label[member]!)
    return new Set(present.filter((group) => group >= 0)).size + present.filter((group) => group < 0).length
  })
  const plannedBins = problem.rounds.slice(0, round).map((earlier) => {
    return earlier.groups + shape.present.filter((member) => !earlier.isPresent[member]).length
  })
  const bins = Math.min(Infinity, ...pastBins, ...plannedBins)
  if (bins === Infinity) return 0
  const sizes = evenSizes(shape.present.length, shape.groups)
  const repeats = sizes.flatMap((size) => evenSizes(size, bins)).reduce((sum, size) => sum + pairsOf(size), 0)
  return Math.max(0, repeats - togetherPairs(shape))
}

function unmet(problem: Problem): { pairs: number; perMember: number[] } {
  const { n, history, fixed, together } = problem
  const perMember = new Array<number>(n).fill(0)
  let pairs = 0
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < a; b++) {
      const pair = a * n + b
      if (history[pair] || fixed[pair] || together[pair] || !couldMeet(problem, a, b)) continue
      pairs++
      perMember[a]!++
      perMember[b]!++
    }
  }
  return { pairs, perMember }
}

function mostMeetings(problem: Problem, member: number): number {
  return problem.rounds.reduce((sum, shape) => sum + (shape.isPresent[member] ? shape.width - 1 : 0), 0)
}

function pairsOf(size: number): number {
  return (size * (size - 1)) / 2
}
