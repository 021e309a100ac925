import type { Frame } from './frame.ts'
import type { Problem } from './problem.ts'
import { type Random, drawBelow, shuffled } from './random.ts'
import { apartCost, repeatCost } from './meetings.ts'

/** Which point of a frame each member sits on; -1 for those for whom no point is left. */
export type Labelling = Int16Array

/**
 * Seats the members on the points of a frame: facilitators into one column, so that each group gets one; people kept
 * apart into one column as far as that goes; points left over stay free in the last column. Then members change points
 * while that avoids repeats of earlier meetings (a quadratic assignment, by descent), for `effort` tries.
 */
export function labelling(problem: Problem, frame: Frame, random: Random, effort: number): Labelling {
  const pointOf = firstLabelling(problem, frame, random)
  const prices = priceMatrix(problem)
  if (prices !== null) improve(problem, frame, pointOf, prices, random, effort)
  return pointOf
}

function firstLabelling(problem: Problem, frame: Frame, random: Random): Labelling {
  const pointOf = new Int16Array(problem.n).fill(-1)
  const free = shuffledColumns(frame, random)
  const order = shuffled([...Array(problem.n).keys()], random)
  const leaders = order.filter((member) => problem.isFacilitator[member])
  const others = order.filter((member) => !problem.isFacilitator[member])
  const byDegree = others.sort((a, b) => problem.apartOf[b]!.length - problem.apartOf[a]!.length)
  for (const member of [...leaders, ...byDegree]) {
    const place = freePlace(problem, frame, pointOf, free, member)
    if (place >= 0) pointOf[member] = free.splice(place, 1)[0]!
  }
  return pointOf
}

/** Points column by column, shuffled inside the columns. */
function shuffledColumns(frame: Frame, random: Random): number[] {
  const columns = Map.groupBy(Array(frame.points).keys(), (point) => frame.columnOf[point]!)
  return [...columns.values()].flatMap((points) => shuffled(points, random))
}

/** The first free point, or one in the column where somebody sits from whom this member is kept apart. */
function freePlace(problem: Problem, frame: Frame, pointOf: Labelling, free: number[], member: number): number {
  const columns = problem.apartOf[member]!.flatMap((other) =>
    pointOf[other]! < 0 ? [] : frame.columnOf[pointOf[other]!]!,
  )
  const beside = free.findIndex((point) => columns.includes(frame.columnOf[point]!))
  return beside >= 0 ? beside : free.length > 0 ? 0 : -1
}

/** What a meeting of two members in a planned round costs before any round is planned; null if nothing costs. */
function priceMatrix(problem: Problem): Float64Array | null {
  const { n, history, fixed, apart } = problem
  let priced = false
  const prices = Float64Array.from({ length: n * n }, (_, pair) => {
    const met = history[pair]! + fixed[pair]!
    const price = apart[pair] ? apartCost / 1000 : met > 0 ? repeatCost + met : 0
    if (price > 0) priced = true
    return price
  })
  return priced ? prices : null
}

function improve(
  problem: Problem,
  frame: Frame,
  pointOf: Labelling,
  prices: Float64Array,
  random: Random,
  effort: number,
) {
  const { n } = problem
  const meets = meetingCounts(frame)
  const width = frame.points + 1
  for (let step = 0; step < effort; step++) {
    const a = drawBelow(random, n)
    const b = drawBelow(random, n)
    if (a === b || problem.isFacilitator[a] !== problem.isFacilitator[b]) continue
    const rowA = (pointOf[a]! + 1) * width
    const rowB = (pointOf[b]! + 1) * width
    let change = 0
    for (let other = 0; other < n; other++) {
      if (other === a || other === b) continue
      const point = pointOf[other]! + 1
      change += (meets[rowB + point]! - meets[rowA + point]!) * (prices[a * n + other]! - prices[b * n + other]!)
    }
    if (change > 0) continue
    const point = pointOf[a]!
    pointOf[a] = pointOf[b]!
    pointOf[b] = point
  }
}

/** How often two points meet, shifted by one: row and column 0 belong to nobody's point. */
function meetingCounts(frame: Frame): Uint8Array {
  const width = frame.points + 1
  const counts = new Uint8Array(width * width)
  for (const labels of frame.rounds) {
    for (let a = 0; a < frame.points; a++) {
      for (let b = 0; b < frame.points; b++) if (a !== b && labels[a] === labels[b]) counts[(a + 1) * width + b + 1]!++
    }
  }
  return counts
}
