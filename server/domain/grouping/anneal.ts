import { type Board, type Seating, swap, swapChange } from './board.ts'
import { type Random, drawBelow } from './random.ts'
import { keepsRules } from './rules.ts'

/**
 * When to stop: `spent` answers the spent share of the budget, 1 when it is used up; a cost at `goal` ends the search.
 */
export type Budget = { spent: () => number; goal: number }

const stepsBetweenLooks = 64

/**
 * Simulated annealing over all rounds at once (Kirkpatrick, Gelatt and Vecchi 1983; for this problem Dotu and Van
 * Hentenryck 2005, Cotta et al. 2006): two people of one round change places, a block who stay together with as many
 * others. Every step keeps the hard rules. The temperature falls from `hot` to `cold` (in units of cost) over the
 * budget. Works on the board, and answers the best seating it came by, with its cost.
 */
export function anneal(
  board: Board,
  random: Random,
  hot: number,
  cold: number,
  budget: Budget,
): { cost: number; seats: Seating } {
  let best = board.cost
  const seats = board.seats.map((chairs) => chairs.slice())
  let temperature = hot
  const rounds = board.seats.length
  for (let step = 0; best > budget.goal; step++) {
    if (step % stepsBetweenLooks === 0) {
      const spent = budget.spent()
      if (spent >= 1) break
      temperature = hot * Math.pow(cold / hot, spent)
    }
    const round = rounds === 1 ? 0 : drawBelow(random, rounds)
    if (tryStep(board, random, round, temperature) && board.cost < best) {
      best = board.cost
      board.seats.forEach((chairs, place) => seats[place]!.set(chairs))
    }
  }
  return { cost: best, seats }
}

/**
 * One person looks for somebody of another group to change places with: from a random chair on, the first change that
 * costs no more than this step allows is made. One draw serves all changes that are looked at.
 */
function tryStep(board: Board, random: Random, round: number, temperature: number): boolean {
  const chairs = board.seats[round]!
  const from = drawBelow(random, chairs.length)
  const a = chairs[from]!
  const blockOf = board.blockOf[round]!
  if (a === board.problem.n) return false
  if (blockOf[a]! >= 0) return tryBlockStep(board, random, round, from, drawBelow(random, chairs.length), temperature)
  const { groups, join, leave } = board.prices[round]!
  // Whoever meets nobody again has little to gain by moving: most steps go to the others.
  if (leave[a] === 0 && random() < 0.7) return false
  const { n, state, add } = board.meetings
  const { width } = board.problem.rounds[round]!
  const groupA = (from / width) | 0
  const allowed = leave[a]! - temperature * Math.log(random() + 1e-12)
  const first = drawBelow(random, groups)
  for (let turn = 0; turn < groups; turn++) {
    const groupB = (first + turn) % groups
    if (groupB === groupA) continue
    const rest = allowed - join[a * groups + groupB]!
    for (let to = groupB * width; to < groupB * width + width; to++) {
      const b = chairs[to]!
      if (join[b * groups + groupA]! - leave[b]! - 2 * add[state[a * n + b]!]! > rest || blockOf[b]! >= 0) continue
      if (!maySwap(board, round, from, to)) continue
      swap(board, round, from, to, swapChange(board, round, from, to))
      return true
    }
  }
  return false
}

function maySwap(board: Board, round: number, from: number, to: number): boolean {
  const { isFacilitator, n } = board.problem
  const chairs = board.seats[round]!
  if (chairs[to] !== n && isFacilitator[chairs[from]!] === isFacilitator[chairs[to]!]) return true
  return keepsRules(board, round, [from], [to])
}

/** The rule of Metropolis; a change that would hardly ever be made is refused without a draw. */
function isAccepted(change: number, temperature: number, random: Random): boolean {
  return change <= 0 || (change < 14 * temperature && random() < Math.exp(-change / temperature))
}

/** A whole block against as many chairs of the other group. */
function tryBlockStep(board: Board, random: Random, round: number, from: number, to: number, temperature: number) {
  if (board.groupOf[round]![board.seats[round]![from]!] === ((to / board.problem.rounds[round]!.width) | 0))
    return false
  const sizeOf = (chair: number) => blockChairs(board, round, chair).length
  const [bigger, smaller] = sizeOf(from) >= sizeOf(to) ? [from, to] : [to, from]
  const leaving = blockChairs(board, round, bigger)
  const coming = chairsToTrade(board, random, round, smaller, leaving.length)
  if (coming === null || !isAccepted(blockChange(board, round, leaving, coming), temperature, random)) return false
  if (!keepsRules(board, round, leaving, coming)) return false
  leaving.forEach((chair, place) => {
    swap(board, round, chair, coming[place]!, swapChange(board, round, chair, coming[place]!))
  })
  return true
}

/** As the sum of single swaps, but pairs who move together go on meeting, and pairs who pass each other do not meet. */
function blockChange(board: Board, round: number, leaving: number[], coming: number[]): number {
  const { n, state, add, take } = board.meetings
  const chairs = board.seats[round]!
  let change = 0
  for (const [place, from] of leaving.entries()) {
    change += swapChange(board, round, from, coming[place]!)
    for (const [other, to] of coming.entries()) {
      if (other !== place) change -= 2 * add[state[chairs[from]! * n + chairs[to]!]!]!
      if (other < place) {
        change += 2 * take[state[chairs[coming[place]!]! * n + chairs[to]!]!]!
        change += 2 * take[state[chairs[from]! * n + chairs[leaving[other]!]!]!]!
      }
    }
  }
  return change
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
