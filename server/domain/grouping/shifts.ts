import { fieldOf } from './field.ts'
import type { Frame } from './frame.ts'
import { type Random, drawBelow } from './random.ts'
import { tabledShifts } from './shift-tables.ts'

/**
 * `shifts[r][c]`: in round r, point y of column c sits in group y + shift (added in the group the shifts belong to).
 */
type Shifts = { shifts: number[][]; add: (a: number, b: number) => number }

/**
 * Columns of `groups` points each; in every round each column is shifted against the others, so that a group takes one
 * point of each column. Two columns meet afresh as long as their difference of shifts is new.
 *
 * For a prime power g and s <= g columns the shift is m * x over GF(g): the lines of an affine plane (Bose 1938), g
 * rounds without a repeated pair. Elsewhere it is a partial difference matrix (Bose and Bush 1952), as many mutually
 * orthogonal Latin rectangles, found by a short search over the cyclic group and Z_2 x Z_(g/2).
 */
export function shiftFrame(groups: number, columns: number, rounds: number, random: Random, effort: number): Frame {
  return (
    knownShiftFrame(groups, columns, rounds) ??
    frameOf(groups, columns, searchedShifts(groups, columns, rounds, random, effort))
  )
}

/** The same where nothing has to be searched for, else null. */
export function knownShiftFrame(groups: number, columns: number, rounds: number): Frame | null {
  const known = knownShifts(groups, columns, rounds)
  return known === null ? null : frameOf(groups, columns, known)
}

function frameOf(groups: number, columns: number, { shifts, add }: Shifts): Frame {
  const points = groups * columns
  const columnOf = Array.from({ length: points }, (_, point) => Math.floor(point / groups))
  return {
    groups,
    points,
    columnOf,
    rounds: shifts.map((row) => columnOf.map((column, point) => add(point % groups, row[column]!))),
  }
}

/** Shifts that are known to repeat nothing: lines over a field, lines modulo an odd number, and the tables. */
function knownShifts(groups: number, columns: number, rounds: number): Shifts | null {
  if (rounds === 1) return { add: (a) => a, shifts: [new Array<number>(columns).fill(0)] }
  if (columns > groups || rounds > groups) return null
  const field = fieldOf(groups)
  if (field !== null) {
    const { add, multiply } = field
    return { add, shifts: rowsOf(rounds, columns, (round, column) => multiply(round, column)) }
  }
  if (columns <= smallestFactor(groups)) {
    return { add: cyclic(groups), shifts: rowsOf(rounds, columns, (round, column) => (round * column) % groups) }
  }
  const known = tabledShifts(groups, columns, rounds)
  return known === null ? null : { add: known.isSplit ? split(groups) : cyclic(groups), shifts: known.shifts }
}

function smallestFactor(number: number): number {
  for (let factor = 2; factor * factor <= number; factor++) if (number % factor === 0) return factor
  return number
}

function searchedShifts(groups: number, columns: number, rounds: number, random: Random, effort: number): Shifts {
  let best: { shifts: number[][]; repeats: number; add: Shifts['add'] } | null = null
  for (const add of additions(groups)) {
    const found = differenceSearch(groups, columns, rounds, add, random, effort)
    if (best === null || found.repeats < best.repeats) best = { ...found, add }
    if (best.repeats === 0) break
  }
  return best!
}

type Addition = (a: number, b: number) => number

/** Abelian groups of this order: cyclic, and where 4 divides it, with the two-part split off. */
function additions(order: number): Addition[] {
  return order % 4 === 0 ? [split(order), cyclic(order)] : [cyclic(order)]
}

function cyclic(order: number): Addition {
  return (a, b) => (a + b) % order
}

function split(order: number): Addition {
  const half = order / 2
  return (a, b) => (((a % half) + (b % half)) % half) + half * (Number(a >= half) ^ Number(b >= half))
}

/** Anneals the shifts: the cost is how many differences of two columns come back. */
function differenceSearch(
  groups: number,
  columns: number,
  rounds: number,
  add: (a: number, b: number) => number,
  random: Random,
  effort: number,
): { shifts: number[][]; repeats: number } {
  const difference = differenceTable(groups, add)
  const shifts = rowsOf(rounds, columns, (round, column) => (round && column ? drawBelow(random, groups) : 0))
  const seen = Array.from({ length: columns * columns }, () => new Uint8Array(groups))
  let repeats = 0
  for (const row of shifts) {
    for (let a = 0; a < columns; a++) {
      for (let b = 0; b < a; b++) if (seen[a * columns + b]![difference[row[a]! * groups + row[b]!]!]!++ > 0) repeats++
    }
  }
  let best = { shifts: shifts.map((row) => [...row]), repeats }
  for (let step = 0; step < effort && best.repeats > 0; step++) {
    const temperature = 1.2 * Math.pow(0.12, step / effort)
    const row = shifts[1 + drawBelow(random, rounds - 1)]
    if (row === undefined || columns < 2) break
    const column = 1 + drawBelow(random, columns - 1)
    const before = row[column]!
    const after = drawBelow(random, groups)
    const change = move(row, column, after)
    if (change <= -temperature * Math.log(random() + 1e-12)) {
      repeats += change
      if (repeats < best.repeats) best = { shifts: shifts.map((other) => [...other]), repeats }
    } else move(row, column, before)
  }
  return best

  function move(row: number[], column: number, to: number): number {
    let change = 0
    for (let other = 0; other < columns; other++) {
      if (other === column) continue
      const [a, b] = column > other ? [column, other] : [other, column]
      const counts = seen[a * columns + b]!
      if (--counts[difference[row[a]! * groups + row[b]!]!]! > 0) change--
      const [shiftA, shiftB] = column > other ? [to, row[other]!] : [row[other]!, to]
      if (counts[difference[shiftA * groups + shiftB]!]!++ > 0) change++
    }
    row[column] = to
    return change
  }
}

function differenceTable(order: number, add: (a: number, b: number) => number): Uint16Array {
  const table = new Uint16Array(order * order)
  for (let a = 0; a < order; a++) for (let b = 0; b < order; b++) table[add(a, b) * order + b] = a
  return table
}

function rowsOf(rounds: number, columns: number, shift: (round: number, column: number) => number): number[][] {
  return Array.from({ length: rounds }, (_, round) =>
    Array.from({ length: columns }, (__, column) => shift(round, column)),
  )
}
