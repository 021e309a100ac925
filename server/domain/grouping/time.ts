import type { Budget } from './anneal.ts'

/** The time a search may take: `clock` answers the milliseconds since it was asked for. */
export type Time = { clock: () => number; budgetMs: number }

/** The share of the budget that is spent, from 0 on. */
export function spentOf({ clock, budgetMs }: Time): number {
  return clock() / budgetMs
}

/** Half of the budget is for annealing: a short one leaves no time for every schedule. */
export function isLate(time: Time): boolean {
  return spentOf(time) > 0.5
}

/** What is left of the budget up to `share` of it, from 0 to 1. */
export function budgetOf({ clock, budgetMs }: Time, share: number, goal: number): Budget {
  const from = clock()
  const until = Math.max(from + 1, budgetMs * share)
  return { spent: () => (clock() - from) / (until - from), goal }
}
