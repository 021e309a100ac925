/** A finite field of order q, its elements numbered 0 to q - 1: 0 is zero, 1 is one. */
export type Field = { order: number; add: (a: number, b: number) => number; multiply: (a: number, b: number) => number }

/**
 * GF(q) for a prime power q, or null. Elements are polynomials over Z_p, written in base p; they multiply by
 * logarithms to the base x, modulo the first primitive polynomial of the right degree (Lidl and Niederreiter, Finite
 * Fields, 1997).
 */
export function fieldOf(order: number): Field | null {
  if (order < 2) return null
  const prime = smallestPrimeFactor(order)
  const degree = Math.round(Math.log(order) / Math.log(prime))
  if (prime ** degree !== order) return null
  if (degree === 1) return { order, add: (a, b) => (a + b) % prime, multiply: (a, b) => (a * b) % prime }

  const add = (a: number, b: number) => {
    let sum = 0
    for (let unit = 1; unit < order; unit *= prime) {
      sum += ((Math.floor(a / unit) + Math.floor(b / unit)) % prime) * unit
    }
    return sum
  }
  const powers = powersOfX(order, prime, add)
  const logarithm = new Map(powers.map((element, exponent) => [element, exponent]))
  const multiply = (a: number, b: number) =>
    a === 0 || b === 0 ? 0 : powers[(logarithm.get(a)! + logarithm.get(b)!) % (order - 1)]!
  return { order, add, multiply }
}

function smallestPrimeFactor(number: number): number {
  for (let factor = 2; factor * factor <= number; factor++) if (number % factor === 0) return factor
  return number
}

/** 1, x, x^2 ... modulo the first polynomial x^degree - tail under which they are all the elements but zero. */
function powersOfX(order: number, prime: number, add: (a: number, b: number) => number): number[] {
  const top = order / prime
  for (let tail = 1; tail < order; tail++) {
    const powers = [1]
    for (let power = timesX(1); power !== 1 && power !== 0 && powers.length < order; power = timesX(power))
      powers.push(power)
    if (powers.length === order - 1) return powers

    function timesX(element: number): number {
      let product = (element % top) * prime
      for (let carry = Math.floor(element / top); carry > 0; carry--) product = add(product, tail)
      return product
    }
  }
  throw new RangeError(`no field of order ${order}`)
}
