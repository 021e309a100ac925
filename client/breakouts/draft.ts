import type { PreparedPlan, Previewing } from '../../shared/composing.ts'
import type { QueryInput, QueryReply } from '../../shared/queries.ts'
import { limits } from '../../shared/limits.ts'
import { planFrom, settled, type Plan } from './plan.ts'

export type Mode = NonNullable<Previewing['mode']>
export type Preview = QueryReply<'round:preview'>

/** By what the engine deals: what a host chooses before and beside moving people by hand. */
export type Rules = {
  mode: Mode
  /** How many breakouts; null leaves it to the engine. */
  breakouts: number | null
  size: { min: number; max: number }
  duties: boolean
  together: string[][]
  /** Whose word is which, for those who have one. */
  tags: Record<string, string>
}

/** One state of the composer. `fixed` are those whom the host has placed by hand. */
export type Draft = {
  plan: Plan
  fixed: string[]
  /** The prepared round that was taken; opening it is what it waits for. */
  preparedId: string | null
  rules: Rules
  said: Pick<Preview, 'reasons' | 'duties' | 'counts' | 'nearest' | 'hasLast' | 'hasCards'>
}

export const emptyDraft: Draft = {
  plan: { groups: [], sittingOut: [], unplaced: [] },
  fixed: [],
  preparedId: null,
  rules: {
    mode: 'even',
    breakouts: null,
    size: { min: limits.breakout.min, max: limits.breakout.max },
    duties: false,
    together: [],
    tags: {},
  },
  said: { reasons: {}, duties: {}, counts: [], nearest: [], hasLast: false, hasCards: false },
}

/** Deals everybody anew around who is fixed, or keeps the arrangement as far as it can be kept. */
export type How = 'deal' | 'keep'

export function previewOf(draft: Draft, how: How): Omit<QueryInput<'round:preview'>, 'roomId' | 'seed'> {
  const { mode, breakouts, size } = draft.rules
  const keeps = how === 'keep' || mode === 'by-hand'
  return {
    ...composedBy(draft),
    sittingOut: draft.plan.sittingOut,
    ...(keeps && { groups: draft.plan.groups.map(({ memberIds }) => memberIds) }),
    ...(breakouts !== null && { breakouts }),
    ...(!isUsual(size) && { size }),
    ...tagged(draft.rules),
  }
}

/** What the opening has to know of how the round was composed, to repair it and to give the same reasons. */
export function composedBy({ plan, fixed, rules }: Draft): Pick<Previewing, 'mode' | 'fixed' | 'together' | 'duties'> {
  const byHand = plan.groups.map(({ memberIds }) => memberIds.filter((id) => fixed.includes(id)))
  return {
    mode: rules.mode,
    ...(rules.mode !== 'by-hand' && fixed.length > 0 && { fixed: byHand }),
    ...(rules.together.length > 0 && { together: rules.together }),
    ...(rules.duties && { duties: true }),
  }
}

/** What is kept of it for later, beside names, task and time: by what it is composed anew. */
export function rulesToKeep(draft: Draft): Omit<PreparedPlan, 'breakouts' | 'task' | 'minutes'> {
  const { plan, rules } = draft
  return {
    ...composedBy(draft),
    ...(!isUsual(rules.size) && { size: rules.size }),
    ...(plan.sittingOut.length > 0 && { sittingOut: plan.sittingOut }),
    ...tagged(rules),
  }
}

/** The draft with a round in it that was kept: its people as far as they are here, and its rules. */
export function draftWith(draft: Draft, kept: PreparedPlan): Draft {
  const { breakouts, mode = 'even', fixed = [], together = [], duties = false, tags = {} } = kept
  const { size = emptyDraft.rules.size } = kept
  return {
    ...draft,
    plan: { groups: breakouts, sittingOut: kept.sittingOut ?? [], unplaced: [] },
    fixed: fixed.flat(),
    rules: { mode, together, duties, size, tags, breakouts: null },
  }
}

const tagged = ({ tags }: Rules) => Object.keys(tags).length > 0 && { tags }

const isUsual = ({ min, max }: Rules['size']) => min === limits.breakout.min && max === limits.breakout.max

/** The draft as the server has worked it out. */
export function absorbed(draft: Draft, how: How, preview: Preview): Draft {
  const { groups, unplaced, reasons, duties, counts, nearest, hasLast, hasCards } = preview
  const plan =
    how === 'keep' || draft.rules.mode === 'by-hand' ? settled(groups, draft.plan) : planFrom(groups, draft.plan)
  const placed = new Set(groups.flat())
  return {
    ...draft,
    plan: { ...plan, unplaced },
    fixed: draft.fixed.filter((id) => placed.has(id)),
    said: { reasons, duties, counts, nearest, hasLast, hasCards },
  }
}

/** What was done, and what was undone: any state of something that is changed step by step. */
export type History<State> = { past: readonly State[]; now: State; future: readonly State[] }

const most = 100

export const begun = <State>(now: State): History<State> => ({ past: [], now, future: [] })

export const stepped = <State>({ past, now }: History<State>, next: State): History<State> => ({
  past: [...past, now].slice(-most),
  now: next,
  future: [],
})

export function undone<State>({ past, now, future }: History<State>): History<State> {
  const last = past.at(-1)
  return last === undefined ? { past, now, future } : { past: past.slice(0, -1), now: last, future: [now, ...future] }
}

export function redone<State>({ past, now, future }: History<State>): History<State> {
  const [next, ...rest] = future
  return next === undefined ? { past, now, future } : { past: [...past, now], now: next, future: rest }
}
