import type { Evidence } from './evidence.ts'

/** What a check found about one promise. */
export type Verdict = {
  promise: string
  says: string
  figures: string
  isHeld: boolean
  /** The first few things that broke it. */
  examples: string[]
}

/** Null where a run gives no evidence for it. */
export type Check = (evidence: Evidence) => Verdict | null | Promise<Verdict>

/** Counts what breaks a promise, and keeps the first few. */
export function createFindings(): {
  add(example: string): void
  count(): number
  verdict(known: Omit<Verdict, 'isHeld' | 'examples'>): Verdict
} {
  const examples: string[] = []
  let count = 0
  return {
    add(example) {
      count++
      if (examples.length < 5) examples.push(example)
    },
    count: () => count,
    verdict: (known) => ({ ...known, isHeld: count === 0, examples }),
  }
}

export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

export function groupBy<T>(list: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of list) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
