import { anneal } from './anneal.ts'
import { type Board, boardOf } from './board.ts'
import { leastRepeats } from './bound.ts'
import { type Limit, meetingsBefore, noLimit, repeatCost } from './meetings.ts'
import type { Problem } from './problem.ts'
import type { Random } from './random.ts'
import { frameStart, framesOf, greedyStart } from './starts.ts'

/** The time a search may take: `clock` answers milliseconds since the search was asked for. */
export type Time = { clock: () => number; budgetMs: number }

/**
 * The best seating of all rounds that time allows, or null when no valid one is found. Ready schedules are tried before
 * a greedy one, the cheapest is annealed; a plan that reaches the proven bound ends the search.
 */
export function bestBoard(problem: Problem, random: Random, time: Time): Board | null {
  const spent = () => time.clock() / time.budgetMs
  const before = meetingsBefore(problem, sessionLimit(problem))
  const goal = (leastRepeats(problem) + 1) * repeatCost - 1
  const greedy = greedyStart(problem, before, random)
  const starts = greedy ? [greedy] : []
  const cfg = (globalThis as any).T ?? [40, 15, 60, 12, 0.2]
  const frames = framesOf(problem, random, 300 * time.budgetMs)
  const ranked = frames.flatMap((frame) => {
    const start = frameStart(problem, before, frame, random, 4000)
    return start ? [{ frame, start }] : []
  }).sort((a, b) => a.start.cost - b.start.cost)
  for (const { start } of ranked) starts.push(start)
  const [top] = ranked
  if (top && top.start.cost > goal && (!greedy || top.start.cost < greedy.cost)) {
    for (let tries = 0; tries < 40 && spent() < cfg[4]; tries++) {
      const start = frameStart(problem, before, top.frame, random, 4000)
      if (start) starts.push(start)
    }
  }
  if (starts.length === 0) return null
  starts.sort((a, b) => a.cost - b.cost)
  const best = starts[0]!
  ;(globalThis as any).trace?.('greedy', greedy?.cost, 'frames', ranked.map((s) => s.start.cost), 'best', best.cost, 'n', starts.length, 'goal', goal, 'spent', spent())
  const from = spent()
  const isFrame = best !== greedy
  const found = anneal(boardOf(problem, before, best.seating), random, isFrame ? cfg[0] : cfg[2], isFrame ? cfg[1] : cfg[3], { spent: () => (spent() - from) / (1 - from), goal })
  return boardOf(problem, before, found.seats)
}

/** Three meetings of a pair are meant to be the most; more than half of the rounds and one never happens. */
function sessionLimit(problem: Problem): Limit {
  if (problem.everyoneMeets) return noLimit
  return { soft: 3, hard: Math.ceil(problem.sessionRounds / 2) + 1 }
}
