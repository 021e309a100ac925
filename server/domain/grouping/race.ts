import type { Seating } from './board.ts'
import { type Candidate, cheapest } from './candidates.ts'
import { figuresOf } from './figures.ts'
import { isTight } from './limits.ts'
import type { Limit, Meetings } from './meetings.ts'
import type { Problem } from './problem.ts'
import type { Random } from './random.ts'
import { relabelled } from './relabel.ts'
import { type Time, budgetOf, isLate, spentOf } from './time.ts'

/** Seats from which to anneal, and between which temperatures. */
export type Kettle = { seats: Seating; hot: number; cold: number }

/** The best seating that is found within a limit, until so much of the whole budget is spent. */
export type Settle = (start: Kettle, limit: Limit, share: number) => Seating

const warm = { hot: 40, cold: 15 }
const mild = { hot: 32, cold: 16 }
export const chilled = { hot: 25, cold: 10 }

/** The more chairs there are to a millisecond, the cooler the start: a large plan would not come to rest in time. */
function boilingFor(problem: Problem, { budgetMs }: Time) {
  const load = problem.rounds.reduce((sum, { present }) => sum + present.length, 0) / budgetMs
  const hot = 46 - 14 * Math.min(1, Math.max(0, (load - 0.45) / 0.25))
  return { hot, cold: 0.55 * hot }
}

/**
 * Where people have met before, a schedule that repeats nothing by itself is worth as much as the people who are put on
 * it: if it looks promising it runs a short race against what annealing finds without it, and the winner gets the time.
 */
export function leadingStart(
  problem: Problem,
  before: Meetings,
  starts: Candidate[],
  limit: Limit,
  settled: Settle,
  random: Random,
  time: Time,
): Kettle {
  const repeatsOf = (seating: Seating) => figuresOf(problem, seating).repeats
  const best = cheapest(starts)!
  const frame = cheapest(starts.filter(({ points }) => points > 0))
  const boiling = boilingFor(problem, time)
  const isFit = problem.past.length === 0 && best.cost < worthKeeping * starts[0]!.cost
  const plain: Kettle = { seats: best.seating, ...(isFit ? mild : boiling) }
  if (frame === null || isLate(time)) return plain
  if (isTight(problem, limit)) return { seats: winnerOf(problem, starts, limit, settled, time), ...warm }
  if (problem.past.length === 0) return plain
  const from = spentOf(time)
  const labelled = (seats: Seating, share: number) =>
    relabelled(problem, before, seats, random, budgetOf(time, share, 0))
  const glance = labelled(frame.seating, from + 0.04)
  if (repeatsOf(glance) > promising * repeatsOf(starts[0]!.seating)) return plain
  const rival = labelled(glance, from + 0.14)
  const first = settled({ seats: best.seating, ...boiling }, limit, from + 0.26)
  if (repeatsOf(rival) > repeatsOf(first)) return { seats: first, ...boiling }
  return { seats: labelled(rival, from + 0.66), ...mild }
}

const promising = 0.62
const worthKeeping = 0.75

/** The greedy start and the cheapest schedules run a short race: where the limit counts, cheap ones may lead astray. */
function winnerOf(problem: Problem, starts: Candidate[], limit: Limit, settled: Settle, time: Time): Seating {
  const bySeats = Map.groupBy(
    starts.toSorted((a, b) => a.cost - b.cost),
    ({ points }) => points,
  )
  const runners = [...bySeats.values()].flatMap((alike) => alike.slice(0, mostAlike))
  const finished = runners.map(({ seating, points }) => {
    const share = spentOf(time) + shareOfRunner
    return settled({ seats: seating, ...(points > 0 ? warm : boilingFor(problem, time)) }, limit, share)
  })
  const repeats = finished.map((seating) => figuresOf(problem, seating).repeats)
  return finished[repeats.indexOf(Math.min(...repeats))]!
}

const mostAlike = 2
const shareOfRunner = 0.07
