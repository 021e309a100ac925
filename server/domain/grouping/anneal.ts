import { type Board, type Seating, swap, swapChange } from './board.ts'
import { type Random, drawBelow } from './random.ts'
import { keepsRules } from './rules.ts'

/**
 * When to stop: `spent` answers the spent share of the budget, 1 when it is used up; a cost at `goal` ends the search.
 */
export type Budget = { spent: () => number; goal: number }

const stepsBetweenLooks = 512
/** Twice what a meeting of a pair costs at most, unless it is beyond the limit: more cannot be saved by passing by. */
const mostForPair = 210

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
  for (let step = 0; best > budget.goal; step++) {
    if (step % stepsBetweenLooks === 0) {
      const spent = budget.spent()
      if (spent >= 1) break
      temperature = hot * Math.pow(cold / hot, spent)
    }
    if (tryStep(board, random, temperature) && board.cost < best) {
      best = board.cost
      board.seats.forEach((chairs, place) => seats[place]!.set(chairs))
    }
  }
  return { cost: best, seats }
}

/**
 * Two groups of a round look for two people who might change places: from a random chair on, the first change that costs
 * no more than this step allows is made. One draw serves all changes that are looked at, and most steps end at the first
 * look: nobody of these two groups can move so cheaply.
 */
function tryStep(board: Board, random: Random, temperature: number): boolean {
  const { prices } = board
  const draw = random() * prices.roundOf.length
  const place = draw | 0
  const round = prices.roundOf[place]!
  const from = place - prices.firstChair[round]!
  const chairs = board.seats[round]!
  const groups = prices.groups[round]!
  const width = prices.width[round]!
  const groupA = (from / width) | 0
  let groupB = ((draw - place) * (groups - 1)) | 0
  if (groupB >= groupA) groupB++
  if (groupB === groups) return false
  const blockOf = board.blockOf[round]!
  if (blockOf[chairs[from]!]! >= 0)
    return tryBlockStep(board, random, round, from, groupB * width + drawBelow(random, width), temperature)
  const { move, least, again } = prices
  const spotA = prices.firstLeast[round]! + groupA * groups + groupB
  const spotB = prices.firstLeast[round]! + groupB * groups + groupA
  const toA = least[spotA]!
  const cheapest = toA + least[spotB]! - mostForPair
  const luck = random()
  // Saves a logarithm: exp(-x) < 1 / (1 + x).
  if (luck * (cheapest + temperature) > temperature) return false
  const allowed = -temperature * Math.log(luck + 1e-12)
  if (cheapest > allowed) return false
  const start = prices.first[round]!
  const joinA = start + groupA * chairs.length
  const joinB = start + groupB * chairs.length
  const endA = groupA * width + width
  const endB = groupB * width + width
  let leastA = Infinity
  let leastB = Infinity
  for (let turn = 0, chair = from; turn < width; turn++) {
    const price = move[joinB + chair]!
    if (price < leastB) leastB = price
    const rest = allowed - price
    const a = chairs[chair]!
    if (toA <= rest + mostForPair && blockOf[a]! < 0) {
      const pairs = a * board.meetings.n
      leastA = Infinity
      for (let to = endB - width; to < endB; to++) {
        const back = move[joinA + to]!
        if (back < leastA) leastA = back
        if (back > rest + mostForPair) continue
        const b = chairs[to]!
        if (back - 2 * again[pairs + b]! > rest || blockOf[b]! >= 0 || a === b || !maySwap(board, round, chair, to))
          continue
        swap(board, round, chair, to, back + price - 2 * again[pairs + b]!)
        return true
      }
    }
    if (++chair === endA) chair -= width
  }
  least[spotB] = leastB
  if (leastA < Infinity) least[spotA] = leastA
  return false
}

function maySwap(board: Board, round: number, from: number, to: number): boolean {
  const { isFacilitator, n } = board.problem
  const chairs = board.seats[round]!
  if (chairs[from] !== n && chairs[to] !== n && isFacilitator[chairs[from]!] === isFacilitator[chairs[to]!]) return true
  return keepsRules(board, round, [from], [to])
}

/** The rule of Metropolis; a change that would hardly ever be made is refused without a draw. */
function isAccepted(change: number, temperature: number, random: Random): boolean {
  return change <= 0 || (change < 14 * temperature && random() < Math.exp(-change / temperature))
}

/** A whole block against as many chairs of the other group. */
function tryBlockStep(board: Board, random: Random, round: number, from: number, to: number, temperature: number) {
  const { width } = board.problem.rounds[round]!
  if (((from / width) | 0) === ((to / width) | 0)) return false
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
  const { n } = board.meetings
  const { again } = board.prices
  const { state, take } = board.meetings
  const chairs = board.seats[round]!
  let change = 0
  for (const [place, from] of leaving.entries()) {
    change += swapChange(board, round, from, coming[place]!)
    for (const [other, to] of coming.entries()) {
      if (other !== place) change -= 2 * again[chairs[from]! * n + chairs[to]!]!
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
  const { chairAt, rounds } = board.prices
  return board.problem.rounds[round]!.blocks[block]!.map((member) => chairAt[member * rounds + round]!)
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
