import type { Problem } from './problem.ts'

/** The cost of one repeated meeting; smaller costs only decide between plans with equally many. */
export const repeatCost = 100
/** The cost of a meeting of two people with the same tag. */
export const tagCost = 3
/** Two people who must not meet: above any sum of other costs that a swap can save. */
export const apartCost = 10_000_000

const span = 1024
const mostHistory = 15
const tagged = mostHistory + 1
const apartKind = tagged * 2
const freeKind = apartKind + 1

/**
 * How often each pair has met, and what one more meeting costs. The state of a pair is its kind (meetings in earlier
 * sessions, same tag, apart, free of charge) times 1024, plus its meetings in this session: so one look-up prices a
 * meeting. Row and column n belong to an empty chair, whom nobody can meet.
 */
export type Meetings = { n: number; state: Uint16Array; add: Int32Array; take: Int32Array }

/**
 * How often a pair may meet in one session: more than `soft` costs a little, each meeting beyond `hard` as much as
 * `price` repeats.
 */
export type Limit = { soft: number; hard: number; price: number }

/** More than any change of places can save. */
export const dearPrice = 8

export const noLimit: Limit = { soft: Infinity, hard: Infinity, price: 0 }

/** The meetings before the first round to plan. */
export function meetingsBefore(problem: Problem, limit: Limit): Meetings {
  const { n } = problem
  const state = new Uint16Array((n + 1) * (n + 1)).fill(freeKind * span)
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++)
      if (a !== b) state[a * (n + 1) + b] = pairKind(problem, a, b) * span + problem.fixed[a * n + b]!
  }
  return { n: n + 1, state, ...costsWithin(limit) }
}

/** Counts one meeting more (+1) or less (-1) for everybody in a group, empty chairs aside. */
export function countGroup(meetings: Meetings, group: ArrayLike<number>, change: 1 | -1) {
  const { n, state } = meetings
  for (let i = 0; i < group.length; i++) {
    for (let j = 0; j < group.length; j++) {
      const a = group[i]!
      const b = group[j]!
      if (i !== j && a < n - 1 && b < n - 1) state[a * n + b]! += change
    }
  }
}

/** What the meetings of one more group would cost. */
export function groupCost({ n, state, add }: Meetings, group: ArrayLike<number>): number {
  let cost = 0
  for (let i = 0; i < group.length; i++) for (let j = 0; j < i; j++) cost += add[state[group[i]! * n + group[j]!]!]!
  return cost
}

function pairKind(problem: Problem, a: number, b: number): number {
  const pair = a * problem.n + b
  if (problem.together[pair]) return freeKind
  if (problem.apart[pair]) return apartKind
  const sameTag = problem.tag[a]! >= 0 && problem.tag[a] === problem.tag[b]
  return Math.min(mostHistory, problem.history[pair]!) + (sameTag ? tagged : 0)
}

function costsWithin(limit: Limit): { add: Int32Array; take: Int32Array } {
  const add = new Int32Array((freeKind + 1) * span)
  const take = new Int32Array((freeKind + 1) * span)
  for (let kind = 0; kind < freeKind; kind++) {
    for (let met = 0; met < span - 1; met++) {
      add[kind * span + met] = kind === apartKind ? apartCost : meetingCost(kind % tagged, kind >= tagged, met, limit)
      take[kind * span + met + 1] = add[kind * span + met]!
    }
  }
  return { add, take }
}

/** A repeat first, then the limit of the session and the number of meetings, then tags. */
function meetingCost(history: number, sameTag: boolean, met: number, limit: Limit): number {
  const repeat = history + met > 0 ? repeatCost : 0
  const overSoft = met >= limit.soft ? 15 * (met - limit.soft + 1) : 0
  const overHard = met >= limit.hard ? limit.price * repeatCost * (met - limit.hard + 1) : 0
  return repeat + Math.min(40, history + met) + overSoft + overHard + (sameTag ? tagCost : 0)
}
