import { type Board, type Seating, keepsRules, replaceRound, swap, swapChange } from './board.ts'
import { type Random, drawBelow } from './random.ts'

/** When to stop: `spent` answers the spent share of the budget, 1 when it is used up; a cost at `goal` ends the search. */
export type Budget = { spent: () => number; goal: number }

const stepsBetweenLooks = 128

/**
 * Simulated annealing over all rounds at once (Kirkpatrick, Gelatt and Vecchi 1983; for this problem Dotu and Van
 * Hentenryck 2005, Cotta et al. 2006): two people of one round change places, a block who stay together with as many
 * others. Every step keeps the hard rules. The temperature falls from `hot` to `cold` (in units of cost) over the
 * budget. Leaves the board at the best seating found and answers its cost.
 */
export function anneal(board: Board, random: Random, hot: number, cold: number, budget: Budget): number {
  let best = board.cost
  let kept = copyOf(board.seats)
  let temperature = hot
  const rounds = board.seats.length
  for (let step = 0; best > budget.goal; step++) {
    if (step % stepsBetweenLooks === 0) {
      const spent = budget.spent()
      if (spent >= 1) break
      temperature = hot * Math.pow(cold / hot, spent)
    }
    const round = rounds === 1 ? 0 : drawBelow(random, rounds)
    // A change is accepted when it costs less than this threshold: the usual rule, drawn before it is priced.
    const threshold = -temperature * Math.log(random() + 1e-12)
    if (!tryStep(board, random, round, threshold)) continue
    if (board.cost < best) {
      best = board.cost
      kept = copyOf(board.seats, kept)
    }
  }
  restore(board, kept)
  return best
}

function tryStep(board: Board, random: Random, round: number, threshold: number): boolean {
  const shape = board.problem.rounds[round]!
  if (shape.groups < 2) return false
  const chairs = board.seats[round]!
  const from = drawBelow(random, chairs.length)
  const to = drawBelow(random, chairs.length)
  if (Math.floor(from / shape.width) === Math.floor(to / shape.width)) return false
  const a = chairs[from]!
  const b = chairs[to]!
  const blockOf = board.blockOf[round]!
  if (blockOf[a]! >= 0 || blockOf[b]! >= 0) return tryBlockStep(board, random, round, from, to, threshold)
  if (a === b) return false
  const { isFacilitator, n } = board.problem
  if (a === n || b === n || isFacilitator[a] !== isFacilitator[b]) {
    if (!keepsRules(board, round, [from], [to])) return false
  }
  const change = swapChange(board, round, from, to)
  if (change > threshold) return false
  swap(board, round, from, to, change)
  return true
}

/** A whole block against as many chairs of the other group, one chair after the other, and back if that is too dear. */
function tryBlockStep(board: Board, random: Random, round: number, from: number, to: number, threshold: number) {
  const sizeOf = (chair: number) => blockChairs(board, round, chair).length
  const [bigger, smaller] = sizeOf(from) >= sizeOf(to) ? [from, to] : [to, from]
  const leaving = blockChairs(board, round, bigger)
  const coming = chairsToTrade(board, random, round, smaller, leaving.length)
  if (coming === null || !keepsRules(board, round, leaving, coming)) return false
  let total = 0
  leaving.forEach((chair, place) => {
    const change = swapChange(board, round, chair, coming[place]!)
    swap(board, round, chair, coming[place]!, change)
    total += change
  })
  if (total <= threshold) return true
  leaving.forEach((chair, place) => swap(board, round, chair, coming[place]!, 0))
  board.cost -= total
  return false
}

function blockChairs(board: Board, round: number, chair: number): number[] {
  const block = board.blockOf[round]![board.seats[round]![chair]!]!
  if (block < 0) return [chair]
  return board.problem.rounds[round]!.blocks[block]!.map((member) => board.chairOf[round]![member]!)
}

/** The block on this chair, and others of its group who belong to no block, until there are `size`; null if too few. */
function chairsToTrade(board: Board, random: Random, round: number, chair: number, size: number): number[] | null {
  const { width } = board.problem.rounds[round]!
  const chosen = blockChairs(board, round, chair)
  const start = chair - (chair % width)
  const offset = drawBelow(random, width)
  for (let step = 0; step < width && chosen.length < size; step++) {
    const other = start + ((offset + step) % width)
    if (board.blockOf[round]![board.seats[round]![other]!]! < 0 && !chosen.includes(other)) chosen.push(other)
  }
  return chosen.length === size ? chosen : null
}

function copyOf(seats: Seating, into: Seating = seats.map((chairs) => chairs.slice())): Seating {
  seats.forEach((chairs, round) => into[round]!.set(chairs))
  return into
}

function restore(board: Board, kept: Seating) {
  kept.forEach((chairs, round) => replaceRound(board, round, chairs))
}
