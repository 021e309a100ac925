import type { Turn } from './turns.ts'
import { terms } from './tokens.ts'
import type { Weights } from './weights.ts'

/**
 * Cuts a run of turns into at most `count` topics: between neighbouring windows of turns the likeness of their words is
 * measured, and the deepest valleys become borders (M. Hearst, "TextTiling", 1997). Borders keep a distance, so that no
 * topic is much shorter than the others. Returns the number of the topic of each turn.
 */
export function segmentsOf(turns: readonly Turn[], count: number, weights: Weights): number[] {
  const bags = turns.map((turn) => terms(turn.parts.map((part) => part.text).join(' ')))
  const sizes = turns.map((turn) => turn.parts.reduce((sum, part) => sum + part.text.length, 0))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const at: number[] = []
  let sum = 0
  for (const size of sizes) at.push((sum += size))
  const likeness = likenessAt(bags, at, total / count / 2, weights)
  const depths = likeness.map((value, gap) => (gap === 0 ? 0 : depthAt(likeness, gap, value)))
  const borders = new Set<number>()
  const shortest = (total / count) * 0.4
  const order = depths.map((_, gap) => gap).sort((a, b) => depths[b]! - depths[a]! || a - b)
  for (const gap of order) {
    if (gap === 0 || borders.size >= count - 1) continue
    const start = at[gap - 1]!
    if (start < shortest || total - start < shortest) continue
    if ([...borders].some((other) => Math.abs(at[other - 1]! - start) < shortest)) continue
    borders.add(gap)
  }
  let topic = 0
  return turns.map((_, i) => (borders.has(i) ? ++topic : topic))
}

/** How alike the words just before and just after each gap are, from 0 to 1; the windows slide along. */
function likenessAt(bags: readonly Set<string>[], at: readonly number[], width: number, weights: Weights): number[] {
  const left = new Map<string, number>()
  const right = new Map<string, number>()
  const shift = (bag: Map<string, number>, turn: number, sign: 1 | -1): void => {
    for (const term of bags[turn]!) {
      const value = (bag.get(term) ?? 0) + sign
      if (value === 0) bag.delete(term)
      else bag.set(term, value)
    }
  }
  let first = 0
  let next = 0
  return bags.map((_, gap) => {
    if (gap === 0) return 1
    const middle = at[gap - 1]!
    shift(left, gap - 1, 1)
    if (next < gap) next = gap
    else shift(right, gap - 1, -1)
    for (; first < gap - 1 && middle - at[first]! >= width; first++) shift(left, first, -1)
    for (; next < bags.length && at[next - 1]! - middle < width; next++) shift(right, next, 1)
    return cosine(left, right, weights)
  })
}

function cosine(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>, weights: Weights): number {
  let dot = 0
  let leftSquares = 0
  let rightSquares = 0
  for (const [term, count] of left) {
    const square = weights.of(term) ** 2
    leftSquares += square * count * count
    dot += square * count * (right.get(term) ?? 0)
  }
  for (const [term, count] of right) rightSquares += (weights.of(term) * count) ** 2
  return dot > 0 ? dot / Math.sqrt(leftSquares * rightSquares) : 0
}

/** How far the likeness falls at a gap below the nearest peaks on both sides. */
function depthAt(likeness: readonly number[], gap: number, value: number): number {
  let left = value
  for (let i = gap - 1; i > 0 && likeness[i]! >= left; i--) left = likeness[i]!
  let right = value
  for (let i = gap + 1; i < likeness.length && likeness[i]! >= right; i++) right = likeness[i]!
  return left - value + (right - value)
}
