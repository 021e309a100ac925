import type { Board } from './board.ts'

/** Meetings beyond the first of a pair (earlier sessions count), and the most meetings of one pair in this session. */
export function planFigures(board: Board): { repeats: number; mostMeetings: number } {
  const { n, history, fixed, together } = board.problem
  const met = meetingsOfSession(board)
  let repeats = 0
  let mostMeetings = 0
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < a; b++) {
      const pair = a * n + b
      if (together[pair] || met[pair] === 0) continue
      const before = history[pair]! + fixed[pair]!
      repeats += met[pair]! - (before > 0 ? 0 : 1)
      mostMeetings = Math.max(mostMeetings, fixed[pair]! + met[pair]!)
    }
  }
  return { repeats, mostMeetings }
}

function meetingsOfSession(board: Board): Uint16Array {
  const { n, rounds } = board.problem
  const met = new Uint16Array(n * n)
  board.seats.forEach((chairs, round) => {
    const { width } = rounds[round]!
    for (let start = 0; start < chairs.length; start += width) {
      const group = chairs.subarray(start, start + width)
      for (const a of group) for (const b of group) if (a !== b && a < n && b < n) met[a * n + b]!++
    }
  })
  return met
}
