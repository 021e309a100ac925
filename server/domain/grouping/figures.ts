import type { Seating } from './board.ts'
import type { Problem } from './problem.ts'

/**
 * What a seating comes to: meetings beyond the first of a pair (earlier sessions count), the most meetings of one pair
 * in this session, and how many pairs who could have met have not.
 */
export type Figures = { repeats: number; mostMeetings: number; unmet: number }

/** The figures of a seating, pair by pair. Who must sit together counts for nothing, and who cannot meet is not `unmet`. */
export function figuresOf(problem: Problem, seating: Seating): Figures {
  const { n, history, fixed, together } = problem
  const met = meetingsOf(problem, seating)
  const figures = { repeats: 0, mostMeetings: 0, unmet: 0 }
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < a; b++) {
      const pair = a * n + b
      if (together[pair]) continue
      const before = history[pair]! + fixed[pair]!
      if (met[pair]! > 0) figures.repeats += met[pair]! - (before > 0 ? 0 : 1)
      else if (before === 0 && couldMeet(problem, a, b)) figures.unmet++
      figures.mostMeetings = Math.max(figures.mostMeetings, fixed[pair]! + met[pair]!)
    }
  }
  return figures
}

/** Both are in one round at least, and not kept apart. */
export function couldMeet({ n, apart, rounds }: Problem, a: number, b: number): boolean {
  return !apart[a * n + b] && rounds.some((shape) => shape.isPresent[a] && shape.isPresent[b])
}

function meetingsOf({ n, rounds }: Problem, seating: Seating): Uint16Array {
  const met = new Uint16Array(n * n)
  seating.forEach((chairs, round) => {
    const { width } = rounds[round]!
    for (let start = 0; start < chairs.length; start += width) {
      const group = chairs.subarray(start, start + width)
      for (const a of group) for (const b of group) if (a !== b && a < n && b < n) met[a * n + b]!++
    }
  })
  return met
}
