/** A source of numbers in [0, 1): the same seed gives the same numbers. */
export type Random = () => number

/**
 * A small seeded generator: sfc32 (Chris Doty-Humphrey, PractRand) keyed by an FNV-1a hash of the seed.
 * Reproducible, not secret: never draw tokens from it.
 */
export function seededRandom(seed: string): Random {
  let a = hashed(seed, 0x811c9dc5)
  let b = hashed(seed, 0x9e3779b9)
  let c = hashed(seed, 0x85ebca6b)
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return (sum >>> 0) / 4294967296
  }
  for (let warmUp = 0; warmUp < 12; warmUp++) next()
  return next
}

/** A whole number from 0 to `bound` - 1. */
export function drawBelow(random: Random, bound: number): number {
  return Math.floor(random() * bound)
}

/** A shuffled copy (Fisher and Yates). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items]
  for (let last = copy.length - 1; last > 0; last--) {
    const other = drawBelow(random, last + 1)
    const moved = copy[last] as T
    copy[last] = copy[other] as T
    copy[other] = moved
  }
  return copy
}

function hashed(text: string, start: number): number {
  let hash = start
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash | 0
}
