import { anneal } from './anneal.ts'
import { type Seating, boardOf } from './board.ts'
import { figuresOf } from './figures.ts'
import { type Limit, dearPrice, meetingsBefore, noLimit } from './meetings.ts'
import type { Problem } from './problem.ts'
import type { Random } from './random.ts'
import { type Time, budgetOf, spentOf } from './time.ts'
import { usualRepeats } from './usual.ts'

/** Two people should not meet more often than this in one session, if that costs at most so many repeats more. */
export const fewMeetings = 3
const priceOfFew = 1.03

/**
 * More than half of the rounds and one is never the same two people's: without that limit, groups larger than their
 * number would cover most pairs by keeping some people together all the time. It is lifted if the host wants that
 * everyone meets everyone, in words, or by asking for one size and just the rounds that this takes.
 */
export function limitOf(problem: Problem): Limit {
  if (problem.everyoneMeets) return noLimit
  return { soft: fewMeetings, hard: Math.ceil(problem.sessionRounds / 2) + 1, price: dearPrice }
}

/** Whether the limit can cost repeats: where breakouts are larger than their number, some pairs must meet every round. */
export function isTight({ rounds, sessionRounds }: Problem, { hard }: Limit): boolean {
  return hard < sessionRounds && rounds.every(({ width, groups }) => width > groups)
}

/**
 * No plan repeats more pairs than the usual method, which knows no limit. Where the limit costs more than that, it is
 * passed, as seldom as that allows: answers the limit to keep, and the best seats found on the way. The method's luck is
 * tried often, because somebody else may be luckier.
 */
export function loosened(
  problem: Problem,
  limit: Limit,
  start: Seating,
  settled: (seats: Seating, limit: Limit, share: number) => Seating,
  random: Random,
  time: Time,
): { within: Limit; seats: Seating } {
  const { n, rounds } = problem
  const tries = Math.min(400, Math.max(20, Math.ceil(effortOfUsual / (rounds.length * n * n))))
  const most = marginOfUsual * usualRepeats(problem, random, tries)
  const from = spentOf(time)
  let within = limit
  let seats = start
  for (const [price, share] of prices) {
    within = price === limit.price ? limit : { ...limit, price }
    seats = settled(seats, within, from + (1 - from) * share)
    if (figuresOf(problem, seats).repeats <= most) break
  }
  return { within, seats }
}

const marginOfUsual = 0.9
const effortOfUsual = 4_000_000
const prices = [
  [dearPrice, 0.2],
  [2, 0.4],
  [1, 0.6],
  [0, 1],
] as const

/** The same plan with fewer meetings of the same two people, if that costs next to nothing. */
export function flattened(problem: Problem, seats: Seating, random: Random, time: Time): Seating {
  const before = figuresOf(problem, seats)
  if (before.mostMeetings <= fewMeetings || problem.everyoneMeets) return seats
  const strict = meetingsBefore(problem, { soft: fewMeetings, hard: fewMeetings, price: dearPrice })
  const found = anneal(boardOf(problem, strict, seats), random, 25, 10, budgetOf(time, 1, 0)).seats
  const after = figuresOf(problem, found)
  return after.mostMeetings < before.mostMeetings && after.repeats <= priceOfFew * before.repeats ? found : seats
}
