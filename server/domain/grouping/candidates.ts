import type { Frame } from './frame.ts'
import { type Meetings, repeatCost } from './meetings.ts'
import type { Problem } from './problem.ts'
import type { Random } from './random.ts'
import { type Start, frameStart, framesOf, greedyStart, keptStart } from './starts.ts'
import { type Time, isLate, spentOf } from './time.ts'

/** A start, and how many points the schedule has on which it was made, 0 for none. */
export type Candidate = Start & { points: number }

/** A greedy start first, what is kept of an earlier plan, and one on each schedule that there is time to try. */
export function candidatesOf(problem: Problem, before: Meetings, random: Random, time: Time): Candidate[] {
  const greedy = [greedyStart(problem, before, random), keptStart(problem, before, random)].filter(
    (start) => start !== null,
  )
  const starts = greedy.map((start): Candidate => ({ ...start, points: 0 }))
  const rated: { frame: Frame; start: Start }[] = []
  if (isLate(time)) return starts
  for (const frame of framesOf(problem, random, stepsPerMs * time.budgetMs)) {
    if (isLate(time)) break
    const start = frameStart(problem, before, frame, random, labellingEffort)
    if (start !== null) rated.push({ frame, start })
  }
  starts.push(...rated.map(({ start, frame }) => ({ ...start, points: frame.points })))
  rated.sort((a, b) => a.start.cost - b.start.cost)
  const [top] = rated
  if (top === undefined || problem.past.length > 0 || top.start.cost > 1.5 * (cheapest(starts)?.cost ?? Infinity))
    return starts
  // The same schedule with other people on its points: some fit the absences and rules of this instance better.
  for (let tries = 0; tries < mostLabellings && spentOf(time) < labellingShare; tries++) {
    if ((cheapest(starts)?.cost ?? 0) < repeatCost) break
    const start = frameStart(problem, before, top.frame, random, labellingEffort)
    if (start !== null) starts.push({ ...start, points: top.frame.points })
  }
  return starts
}

/** The start that costs least, the first of several; null of none. */
export function cheapest<T extends Start>(starts: T[]): T | null {
  return starts.reduce<T | null>((best, start) => (best === null || start.cost < best.cost ? start : best), null)
}

const stepsPerMs = 300
const labellingEffort = 4000
const mostLabellings = 40
const labellingShare = 0.2
