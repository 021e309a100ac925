import { seededRandom, shuffled } from './random.ts'

/**
 * Random breakouts of the given sizes: every split is equally likely, and the same members, sizes and seed give the
 * same one. `sizes` comes from `breakoutSizes` and must add up to the number of members (else a RangeError: a caller's
 * mistake).
 */
export function evenGroups(members: string[], sizes: number[], seed: string): string[][] {
  const seats = sizes.reduce((sum, size) => sum + size, 0)
  if (seats !== members.length) throw new RangeError(`${members.length} members cannot fill ${seats} places`)
  const order = shuffled(members, seededRandom(seed))
  let start = 0
  return sizes.map((size) => order.slice(start, (start += size)))
}
