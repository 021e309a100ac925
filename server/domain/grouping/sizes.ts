/** The least and the greatest number of people in one breakout. */
export type Band = { min: number; max: number }

/** A way out when the band cannot be kept. Taking one is a host's explicit, logged override. */
export type NearestChoice = { sizes: number[]; label: string; needsOverride: true }

export type SizeAnswer = { ok: true; sizes: number[] } | { ok: false; nearest: NearestChoice[] }

export const defaultBand: Band = { min: 6, max: 10 }

/**
 * The numbers of breakouts that `count` people can be split into without leaving the band, ascending; empty if none.
 */
export function feasibleCounts(count: number, band: Band = defaultBand): number[] {
  const { fewest, most } = countRange(count, band)
  return Array.from({ length: Math.max(0, most - fewest + 1) }, (_, step) => fewest + step)
}

/** `count` people in `breakouts` breakouts whose sizes differ by at most one, larger ones first. */
export function evenSizes(count: number, breakouts: number): number[] {
  const least = Math.floor(count / breakouts)
  const larger = count % breakouts
  return Array.from({ length: breakouts }, (_, index) => (index < larger ? least + 1 : least))
}

/**
 * The sizes of the breakouts for `count` people: the feasible number of breakouts whose mean size is nearest to
 * `target` (default: the middle of the band; ties go to more, smaller breakouts). Sizes differ by at most one. When no
 * number fits the band (11 people in 6 to 10, or fewer people than its least) the nearest choices are named.
 */
export function breakoutSizes(count: number, band: Band = defaultBand, target?: number): SizeAnswer {
  const counts = feasibleCounts(count, band)
  if (counts.length === 0) return { ok: false, nearest: nearestChoices(count, band) }
  return { ok: true, sizes: evenSizes(count, countNearTarget(count, counts, target ?? (band.min + band.max) / 2)) }
}

/** The choices just outside the band: breakouts a little too large first, then breakouts a little too small. */
export function nearestChoices(count: number, band: Band = defaultBand): NearestChoice[] {
  if (count < 1) return []
  const { fewest, most } = countRange(count, band)
  const counts = [Math.max(1, most), Math.max(1, Math.min(fewest, count))]
  return [...new Set(counts)].map((breakouts) => {
    const sizes = evenSizes(count, breakouts)
    return { sizes, label: sizesLabel(sizes), needsOverride: true }
  })
}

function countRange(count: number, band: Band) {
  if (count < 1) return { fewest: 1, most: 0 }
  return { fewest: Math.ceil(count / band.max), most: Math.floor(count / Math.max(1, band.min)) }
}

function countNearTarget(count: number, counts: number[], target: number): number {
  const distance = (breakouts: number) => Math.abs(count / breakouts - target)
  return counts.reduce((best, breakouts) => (distance(breakouts) <= distance(best) ? breakouts : best))
}

/** The sizes of breakouts in words: "one room of 11", "5 + 6", or by kinds from four on, as "2 rooms of 5 and 2 rooms of 6". */
export function sizesLabel(sizes: number[]): string {
  if (sizes.length === 1) return `one room of ${sizes[0]}`
  const ascending = sizes.toSorted((a, b) => a - b)
  if (sizes.length <= 3) return ascending.join(' + ')
  const kinds = [...new Set(ascending)].map(
    (size) => `${sizes.filter((other) => other === size).length} rooms of ${size}`,
  )
  return kinds.join(' and ').replaceAll(/\b1 rooms/g, '1 room')
}
