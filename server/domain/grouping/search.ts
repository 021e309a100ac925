import { anneal } from './anneal.ts'
import { type Board, type Seating, boardOf } from './board.ts'
import { leastRepeats } from './bound.ts'
import type { Frame } from './frame.ts'
import { framesFor } from './frames.ts'
import { labelling } from './labelling.ts'
import { type Meetings, countGroup, meetingsBefore, repeatCost } from './meetings.ts'
import type { Problem } from './problem.ts'
import { type Random } from './random.ts'
import { type Wish, seatRound } from './seat-round.ts'

/** The time a search may take: `clock` answers milliseconds, `budgetMs` counts from the first look at it. */
export type Time = { clock: () => number; budgetMs: number }

export function bestBoard(problem: Problem, random: Random, time: Time): Board | null {
  const started = time.clock()
  const spent = () => (time.clock() - started) / time.budgetMs
  const before = meetingsBefore(problem, sessionLimit(problem))
  const goal = (leastRepeats(problem) + 1) * repeatCost - 1
  const starts = startsOf(problem, before, random)
  if (starts.length === 0) return null
  starts.sort((a, b) => a.cost - b.cost)
  const best = starts[0]!
  ;(globalThis as any).trace?.(
    'starts',
    starts.map((s) => (s as any).from + ' ' + s.cost),
    'goal',
    goal,
    'spent',
    spent(),
  )
  const from = spent()
  const cap = (globalThis as any).T ?? [60, 12]
  anneal(best, random, cap[0], cap[1], { spent: () => (spent() - from) / (1 - from), goal })
  return best
}

function sessionLimit(problem: Problem): number {
  return problem.everyoneMeets ? Infinity : 3
}

function startsOf(problem: Problem, before: Meetings, random: Random): Board[] {
  const starts: Board[] = []
  const greedy = seated(problem, before, random, () => null)
  if (greedy) {
    starts.push(boardOf(problem, before, greedy))
    ;(starts.at(-1) as any).from = 'greedy'
  }
  for (const frame of framesOf(problem, random)) {
    const pointOf = labelling(problem, frame, random, 4000)
    let next = 0
    const wishes = problem.rounds.map((shape) => {
      const labels = shape.groups === frame.groups ? frame.rounds[next++] : undefined
      return labels ? Int16Array.from(pointOf, (point) => (point < 0 ? -1 : labels[point]!)) : null
    })
    const seating = seated(problem, before, random, (round) => wishes[round]!)
    if (seating) {
      starts.push(boardOf(problem, before, seating))
      ;(starts.at(-1) as any).from = 'frame' + frame.points
    }
  }
  return starts
}

function framesOf(problem: Problem, random: Random): Frame[] {
  const counts = Map.groupBy(problem.rounds, (shape) => shape.groups)
  const [groups, rounds] = [...counts].reduce((most, entry) => (entry[1].length > most[1].length ? entry : most))
  const width = Math.max(...rounds.map((shape) => shape.width))
  const frames = framesFor(groups, width, rounds.length, random, 100_000)
  if (rounds.some((shape) => shape.larger < groups) && width > 2)
    frames.push(...framesFor(groups, width - 1, rounds.length, random, 50_000))
  return frames
}

function seated(
  problem: Problem,
  before: Meetings,
  random: Random,
  wish: (round: number) => Wish | null,
): Seating | null {
  const meetings = { ...before, state: before.state.slice() }
  const seating: Seating = []
  for (let round = 0; round < problem.rounds.length; round++) {
    const chairs = seatRound(problem, meetings, round, random, wish(round))
    if (typeof chairs === 'string') return null
    const { width } = problem.rounds[round]!
    for (let start = 0; start < chairs.length; start += width)
      countGroup(meetings, chairs.subarray(start, start + width), 1)
    seating.push(chairs)
  }
  return seating
}
