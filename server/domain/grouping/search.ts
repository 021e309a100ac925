import { anneal } from './anneal.ts'
import { type Seating, boardOf } from './board.ts'
import { leastRepeats } from './bound.ts'
import type { Frame } from './frame.ts'
import { type Figures, figuresOf } from './figures.ts'
import { type Limit, type Meetings, dearPrice, meetingsBefore, noLimit, repeatCost, tagCost } from './meetings.ts'
import type { Problem } from './problem.ts'
import type { Random } from './random.ts'
import { relabelled } from './relabel.ts'
import { type Start, frameStart, framesOf, greedyStart, keptStart } from './starts.ts'
import { tagMeetings } from './spread.ts'
import { usualRepeats } from './usual.ts'

/** The time a search may take: `clock` answers the milliseconds since it was asked for. */
export type Time = { clock: () => number; budgetMs: number }

/** Two people should not meet more often than this in one session, if that costs at most so many repeats more. */
const fewMeetings = 3
const priceOfFew = 1.03

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
  const starts = startsOf(problem, before, random, time)
  const perfect = starts.find(({ seating }) => isPerfect(problem, figuresOf(problem, seating), least, limit))
  if (perfect !== undefined) return perfect.seating
  if (starts.length === 0) return null

  const goal = (least + 1) * repeatCost - 1
  const settled: Settle = (start, within, share) => {
    const { seats, hot, cold } = start
    const board = boardOf(problem, meetingsBefore(problem, within), seats)
    return anneal(board, random, hot, cold, budgetOf(time, share, goal)).seats
  }
  const start = leading(problem, before, starts, limit, settled, { random, time })
  const loose = isTight(problem, limit) ? loosened(problem, limit, start, random, settled) : null
  if (loose !== null) return loose
  if (limit.hard <= fewMeetings) return settled(start, limit, 1)
  const found = settled(start, limit, 0.9)
  if (figuresOf(problem, found).mostMeetings > fewMeetings) return flattened(problem, found, random, time)
  return settled({ seats: found, ...chilled }, limit, 1)
}

type Tools = { random: Random; time: Time }

/** From which seats to anneal, and between which temperatures. */
type Kettle = { seats: Seating; hot: number; cold: number }

const warm = { hot: 40, cold: 15 }
const chilled = { hot: 25, cold: 10 }

/** The more chairs there are to a millisecond, the cooler the start: a large plan would not come to rest in time. */
function boilingFor(problem: Problem, { budgetMs }: Time) {
  const load = problem.rounds.reduce((sum, { present }) => sum + present.length, 0) / budgetMs
  const hot = 46 - 14 * Math.min(1, Math.max(0, (load - 0.45) / 0.25))
  return { hot, cold: hot / 2 }
}

/**
 * Where people have met before, a schedule that repeats nothing by itself is worth as much as the people who are put on
 * it: if it looks promising it runs a short race against what annealing finds without it, and the winner gets the time.
 */
function leading(problem: Problem, before: Meetings, starts: Candidate[], limit: Limit, settled: Settle, tools: Tools) {
  const repeatsOf = (seating: Seating) => figuresOf(problem, seating).repeats
  const best = cheapest(starts)!
  const frame = cheapest(starts.filter((start) => start.isFrame))
  const boiling = boilingFor(problem, tools.time)
  const plain: Kettle = { seats: best.seating, ...(best.isFrame && boiling.hot > warm.hot ? warm : boiling) }
  if (frame === null || problem.past.length === 0 || isLate(tools.time)) return plain
  const { clock, budgetMs } = tools.time
  const from = clock() / budgetMs
  const labelled = (seats: Seating, share: number) =>
    relabelled(problem, before, seats, tools.random, budgetOf(tools.time, share, 0))
  const glance = labelled(frame.seating, from + 0.04)
  if (repeatsOf(glance) > promising * repeatsOf(starts[0]!.seating)) return plain
  const rival = labelled(glance, from + 0.14)
  const first = settled({ seats: best.seating, ...boiling }, limit, from + 0.26)
  if (repeatsOf(rival) > repeatsOf(first)) return { seats: first, ...boiling }
  return { seats: labelled(rival, from + 0.66), ...warm }
}

const promising = 0.62

/** The best seating that is found within a limit, until so much of the whole budget is spent. */
type Settle = (start: Kettle, limit: Limit, share: number) => Seating

/**
 * More than half of the rounds and one is never the same two people's: without that limit, groups larger than their
 * number would cover most pairs by keeping some people together all the time. It is lifted if the host wants that
 * everyone meets everyone, in words, or by asking for one size and just the rounds that this takes.
 */
