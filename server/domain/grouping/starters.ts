import type { Frame } from './frame.ts'

/**
 * Base rounds that were found by search and are checked by a test: `groups` of `size` people, developed modulo `rounds`
 * (one orbit after another, then fixed points), give that many rounds without a repeated pair. They are Kirkman triple
 * systems (Kirkman 1850; Ray-Chaudhuri and Wilson 1971), nearly Kirkman triple systems, resolvable designs with blocks
 * of four (Hanani, Ray-Chaudhuri and Wilson 1972; 8-4-10: Aguado 2004), and starter blocks in the manner of Miller,
 * Valkov and Abel (Symmetry 2026, 18(2), 269).
 */
const baseRounds: { groups: number; size: number; rounds: number; order: string }[] = []

/** The schedule of a known base round for so many groups, size and rounds, or null. */
export function starterFrame(groups: number, size: number, rounds: number): Frame | null {
  const known = baseRounds.find((base) => base.groups === groups && base.size === size && base.rounds >= rounds)
  if (known === undefined) return null
  const order = known.order.split(' ').map((point) => parseInt(point, 36))
  const points = groups * size
  const moved = points - (points % known.rounds)
  return {
    groups,
    points,
    columnOf: new Array<number>(points).fill(-1),
    rounds: Array.from({ length: rounds }, (_, round) => {
      const labels = new Array<number>(points)
      order.forEach((point, chair) => (labels[turned(point, round)] = Math.floor(chair / size)))
      return labels
    }),
    apartRounds: 0,
  }

  function turned(point: number, round: number): number {
    if (point >= moved) return point
    const place = point % known!.rounds
    return point - place + ((place + round) % known!.rounds)
  }
}
