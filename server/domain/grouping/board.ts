import { type Meetings, countGroup } from './meetings.ts'
import type { Problem } from './problem.ts'

/** Seats of every round: group after group, `width` chairs each; a chair holds a member's index, or n when it is empty. */
export type Seating = Int16Array[]

/**
 * A seating with all that a swap has to keep up: meetings, empty chairs and facilitators per group, covered groups per
 * round, and the cost of everything. A group has one empty chair at most: so sizes differ by one at most.
 */
export type Board = {
  problem: Problem
  meetings: Meetings
  seats: Seating
  chairOf: Int16Array[]
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
    empty: [],
    facilitators: [],
    covered: new Int32Array(problem.rounds.length),
    blockOf: problem.rounds.map((round) => blockNumbers(problem.n, round.blocks)),
    cost: 0,
  }
  board.seats.forEach((_, round) => seatRoundOnBoard(board, round))
  return board
}

/** What the cost changes by when the people on two chairs of different groups change places; negative is better. */
export function swapChange(board: Board, round: number, from: number, to: number): number {
  const { n, state, add, take } = board.meetings
  const chairs = board.seats[round]!
  const { width } = board.problem.rounds[round]!
  const rowA = chairs[from]! * n
  const rowB = chairs[to]! * n
  const startA = from - (from % width)
  const startB = to - (to % width)
  let change = 0
  for (let chair = startA; chair < startA + width; chair++) {
    if (chair === from) continue
    const other = chairs[chair]!
    change += add[state[rowB + other]!]! - take[state[rowA + other]!]!
  }
  for (let chair = startB; chair < startB + width; chair++) {
    if (chair === to) continue
    const other = chairs[chair]!
    change += add[state[rowA + other]!]! - take[state[rowB + other]!]!
  }
  return change
}

/** Lets the people on two chairs of different groups change places; `change` is what `swapChange` answered. */
export function swap(board: Board, round: number, from: number, to: number, change: number) {
  const { width } = board.problem.rounds[round]!
  const chairs = board.seats[round]!
  const a = chairs[from]!
  const b = chairs[to]!
  recount(board, chairs, width, from, a, b)
  recount(board, chairs, width, to, b, a)
  chairs[from] = b
  chairs[to] = a
  const chairOf = board.chairOf[round]!
  chairOf[a] = to
  chairOf[b] = from
  moveMarks(board, round, Math.floor(from / width), Math.floor(to / width), a, b)
  board.cost += change
}

/** Whether sizes and facilitators stay as they must when the two groups exchange so many chairs. */
export function keepsRules(board: Board, round: number, fromChairs: number[], toChairs: number[]): boolean {
  const shape = board.problem.rounds[round]!
  const nobody = board.problem.n
  const { isFacilitator } = board.problem
  const chairs = board.seats[round]!
  let emptyMoved = 0
  let facilitatorsMoved = 0
  for (let place = 0; place < fromChairs.length; place++) {
    const a = chairs[fromChairs[place]!]!
    const b = chairs[toChairs[place]!]!
    emptyMoved += Number(a === nobody) - Number(b === nobody)
    facilitatorsMoved += (a === nobody ? 0 : isFacilitator[a]!) - (b === nobody ? 0 : isFacilitator[b]!)
  }
  const from = Math.floor(fromChairs[0]! / shape.width)
  const to = Math.floor(toChairs[0]! / shape.width)
  const empty = board.empty[round]!
  if (empty[from]! - emptyMoved > 1 || empty[to]! + emptyMoved > 1) return false
  if (facilitatorsMoved === 0 || shape.covered === 0) return true
  const { [from]: inFrom = 0, [to]: inTo = 0 } = board.facilitators[round]!
  const lost = Number(inFrom > 0) + Number(inTo > 0)
  const kept = Number(inFrom - facilitatorsMoved > 0) + Number(inTo + facilitatorsMoved > 0)
  return board.covered[round]! - lost + kept >= shape.covered
}

/** Replaces one round by another valid seating of it. */
export function replaceRound(board: Board, round: number, chairs: Int16Array) {
  board.cost -= countRound(board, round, -1)
  board.seats[round] = chairs.slice()
  seatRoundOnBoard(board, round)
}

function seatRoundOnBoard(board: Board, round: number) {
  const { width, groups } = board.problem.rounds[round]!
  const chairs = board.seats[round]!
  const chairOf = new Int16Array(board.problem.n + 1).fill(-1)
  const empty = new Uint8Array(groups)
  const facilitators = new Uint8Array(groups)
  chairs.forEach((member, chair) => {
    const group = Math.floor(chair / width)
    chairOf[member] = chair
    if (member === board.problem.n) empty[group]!++
    else facilitators[group]! += board.problem.isFacilitator[member]!
  })
  board.chairOf[round] = chairOf
  board.empty[round] = empty
  board.facilitators[round] = facilitators
  board.covered[round] = facilitators.filter((count) => count > 0).length
  board.cost += countRound(board, round, 1)
}

/** Counts the meetings of a round in or out, and answers what they cost. */
function countRound(board: Board, round: number, change: 1 | -1): number {
  const { n, state, add, take } = board.meetings
  const { width } = board.problem.rounds[round]!
  const chairs = board.seats[round]!
  let cost = 0
  for (let start = 0; start < chairs.length; start += width) {
    const group = chairs.subarray(start, start + width)
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < i; j++) {
        const pair = state[group[i]! * n + group[j]!]!
        cost += change === 1 ? add[pair]! : take[pair]!
      }
    }
    countGroup(board.meetings, group, change)
  }
  return cost
}

function recount(board: Board, chairs: Int16Array, width: number, chair: number, leaves: number, comes: number) {
  const { n, state } = board.meetings
  const nobody = n - 1
  const start = chair - (chair % width)
  for (let place = start; place < start + width; place++) {
    const other = chairs[place]!
    if (place === chair || other === nobody) continue
    if (leaves !== nobody) {
      state[leaves * n + other]!--
      state[other * n + leaves]!--
    }
    if (comes !== nobody) {
      state[comes * n + other]!++
      state[other * n + comes]!++
    }
  }
}

function moveMarks(board: Board, round: number, from: number, to: number, a: number, b: number) {
  const nobody = board.problem.n
  const empty = board.empty[round]!
  const emptyMoved = Number(a === nobody) - Number(b === nobody)
  empty[from]! -= emptyMoved
  empty[to]! += emptyMoved
  const { isFacilitator } = board.problem
  const moved = (a === nobody ? 0 : isFacilitator[a]!) - (b === nobody ? 0 : isFacilitator[b]!)
  if (moved === 0) return
  const facilitators = board.facilitators[round]!
  const before = Number(facilitators[from]! > 0) + Number(facilitators[to]! > 0)
  facilitators[from]! -= moved
  facilitators[to]! += moved
  board.covered[round]! += Number(facilitators[from]! > 0) + Number(facilitators[to]! > 0) - before
}

function blockNumbers(n: number, blocks: number[][]): Int16Array {
  const numbers = new Int16Array(n + 1).fill(-1)
  blocks.forEach((block, place) => block.forEach((member) => (numbers[member] = place)))
  return numbers
}
