import { type Field, fieldOf } from './field.ts'
import type { Frame } from './frame.ts'

/**
 * Groups of three or four in which everybody meets everybody once, where a finite field gives one, or null.
 *
 * Kirkman triple systems for 2q + 1 and 3q people, q = 6t + 1 a prime power (Ray-Chaudhuri and Wilson 1971), and
 * resolvable designs with blocks of four for 3q + 1 people, q = 4t + 1 (Bose 1939; Hanani, Ray-Chaudhuri and Wilson
 * 1972). People are copies of the field, and one more where the number asks for it; a base round is moved about by
 * adding each element of the field.
 */
export function systemFrame(groups: number, size: number, rounds: number): Frame | null {
  const points = groups * size
  const systems =
    size === 3 ? [doubled((points - 1) / 2), tripled(points / 3)] : size === 4 ? [quadrupled((points - 1) / 3)] : []
  const found = systems.find((system) => system !== null && system.length >= rounds)
  return found ? frameOf(groups, points, found.slice(0, rounds)) : null
}

/** A round as its groups of points. */
type Round = number[][]

function doubled(order: number): Round[] | null {
  const field = fieldWith(order, 6)
  if (field === null) return null
  const t = (order - 1) / 6
  const { power, add } = field
  const half = [...Array(order).keys()].find((element) => add(element, element) === add(power(t), 1))!
  const m = [...Array(order - 1).keys()].find((exponent) => power(exponent) === half)
  if (m === undefined) return null
  const other = (exponent: number) => order + power(exponent)
  const mixed = [0, 2 * t, 4 * t].flatMap((first) =>
    upTo(t).map((i) => [power(first + i), power(first + i + t), other(first + i + m)]),
  )
  const pure = upTo(t).map((i) => [t, 3 * t, 5 * t].map((turn) => other(m + i + turn)))
  return developed(field, 2, [[0, order, 2 * order], ...mixed, ...pure])
}

function tripled(order: number): Round[] | null {
  const field = fieldWith(order, 6)
  if (field === null) return null
  const t = (order - 1) / 6
  const { power } = field
  const across = (i: number) => [0, 1, 2].map((copy) => copy * order + power(i + 2 * t * copy))
  const pure = upTo(t).flatMap((i) =>
    [0, 1, 2].map((copy) => [0, 2 * t, 4 * t].map((turn) => copy * order + power(i + turn))),
  )
  const mixed = [t, 3 * t, 5 * t].flatMap((first) => upTo(t).map((i) => across(first + i)))
  const whole = [0, 2 * t, 4 * t].flatMap((first) =>
    upTo(t).map((i) => developed(field, 3, [across(first + i)]).flat()),
  )
  return [...developed(field, 3, [[0, order, 2 * order], ...pure, ...mixed]), ...whole]
}

function quadrupled(order: number): Round[] | null {
  const field = fieldWith(order, 4)
  if (field === null) return null
  const t = (order - 1) / 4
  const { power, add, minusOne } = field
  // An odd power a of the generator for which (a + 1) / (a - 1) is an odd power too: then no difference comes twice.
  const logarithm = (element: number) => upTo(order - 1).find((exponent) => power(exponent) === element)!
  const turn = upTo(order - 1).find((exponent) => {
    if (exponent % 2 === 0) return false
    const sum = add(power(exponent), 1)
    const difference = add(power(exponent), minusOne)
    return sum !== 0 && difference !== 0 && (logarithm(sum) - logarithm(difference)) % 2 !== 0
  })
  if (turn === undefined) return null
  const blocks = upTo(t).flatMap((i) =>
    [0, 1, 2].map((copy) => {
      const next = ((copy + 1) % 3) * order
      const here = copy * order
      return [
        here + power(2 * i),
        here + power(2 * i + 2 * t),
        next + power(2 * i + turn),
        next + power(2 * i + turn + 2 * t),
      ]
    }),
  )
  return developed(field, 3, [[0, order, 2 * order, 3 * order], ...blocks])
}

type Powers = Field & { power: (exponent: number) => number; minusOne: number }

/** The field of this order, with the powers of a generator, if the order is one more than a multiple of `step`. */
function fieldWith(order: number, step: number): Powers | null {
  if (order < 5 || order % step !== 1) return null
  const field = fieldOf(order)
  if (field === null) return null
  for (let generator = 2; generator < order; generator++) {
    const powers = [1]
    for (let next = generator; next !== 1; next = field.multiply(next, generator)) powers.push(next)
    if (powers.length < order - 1) continue
    const power = (exponent: number) => powers[exponent % (order - 1)]!
    return { ...field, power, minusOne: power((order - 1) / 2) }
  }
  return null
}

/** A base round moved by each element of the field; a point beyond its `copies` stays. */
function developed({ order, add }: Field, copies: number, base: Round): Round[] {
  const moved = (point: number, by: number) =>
    point < copies * order ? point - (point % order) + add(point % order, by) : point
  return upTo(order).map((by) => base.map((group) => group.map((point) => moved(point, by))))
}

function frameOf(groups: number, points: number, rounds: Round[]): Frame {
  const labelsOf = (round: Round) => {
    const labels = new Array<number>(points)
    round.forEach((group, label) => group.forEach((point) => (labels[point] = label)))
    return labels
  }
  return { groups, points, columnOf: new Array<number>(points).fill(-1), rounds: rounds.map(labelsOf) }
}

function upTo(count: number): number[] {
  return [...Array(count).keys()]
}
