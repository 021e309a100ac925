import type { CommandName } from '../../shared/commands.ts'
import type { NoteName } from '../../shared/notes.ts'
import type { QueryName } from '../../shared/queries.ts'

/** How often something may be done within how long: all of it at once, or spread. */
export type Budget = { times: number; withinMs: number }

export type RatedName = CommandName | QueryName | NoteName

const secondMs = 1_000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/** Each person's budgets on one node. Twice the steady pace fits into one burst. */
export const usualRates = {
  words: { times: 10, withinMs: 2 * secondMs },
  touches: { times: 20, withinMs: 2 * secondMs },
  typing: { times: 2, withinMs: 2 * secondMs },
  /** Entering is repeated after each reconnection, so a bad network must not shut anybody out. */
  seats: { times: 30, withinMs: minuteMs },
  founding: { times: 10, withinMs: hourMs },
  invites: { times: 40, withinMs: hourMs },
  drafts: { times: 10, withinMs: minuteMs },
  /** Each may take a thread of its own for a moment. */
  plans: { times: 20, withinMs: 10 * secondMs },
  changes: { times: 60, withinMs: minuteMs },
  marks: { times: 40, withinMs: 4 * secondMs },
  reading: { times: 200, withinMs: 10 * secondMs },
} satisfies Record<string, Budget>

export type Rates = { [Name in keyof typeof usualRates]: Budget }

const own: Partial<Record<RatedName, keyof Rates>> = {
  'message:send': 'words',
  'message:edit': 'words',
  'message:remove': 'words',
  'reaction:add': 'touches',
  'reaction:remove': 'touches',
  'mark:add': 'touches',
  'mark:remove': 'touches',
  'typing:start': 'typing',
  'room:enter': 'seats',
  'room:visit': 'seats',
  'room:leave': 'seats',
  'circle:open': 'founding',
  'invite:create': 'invites',
  'guest:invite': 'invites',
  'recap:draft': 'drafts',
  'round:preview': 'plans',
  'read:mark': 'marks',
  'presence:set': 'marks',
  'table:watch': 'marks',
}

/** Which budget a command, query or note draws on: its own, or that of its kind. */
export function rateOf(name: RatedName, kind: 'changes' | 'reading'): keyof Rates {
  return own[name] ?? kind
}
