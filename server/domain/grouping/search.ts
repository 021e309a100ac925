import { anneal } from './anneal.ts'
import { type Seating, boardOf } from './board.ts'
import { leastRepeats } from './bound.ts'
import { candidatesOf, cheapest } from './candidates.ts'
import { type Figures, figuresOf } from './figures.ts'
import { fewMeetings, flattened, isTight, limitOf, loosened } from './limits.ts'
import { type Limit, meetingsBefore, repeatCost, tagCost } from './meetings.ts'
import type { Problem } from './problem.ts'
import { type Settle, chilled, leadingStart } from './race.ts'
import type { Random } from './random.ts'
import { tagMeetings } from './spread.ts'
import { type Time, budgetOf, spentOf } from './time.ts'

/** The best seating of all rounds that time allows, its tags spread, or null when no valid one is found. */
export function bestSeating(problem: Problem, random: Random, time: Time): Seating | null {
  const limit = limitOf(problem)
  const seats = seatingOfMeetings(problem, limit, random, time)
  return seats && spread(problem, limit, seats, random, time)
}

/**
 * Ready schedules and a greedy one are tried, the cheapest is annealed; a plan that reaches the proven bound ends the
 * search.
 */
function seatingOfMeetings(problem: Problem, limit: Limit, random: Random, time: Time): Seating | null {
  const least = leastRepeats(problem)
  const before = meetingsBefore(problem, limit)
  const starts = candidatesOf(problem, before, random, time)
  const perfect = starts.find(({ seating }) => isPerfect(problem, figuresOf(problem, seating), least, limit))
  if (perfect !== undefined) return perfect.seating
  const best = cheapest(starts)
  if (best === null || spentOf(time) >= 1) return best?.seating ?? null

  const goal = (least + 1) * repeatCost - 1
  const settled: Settle = (start, within, share) => {
    const { seats, hot, cold } = start
    const board = boardOf(problem, meetingsBefore(problem, within), seats)
    return anneal(board, random, hot, cold, budgetOf(time, share, goal)).seats
  }
  const lead = leadingStart(problem, before, starts, limit, settled, random, time)
  const settledOn = (seats: Seating, within: Limit, share: number) => settled({ ...lead, seats }, within, share)
  if (isTight(problem, limit)) {
    const { within, seats } = loosened(problem, limit, lead.seats, settledOn, random, time)
    if (within !== limit) return settledOn(seats, within, 1)
    lead.seats = seats
  }
  if (limit.hard <= fewMeetings) return settled(lead, limit, 1)
  const found = settled(lead, limit, 0.9)
  if (figuresOf(problem, found).mostMeetings > fewMeetings) return flattened(problem, found, random, time)
  return settled({ seats: found, ...chilled }, limit, 1)
}

function isPerfect(problem: Problem, figures: Figures, least: number, limit: Limit): boolean {
  if (figures.repeats > least) return false
  return figures.mostMeetings <= limit.hard || (figures.unmet === 0 && problem.isExactCover)
}

/** The same plan with fewer meetings of people of one tag, and none the worse for it. */
function spread(problem: Problem, limit: Limit, seats: Seating, random: Random, time: Time): Seating {
  let best = seats
  for (let tags = tagMeetings(problem, best); tags.found > tags.least && time.clock() < time.budgetMs;) {
    const board = boardOf(problem, meetingsBefore(problem, limit), best)
    const goal = board.cost - tagCost * (tags.found - tags.least)
    const found = anneal(board, random, 4, 1, budgetOf(time, 1, goal)).seats
    const foundTags = tagMeetings(problem, found)
    const [before, after] = [figuresOf(problem, best), figuresOf(problem, found)]
    const isWorse = after.repeats > before.repeats || after.mostMeetings > before.mostMeetings
    const isBetter = foundTags.found < tags.found || after.repeats < before.repeats
    if (isWorse || !isBetter || foundTags.found > tags.found) break
    best = found
    tags = foundTags
  }
  return best
}
