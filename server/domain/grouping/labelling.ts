import { balance } from './balance.ts'
import type { Frame } from './frame.ts'
import { apartCost, repeatCost } from './meetings.ts'
import type { Problem } from './problem.ts'
import { type Random, drawBelow, shuffled } from './random.ts'

/** Which point of a frame each member sits on; -1 for those for whom no point is left. */
export type Labelling = Int16Array

/**
 * Seats the members on the points of a frame: facilitators into one column, so that each group gets one; people kept
 * apart into one column as far as that goes; people who stay together onto one point. The points left over are then
 * chosen so that groups come out even in every round, whoever is absent, and last, members change points while that
 * avoids meeting people whom they met before. `effort` is the number of tries of each.
 */
export function labelling(problem: Problem, frame: Frame, random: Random, effort: number): Labelling {
  const units = unitsOf(problem)
  const occupant = new Int16Array(frame.points).fill(-1)
  const pointOf = placeUnits(problem, frame, units, occupant, random)
  balance(problem, frame, occupant, units, random, effort)
  occupant.forEach((unit, point) => unit >= 0 && (pointOf[unit] = point))
  avoidThoseMet(problem, frame, units, pointOf, random, effort)
  const labelled = new Int16Array(problem.n).fill(-1)
  units.forEach((unit, place) => unit.forEach((member) => (labelled[member] = pointOf[place]!)))
  return labelled
}

/** Everybody alone or with those they stay with; facilitators first, then who is kept apart from most. */
function unitsOf(problem: Problem): number[][] {
  const blocks = Map.groupBy(Array(problem.n).keys(), (member) => problem.blockOf[member]!)
  const single = (blocks.get(-1) ?? []).map((member) => [member])
  blocks.delete(-1)
  return [...blocks.values(), ...single]
}

function placeUnits(
  problem: Problem,
  frame: Frame,
  units: number[][],
  occupant: Int16Array,
  random: Random,
): Int16Array {
  const pointOf = new Int16Array(units.length).fill(-1)
  const unitOf = new Int16Array(problem.n)
  units.forEach((unit, place) => unit.forEach((member) => (unitOf[member] = place)))
  const free = shuffledColumns(frame, random)
  const leads = (place: number) => units[place]!.some((member) => problem.isFacilitator[member])
  const degree = (place: number) => units[place]!.reduce((sum, member) => sum + problem.apartOf[member]!.length, 0)
  const order = shuffled([...units.keys()], random).sort(
    (a, b) => Number(leads(b)) - Number(leads(a)) || degree(b) - degree(a),
  )
  for (const place of order) {
    const others = units[place]!.flatMap((member) => problem.apartOf[member]!.map((other) => pointOf[unitOf[other]!]!))
    const columns = others.flatMap((point) => (point < 0 ? [] : frame.columnOf[point]!))
    const beside = free.findIndex((point) => columns.includes(frame.columnOf[point]!))
    const [point] = free.splice(Math.max(0, beside), 1)
    if (point === undefined) break
    pointOf[place] = point
    occupant[point] = place
  }
  return pointOf
}

/** Points column by column, shuffled inside the columns. */
function shuffledColumns(frame: Frame, random: Random): number[] {
  const columns = Map.groupBy(Array(frame.points).keys(), (point) => frame.columnOf[point]!)
  return [...columns.values()].flatMap((points) => shuffled(points, random))
}

/** A quadratic assignment by descent: units alike change points while earlier meetings are repeated less. */
function avoidThoseMet(
  problem: Problem,
  frame: Frame,
  units: number[][],
  pointOf: Int16Array,
  random: Random,
  effort: number,
) {
  const prices = priceMatrix(problem, units)
  if (prices === null) return
  const kinds = units.map((unit) => kindOf(problem, unit))
  const meets = meetingCounts(frame)
  const width = frame.points + 1
  const count = units.length
  for (let step = 0; step < effort; step++) {
    const a = drawBelow(random, count)
    const b = drawBelow(random, count)
    if (a === b || kinds[a] !== kinds[b]) continue
    const rowA = (pointOf[a]! + 1) * width
    const rowB = (pointOf[b]! + 1) * width
    let change = 0
    for (let other = 0; other < count; other++) {
      if (other === a || other === b) continue
      const point = pointOf[other]! + 1
      change +=
        (meets[rowB + point]! - meets[rowA + point]!) * (prices[a * count + other]! - prices[b * count + other]!)
    }
    if (change > 0) continue
    const point = pointOf[a]!
    pointOf[a] = pointOf[b]!
    pointOf[b] = point
  }
}

/** Units of one kind may change points without a change in size or in facilitators of any group. */
function kindOf(problem: Problem, unit: number[]): string {
  const presence = problem.rounds.map((shape) => unit.filter((member) => shape.isPresent[member]).length)
  return `${presence.join(',')} ${unit.some((member) => problem.isFacilitator[member])}`
}

/** What a meeting of two units costs before any round is planned; null if none costs anything. */
function priceMatrix(problem: Problem, units: number[][]): Float64Array | null {
  const { n, history, fixed, apart } = problem
  const priceOf = (pair: number) => {
    const met = history[pair]! + fixed[pair]!
    return apart[pair] ? apartCost / 1000 : met > 0 ? repeatCost + met : 0
  }
  const prices = new Float64Array(units.length ** 2)
  units.forEach((unit, place) =>
    units.forEach((others, other) => {
      if (place === other) return
      for (const a of unit) for (const b of others) prices[place * units.length + other]! += priceOf(a * n + b)
    }),
  )
  return prices.some((price) => price > 0) ? prices : null
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
