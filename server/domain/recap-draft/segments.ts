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
  const likeness = turns.map((_, gap) => (gap === 0 ? 1 : windowLikeness(bags, at, gap, total / count / 2, weights)))
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

function windowLikeness(
  bags: readonly Set<string>[],
  at: readonly number[],
  gap: number,
  width: number,
  weights: Weights,
): number {
  const middle = at[gap - 1]!
  const left = new Map<string, number>()
  const right = new Map<string, number>()
  for (let i = gap - 1; i >= 0 && middle - at[i]! < width; i--)
    for (const term of bags[i]!) left.set(term, (left.get(term) ?? 0) + weights.of(term))
  for (let i = gap; i < bags.length && at[i - 1]! - middle < width; i++)
    for (const term of bags[i]!) right.set(term, (right.get(term) ?? 0) + weights.of(term))
  let dot = 0
  for (const [term, value] of left) dot += value * (right.get(term) ?? 0)
  const norm = Math.sqrt(squares(left) * squares(right))
  return norm > 0 ? dot / norm : 0
}

const squares = (bag: ReadonlyMap<string, number>): number => {
  let sum = 0
  for (const value of bag.values()) sum += value * value
  return sum
}

/** How far the likeness falls at a gap below the nearest peaks on both sides. */
function depthAt(likeness: readonly number[], gap: number, value: number): number {
  let left = value
  for (let i = gap - 1; i > 0 && likeness[i]! >= left; i--) left = likeness[i]!
  let right = value
  for (let i = gap + 1; i < likeness.length && likeness[i]! >= right; i++) right = likeness[i]!
  return left - value + (right - value)
}