function limitOf(problem: Problem): Limit {
  if (problem.everyoneMeets) return noLimit
  return { soft: fewMeetings, hard: Math.ceil(problem.sessionRounds / 2) + 1, price: dearPrice }
}

function isPerfect(problem: Problem, figures: Figures, least: number, limit: Limit): boolean {
  if (figures.repeats > least) return false
  return figures.mostMeetings <= limit.hard || (figures.unmet === 0 && problem.isExactCover)
}

type Candidate = Start & { isFrame: boolean }

function startsOf(problem: Problem, before: Meetings, random: Random, time: Time): Candidate[] {
  const greedy = [greedyStart(problem, before, random), keptStart(problem, before, random)].filter(
    (start) => start !== null,
  )
  const starts = greedy.map((start): Candidate => ({ ...start, isFrame: false }))
  const rated: { frame: Frame; start: Start }[] = []
  if (isLate(time)) return starts
  for (const frame of framesOf(problem, random, stepsPerMs * time.budgetMs)) {
    if (isLate(time)) break
    const start = frameStart(problem, before, frame, random, labellingEffort)
    if (start !== null) rated.push({ frame, start })
  }
  starts.push(...rated.map(({ start }) => ({ ...start, isFrame: true })))
  rated.sort((a, b) => a.start.cost - b.start.cost)
  const [top] = rated
  if (top === undefined || problem.past.length > 0 || top.start.cost > 1.5 * (cheapest(starts)?.cost ?? Infinity))
    return starts
  // The same schedule with other people on its points: some fit the absences and rules of this instance better.
  for (let tries = 0; tries < mostLabellings && time.clock() < labellingShare * time.budgetMs; tries++) {
    if ((cheapest(starts)?.cost ?? 0) < repeatCost) break
    const start = frameStart(problem, before, top.frame, random, labellingEffort)
    if (start !== null) starts.push({ ...start, isFrame: true })
  }
  return starts
}

/** Half of the budget is for annealing: a short one leaves no time for every schedule. */
function isLate({ clock, budgetMs }: Time): boolean {
  return clock() > budgetMs / 2
}

const stepsPerMs = 300
const labellingEffort = 4000
const mostLabellings = 40
const labellingShare = 0.2

/** Whether the limit can cost repeats: where breakouts are larger than their number, some pairs must meet every round. */
function isTight({ rounds, sessionRounds }: Problem, { hard }: Limit): boolean {
  return hard < sessionRounds && rounds.every(({ width, groups }) => width > groups)
}

/**
 * No plan repeats more pairs than the usual method, which knows no limit. Where the limit costs more than that, it is
 * passed, as seldom as that allows; null where it does not. The method's luck is tried often, because somebody else may
 * be luckier.
 */
function loosened(problem: Problem, limit: Limit, start: Kettle, random: Random, settled: Settle): Seating | null {
  const { n, rounds } = problem
  const tries = Math.min(400, Math.max(20, Math.ceil(effortOfUsual / (rounds.length * n * n))))
  const most = marginOfUsual * usualRepeats(problem, random, tries)
  const repeatsOf = (seating: Seating) => figuresOf(problem, seating).repeats
  let best = settled(start, limit, 0.2)
  if (repeatsOf(best) <= most) return null
  for (const [price, share] of loosePrices) {
    best = settled({ ...start, seats: best }, { ...limit, price }, share)
    if (repeatsOf(best) <= most) return settled({ ...start, seats: best }, { ...limit, price }, 1)
  }
  return best
}

const marginOfUsual = 0.9
const effortOfUsual = 4_000_000
const loosePrices = [
  [2, 0.4],
  [1, 0.6],
  [0, 1],
] as const

/** The same plan with fewer meetings of the same two people, if that costs next to nothing. */
function flattened(problem: Problem, seats: Seating, random: Random, time: Time): Seating {
  const before = figuresOf(problem, seats)
  if (before.mostMeetings <= fewMeetings || problem.everyoneMeets) return seats
  const strict = meetingsBefore(problem, { soft: fewMeetings, hard: fewMeetings, price: dearPrice })
  const found = anneal(boardOf(problem, strict, seats), random, 25, 10, budgetOf(time, 1, 0)).seats
  const after = figuresOf(problem, found)
  return after.mostMeetings < before.mostMeetings && after.repeats <= priceOfFew * before.repeats ? found : seats
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

/** What is left of the budget up to `share` of it, from 0 to 1. */
function budgetOf({ clock, budgetMs }: Time, share: number, goal: number) {
  const from = clock()
  const until = Math.max(from + 1, budgetMs * share)
  return { spent: () => (clock() - from) / (until - from), goal }
}

function cheapest<T extends Start>(starts: T[]): T | null {
  return starts.reduce<T | null>((best, start) => (best === null || start.cost < best.cost ? start : best), null)
}
