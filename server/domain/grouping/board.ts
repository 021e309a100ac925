import { type Meetings, countGroup, groupCost } from './meetings.ts'
import { type Prices, exchange, pricesOf } from './prices.ts'
import type { Problem } from './problem.ts'

/**
 * Seats of every round: group after group, `width` chairs each; a chair holds a member's index, or n when it is empty.
 */
export type Seating = Int16Array[]

/**
 * A seating with all that a swap has to keep up: meetings, the price of every change, empty chairs and facilitators
 * per group, covered groups per round, and the cost of everything. A group has one empty chair at most, so that sizes
 * differ by one at most.
 */
export type Board = {
  problem: Problem
  meetings: Meetings
  seats: Seating
  prices: Prices
  empty: Uint8Array[]
  facilitators: Uint8Array[]
  covered: Int32Array
  /** The block (index into the round's blocks) of a member in this round, or -1. */
  blockOf: Int16Array[]
  cost: number
}

/** A board for a valid seating. `before` holds the meetings before the first round; it is copied. */
export function boardOf(problem: Problem, before: Meetings, seating: Seating): Board {
  const meetings = { ...before, state: before.state.slice() }
  const seats = seating.map((chairs) => chairs.slice())
  const cost = seatEverybody(problem, meetings, seats)
  const marks = seats.map((chairs, round) => marksOf(problem, chairs, round))
  return {
    problem,
    meetings,
    seats,
    prices: pricesOf(meetings, problem, seats),
    empty: marks.map(({ empty }) => empty),
    facilitators: marks.map(({ facilitators }) => facilitators),
    covered: Int32Array.from(marks, ({ facilitators }) => facilitators.filter((count) => count > 0).length),
    blockOf: problem.rounds.map((round) => blockNumbers(problem.n, round.blocks)),
    cost,
  }
}

/** What the cost changes by when the people on two chairs of different groups change places; negative is better. */
export function swapChange(board: Board, round: number, from: number, to: number): number {
  const { first, chairs, width, move, again } = board.prices
  const seats = board.seats[round]!
  const row = chairs[round]!
  const wide = width[round]!
  const start = first[round]!
  const pair = again[seats[from]! * board.meetings.n + seats[to]!]!
  return move[start + ((to / wide) | 0) * row + from]! + move[start + ((from / wide) | 0) * row + to]! - 2 * pair
}

/** Lets the people on two chairs of different groups change places; `change` is what `swapChange` answered. */
export function swap(board: Board, round: number, from: number, to: number, change: number) {
  const { width } = board.problem.rounds[round]!
  const chairs = board.seats[round]!
  moveMarks(board, round, (from / width) | 0, (to / width) | 0, chairs[from]!, chairs[to]!)
  exchange(board.meetings, board.prices, chairs, round, from, to)
  board.cost += change
}

/** Keeps the counts of empty chairs and facilitators when `a` goes from one group to another and `b` the other way. */
function moveMarks(board: Board, round: number, from: number, to: number, a: number, b: number) {
  const nobody = board.problem.n
  const { isFacilitator } = board.problem
  const empty = board.empty[round]!
  const emptyMoved = Number(a === nobody) - Number(b === nobody)
  empty[from]! -= emptyMoved
  empty[to]! += emptyMoved
  const moved = isFacilitator[a]! - isFacilitator[b]!
  if (moved === 0) return
  const facilitators = board.facilitators[round]!
  const before = Number(facilitators[from]! > 0) + Number(facilitators[to]! > 0)
  facilitators[from]! -= moved
  facilitators[to]! += moved
  board.covered[round]! += Number(facilitators[from]! > 0) + Number(facilitators[to]! > 0) - before
}

/** Counts the meetings of all rounds, and answers what they cost. */
function seatEverybody(problem: Problem, meetings: Meetings, seats: Seating): number {
  let cost = 0
  seats.forEach((chairs, round) => {
    const { width } = problem.rounds[round]!
    for (let start = 0; start < chairs.length; start += width) {
      const group = chairs.subarray(start, start + width)
      cost += groupCost(meetings, group)
      countGroup(meetings, group, 1)
    }
  })
  return cost
}

/** Empty chairs and facilitators of each group. */
function marksOf({ n, isFacilitator, rounds }: Problem, chairs: Int16Array, round: number) {
  const { width, groups } = rounds[round]!
  const empty = new Uint8Array(groups)
  const facilitators = new Uint8Array(groups)
  chairs.forEach((member, chair) => {
    const group = (chair / width) | 0
    empty[group]! += Number(member === n)
    facilitators[group]! += isFacilitator[member]!
  })
  return { empty, facilitators }
}

function blockNumbers(n: number, blocks: number[][]): Int16Array {
  const numbers = new Int16Array(n + 1).fill(-1)
  blocks.forEach((block, place) => block.forEach((member) => (numbers[member] = place)))
  return numbers
}
