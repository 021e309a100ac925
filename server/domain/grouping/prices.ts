import type { Meetings } from './meetings.ts'
import type { RoundShape } from './problem.ts'

/**
 * The price of every change in one round: `join[member * groups + group]` is what a member's meetings would cost in
 * another group, `leave[member]` what the ones in their own group cost now. With them a swap is priced by six look-ups;
 * keeping them up costs more, but few swaps are made of many that are priced. (Join of one's own group is not kept up.)
 */
export type Prices = { groups: number; join: Int32Array; leave: Int32Array }

export function pricesOf({ n, state, add, take }: Meetings, groupOf: Int16Array, shape: RoundShape): Prices {
  const { groups, present } = shape
  const join = new Int32Array(n * groups)
  const leave = new Int32Array(n)
  for (const member of present) {
    const group = groupOf[member]!
    for (const other of present) {
      if (other === member) continue
      const pair = state[member * n + other]!
      const otherGroup = groupOf[other]!
      if (otherGroup === group) leave[member]! += take[pair]!
      else join[member * groups + otherGroup]! += add[pair]!
    }
  }
  return { groups, join, leave }
}

/** Counts one meeting more or less of a pair, and prices it anew in every round. Nobody has changed places yet. */
export function changePair(
  meetings: Meetings,
  prices: Prices[],
  groupOf: Int16Array[],
  a: number,
  b: number,
  change: 1 | -1,
) {
  const { n, state, add, take } = meetings
  const before = state[a * n + b]!
  const after = before + change
  state[a * n + b] = after
  state[b * n + a] = after
  const moreToJoin = add[after]! - add[before]!
  const moreToLeave = take[after]! - take[before]!
  if (moreToJoin === 0 && moreToLeave === 0) return
  for (let round = 0; round < prices.length; round++) {
    const groupA = groupOf[round]![a]!
    const groupB = groupOf[round]![b]!
    if (groupA < 0 || groupB < 0) continue
    const { groups, join, leave } = prices[round]!
    if (groupA === groupB) {
      leave[a]! += moreToLeave
      leave[b]! += moreToLeave
    } else {
      join[a * groups + groupB]! += moreToJoin
      join[b * groups + groupA]! += moreToJoin
    }
  }
}

/**
 * Prices for everybody else in the round after `a` went from group A to B and `b` the other way (either may be
 * nobody).
 */
export function repriceOthers(
  meetings: Meetings,
  prices: Prices,
  shape: RoundShape,
  groupOf: Int16Array,
  [a, b]: [number, number],
  [groupA, groupB]: [number, number],
) {
  const { n, state, add, take } = meetings
  const { groups, join, leave } = prices
  const { present } = shape
  const rowA = a * n
  const rowB = b * n
  for (let place = 0; place < present.length; place++) {
    const member = present[place]!
    if (member === a || member === b) continue
    const withA = state[rowA + member]!
    const withB = state[rowB + member]!
    const group = groupOf[member]!
    const change = add[withB]! - add[withA]!
    if (group === groupA) leave[member]! += take[withB]! - take[withA]!
    else join[member * groups + groupA]! += change
    if (group === groupB) leave[member]! += take[withA]! - take[withB]!
    else join[member * groups + groupB]! -= change
  }
}

/** Prices for somebody who has just changed groups: leaving the new group, and joining the old one again. */
export function repriceMoved(
  { n, state, add, take }: Meetings,
  { groups, join, leave }: Prices,
  chairs: Int16Array,
  width: number,
  member: number,
  group: number,
  oldGroup: number,
) {
  if (member === n - 1) return
  const row = member * n
  let toLeave = 0
  let toJoin = 0
  for (let place = 0; place < width; place++) {
    const beside = chairs[group * width + place]!
    if (beside !== member) toLeave += take[state[row + beside]!]!
    toJoin += add[state[row + chairs[oldGroup * width + place]!]!]!
  }
  leave[member] = toLeave
  join[member * groups + oldGroup] = toJoin
}
