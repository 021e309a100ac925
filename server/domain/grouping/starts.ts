import type { Seating } from './board.ts'
import { type Frame, labelsByRound } from './frame.ts'
import { knownFrames, searchedFrames } from './frames.ts'
import { labelling } from './labelling.ts'
import { type Meetings, countGroup, groupCost } from './meetings.ts'
import type { Problem } from './problem.ts'
import type { Random } from './random.ts'
import { type Wish, seatRound } from './seat-round.ts'

/** A valid seating of every round, and what it costs. */
export type Start = { seating: Seating; cost: number }

/** Round after round, everybody where they meet fewest again: quick, valid, and the measure for everything else. */
export function greedyStart(problem: Problem, before: Meetings, random: Random): Start | null {
  return seated(problem, before, random, () => null)
}

/** The rounds of an earlier plan, with those who are gone taken out and everybody new where they meet fewest again. */
export function keptStart(problem: Problem, before: Meetings, random: Random): Start | null {
  return problem.start.length === 0 ? null : seated(problem, before, random, (round) => problem.start[round] ?? null)
}

/** Members seated on a frame, moved only where sizes, absence or a hard rule ask for it. */
export function frameStart(
  problem: Problem,
  before: Meetings,
  frame: Frame,
  random: Random,
  effort: number,
): Start | null {
  const pointOf = labelling(problem, frame, random, effort)
  const wishes = labelsByRound(frame, problem.rounds).map((labels) =>
    labels ? Int16Array.from(pointOf, (point) => (point < 0 ? -1 : labels[point]!)) : null,
  )
  return seated(problem, before, random, (round) => wishes[round]!)
}

/**
 * The frames that fit most rounds of a problem, known ones first: for groups of the larger size, and of the smaller
 * where few are larger. They are made one by one, as they are asked for; `effort` bounds the search for each.
 */
export function* framesOf(problem: Problem, random: Random, effort: number): Generator<Frame> {
  const byCount = Map.groupBy(problem.rounds, (shape) => shape.groups)
  const [groups, shapes] = [...byCount].reduce((most, entry) => (entry[1].length > most[1].length ? entry : most))
  const width = Math.max(...shapes.map((shape) => shape.width))
  if (groups < 2 || width < 2) return
  const isSmallerUseful = width > 2 && shapes.some((shape) => shape.larger <= groups / 2)
  // Where groups are larger than their number, a square schedule seats most people, and the others join them.
  const sizes = new Set([width, ...(isSmallerUseful ? [width - 1] : []), ...(width > groups ? [groups] : [])])
  let isKnown = false
  for (const size of sizes) {
    for (const frame of knownFrames(groups, size, shapes.length)) {
      isKnown ||= size === width
      yield frame
    }
  }
  if (isKnown) return
  for (const size of sizes) yield* searchedFrames(groups, size, shapes.length, random, effort)
}

function seated(
  problem: Problem,
  before: Meetings,
  random: Random,
  wish: (round: number) => Wish | null,
): Start | null {
  const meetings = { ...before, state: before.state.slice() }
  const seating: Seating = []
  let cost = 0
  for (const [round, { width }] of problem.rounds.entries()) {
    const chairs = seatRound(problem, meetings, round, random, wish(round))
    if (typeof chairs === 'string') return null
    for (let start = 0; start < chairs.length; start += width) {
      const group = chairs.subarray(start, start + width)
      cost += groupCost(meetings, group)
      countGroup(meetings, group, 1)
    }
    seating.push(chairs)
  }
  return { seating, cost }
}
