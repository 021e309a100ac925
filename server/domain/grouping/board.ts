import { type Meetings, countGroup, groupCost } from './meetings.ts'
import { type Prices, changePair, pricesOf, repriceMoved, repriceOthers } from './prices.ts'
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
  chairOf: Int16Array[]
  /** The group of each member in each round, -1 for who is absent. */
  groupOf: Int16Array[]
  prices: Prices[]
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
  const board: Board = {
    problem,
    meetings,
    seats: seating.map((chairs) => chairs.slice()),
    chairOf: [],
    groupOf: [],
    prices: [],
    empty: [],
    facilitators: [],
    covered: new Int32Array(problem.rounds.length),
    blockOf: problem.rounds.map((round) => blockNumbers(problem.n, round.blocks)),
    cost: 0,
  }
  seating.forEach((_, round) => markRound(board, round))
  board.prices = problem.rounds.map((shape, round) => pricesOf(meetings, board.groupOf[round]!, shape))
  return board
}

/** What the cost changes by when the people on two chairs of different groups change places; negative is better. */
export function swapChange(board: Board, round: number, from: number, to: number): number {
  const { n, state, add } = board.meetings
  const chairs = board.seats[round]!
  const { groups, join, leave } = board.prices[round]!
  const { width } = board.problem.rounds[round]!
  const a = chairs[from]!
  const b = chairs[to]!
  const groupA = (from / width) | 0
  const groupB = (to / width) | 0
  const pair = add[state[a * n + b]!]!
  return join[a * groups + groupB]! + join[b * groups + groupA]! - 2 * pair - leave[a]! - leave[b]!
}

/** Lets the people on two chairs of different groups change places; `change` is what `swapChange` answered. */
export function swap(board: Board, round: number, from: number, to: number, change: number) {
  const { meetings } = board
  const shape = board.problem.rounds[round]!
  const { width } = shape
  const chairs = board.seats[round]!
  const a = chairs[from]!
  const b = chairs[to]!
  const groupA = (from / width) | 0
  const groupB = (to / width) | 0
  recount(board, chairs, width, from, b)
  recount(board, chairs, width, to, a)
  chairs[from] = b
  chairs[to] = a
  board.chairOf[round]![a] = to
  board.chairOf[round]![b] = from
  board.groupOf[round]![a] = groupB
  board.groupOf[round]![b] = groupA
  const prices = board.prices[round]!
  repriceOthers(meetings, prices, shape, board.groupOf[round]!, [a, b], [groupA, groupB])
  repriceMoved(meetings, prices, chairs, width, a, groupB, groupA)
  repriceMoved(meetings, prices, chairs, width, b, groupA, groupB)
  moveMarks(board, round, groupA, groupB, a, b)
  board.cost += change
}

/** Who sits on this chair meets its neighbours once less, who comes once more. Nobody has changed places yet. */
function recount(board: Board, chairs: Int16Array, width: number, chair: number, comes: number) {
  const { meetings, prices, groupOf } = board
  const nobody = meetings.n - 1
  const leaves = chairs[chair]!
  const start = chair - (chair % width)
  for (let place = start; place < start + width; place++) {
    const other = chairs[place]!
    if (place === chair || other === nobody) continue
    if (leaves !== nobody) changePair(meetings, prices, groupOf, leaves, other, -1)
    if (comes !== nobody) changePair(meetings, prices, groupOf, comes, other, 1)
  }
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

/** Places, counts and costs of one round as it sits. */
function markRound(board: Board, round: number) {
  const { n, isFacilitator } = board.problem
  const { width, groups } = board.problem.rounds[round]!
  const chairs = board.seats[round]!
  const chairOf = new Int16Array(n + 1).fill(-1)
  const groupOf = new Int16Array(n + 1).fill(-1)
  const empty = new Uint8Array(groups)
  const facilitators = new Uint8Array(groups)
  chairs.forEach((member, chair) => {
    const group = (chair / width) | 0
    chairOf[member] = chair
    groupOf[member] = group
    empty[group]! += Number(member === n)
    facilitators[group]! += isFacilitator[member]!
  })
  board.chairOf[round] = chairOf
  board.groupOf[round] = groupOf
  board.empty[round] = empty
  board.facilitators[round] = facilitators
  board.covered[round] = facilitators.filter((count) => count > 0).length
  for (let start = 0; start < chairs.length; start += width) {
    const group = chairs.subarray(start, start + width)
    board.cost += groupCost(board.meetings, group)
    countGroup(board.meetings, group, 1)
  }
}

function blockNumbers(n: number, blocks: number[][]): Int16Array {
  const numbers = new Int16Array(n + 1).fill(-1)
  blocks.forEach((block, place) => block.forEach((member) => (numbers[member] = place)))
  return numbers
}
