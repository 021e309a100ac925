import { usualRates } from '../../server/live/rates.ts'

/** For tests that are about something else than budgets. */
export const boundless = Object.fromEntries(
  Object.keys(usualRates).map((name) => [name, { times: 10_000, withinMs: 1_000 }]),
) as typeof usualRates
