import type { Meetings } from './meetings.ts'
import type { Problem } from './problem.ts'

/**
 * The price of every change. `move[first[round] + group * chairs + chair]` is what the cost changes by when whoever sits
 * on this chair leaves their group and joins that one; `again[a * n + b]` is what one more meeting of a pair costs. With
 * them a swap is priced by three look-ups. `least[firstLeast[round] + group * groups + other]` is no more than any move
 * into the group out of the other one, so that most swaps need not be looked at at all. Keeping them up costs more, but
 * few swaps are made of many that are priced. (Moves into one's own group are not kept up.)
 */
export type Prices = {
  rounds: number
  /** Of each round: where its prices begin, its chairs, the chairs of a group, and its groups. */
  first: Int32Array
  firstLeast: Int32Array
  chairs: Int32Array
  width: Int32Array
  groups: Int32Array
  /** Counted through all rounds: the first chair of each, and the round of each chair. */
  firstChair: Int32Array
  roundOf: Uint16Array
  move: Int32Array
  least: Int32Array
  again: Int32Array
  /** What the meetings of a member in their own group cost now, `member * rounds + round`. */
  leave: Int32Array
  /** The chair and the group of each member in each round, -1 for who is absent. */
  chairAt: Int16Array
  groupAt: Int16Array
}

/** Prices every change of a seating: `seats` holds the chairs of each round, as `meetings` has counted them. */
export function pricesOf(meetings: Meetings, problem: Problem, seats: Int16Array[]): Prices {
  const { n, state, add } = meetings
  const rounds = seats.length
  const chairs = Int32Array.from(seats, (round) => round.length)
  const groups = Int32Array.from(problem.rounds, (shape) => shape.groups)
  const first = startsOf(groups, chairs)
  const firstLeast = startsOf(groups, groups)
  const prices: Prices = {
    rounds,
    first,
    firstLeast,
    chairs,
    width: Int32Array.from(problem.rounds, (shape) => shape.width),
    groups,
    firstChair: startsOf(chairs, new Int32Array(rounds).fill(1)),
    roundOf: Uint16Array.from(seats.flatMap((row, round) => new Array<number>(row.length).fill(round))),
    move: new Int32Array(first[rounds]!),
    least: new Int32Array(firstLeast[rounds]!),
    again: Int32Array.from(state, (pair) => add[pair]!),
    leave: new Int32Array(n * rounds),
    chairAt: new Int16Array(n * rounds).fill(-1),
    groupAt: new Int16Array(n * rounds).fill(-1),
  }
  seats.forEach((row, round) => priceRound(meetings, prices, row, round))
  return prices
}

/** Where each of so many rows of these lengths begins, one after the other, and where the last one ends. */
function startsOf(lengths: ArrayLike<number>, rows: ArrayLike<number>): Int32Array {
  const starts = new Int32Array(lengths.length + 1)
  for (let round = 0; round < lengths.length; round++)
    starts[round + 1] = starts[round]! + lengths[round]! * rows[round]!
  return starts
}

function priceRound({ n, state, add, take }: Meetings, prices: Prices, seats: Int16Array, round: number) {
  const { rounds, chairAt, groupAt, leave, move, least } = prices
  const width = prices.width[round]!
  const groups = prices.groups[round]!
  const start = prices.first[round]!
  const firstLeast = prices.firstLeast[round]!
  least.fill(0, firstLeast, firstLeast + groups * groups)
  seats.forEach((member, chair) => {
    if (member === n - 1) return
    const own = (chair / width) | 0
    chairAt[member * rounds + round] = chair
    groupAt[member * rounds + round] = own
    const joins = new Int32Array(groups)
    let toLeave = 0
    seats.forEach((other, otherChair) => {
      const group = (otherChair / width) | 0
      if (group !== own) joins[group]! += add[state[member * n + other]!]!
      else if (other !== member) toLeave += take[state[member * n + other]!]!
    })
    leave[member * rounds + round] = toLeave
    for (let group = 0; group < groups; group++) {
      const price = joins[group]! - toLeave
      move[start + group * seats.length + chair] = price
      const spot = firstLeast + group * groups + own
      if (price < least[spot]!) least[spot] = price
    }
  })
}

/** Counts one meeting more or less of a pair, and prices it anew in every other round than the one that has changed. */
function changePair(meetings: Meetings, prices: Prices, round: number, a: number, b: number, change: 1 | -1) {
  const { n, state, add, take } = meetings
  const { rounds, first, firstLeast, chairs, groups, move, least, again, leave, chairAt, groupAt } = prices
  const before = state[a * n + b]!
  const after = before + change
  state[a * n + b] = after
  state[b * n + a] = after
  again[a * n + b] = add[after]!
  again[b * n + a] = add[after]!
  const moreToJoin = add[after]! - add[before]!
  const moreToLeave = take[after]! - take[before]!
  if (moreToJoin === 0 && moreToLeave === 0) return
  let rowA = a * rounds
  let rowB = b * rounds
  for (let other = 0; other < rounds; other++, rowA++, rowB++) {
    const groupA = groupAt[rowA]!
    const groupB = groupAt[rowB]!
    if (other === round || groupA < 0 || groupB < 0) continue
    const row = chairs[other]!
    const count = groups[other]!
    let spot = firstLeast[other]!
    let place = first[other]!
    if (groupA !== groupB) {
      addTo(move, place + groupB * row + chairAt[rowA]!, moreToJoin, least, spot + groupB * count + groupA)
      addTo(move, place + groupA * row + chairAt[rowB]!, moreToJoin, least, spot + groupA * count + groupB)
      continue
    }
    leave[rowA]! += moreToLeave
    leave[rowB]! += moreToLeave
    spot += groupA
    for (let group = 0; group < count; group++, place += row, spot += count) {
      addTo(move, place + chairAt[rowA]!, -moreToLeave, least, spot)
      addTo(move, place + chairAt[rowB]!, -moreToLeave, least, spot)
    }
  }
}

function addTo(move: Int32Array, place: number, more: number, least: Int32Array, spot: number) {
  const price = move[place]! + more
  move[place] = price
  if (price < least[spot]!) least[spot] = price
}

/**
 * Lets the people on two chairs of different groups change places (either chair may be empty), and prices their round
 * anew: whoever sat beside one of them pays for the other from now on, and everybody else's way to both groups changes.
 */
export function exchange(
  meetings: Meetings,
  prices: Prices,
  seats: Int16Array,
  round: number,
  from: number,
  to: number,
) {
  const { n } = meetings
  const { rounds, move, least, again, leave, chairAt, groupAt } = prices
  const start = prices.first[round]!
  const firstLeast = prices.firstLeast[round]!
  const row = prices.chairs[round]!
  const width = prices.width[round]!
  const groups = prices.groups[round]!
  const groupA = (from / width) | 0
  const groupB = (to / width) | 0
  const joinA = start + groupA * row
  const joinB = start + groupB * row
  const a = seats[from]!
  const b = seats[to]!
  const pair = again[a * n + b]!
  const leaveA = leave[a * rounds + round]!
  const leaveB = leave[b * rounds + round]!
  const newLeaveA = move[joinB + from]! + leaveA - pair
  const newLeaveB = move[joinA + to]! + leaveB - pair
  for (let group = 0; group < groups; group++) {
    if (group === groupA || group === groupB) continue
    const spotA = firstLeast + groupA * groups + group
    const spotB = firstLeast + groupB * groups + group
    for (let chair = group * width; chair < group * width + width; chair++) {
      const other = seats[chair]!
      const more = again[b * n + other]! - again[a * n + other]!
      addTo(move, joinA + chair, more, least, spotA)
      addTo(move, joinB + chair, -more, least, spotB)
    }
  }
  reseat(groupA, from, a, b, joinB)
  reseat(groupB, to, b, a, joinA)
  for (let group = 0, place = start; group < groups; group++, place += row) {
    const before = move[place + from]!
    move[place + from] = move[place + to]!
    move[place + to] = before
    addTo(move, place + from, leaveB - newLeaveB, least, firstLeast + group * groups + groupA)
    addTo(move, place + to, leaveA - newLeaveA, least, firstLeast + group * groups + groupB)
  }
  move[joinA + to] = 0
  move[joinB + from] = 0
  addTo(move, joinA + to, leaveA + pair - newLeaveA, least, firstLeast + groupA * groups + groupB)
  addTo(move, joinB + from, leaveB + pair - newLeaveB, least, firstLeast + groupB * groups + groupA)
  leave[a * rounds + round] = newLeaveA
  leave[b * rounds + round] = newLeaveB
  seats[from] = b
  seats[to] = a
  chairAt[a * rounds + round] = to
  chairAt[b * rounds + round] = from
  groupAt[a * rounds + round] = groupB
  groupAt[b * rounds + round] = groupA

  /** In this group, somebody goes and somebody comes: counts their meetings, and prices their neighbours' moves. */
  function reseat(group: number, left: number, goes: number, comes: number, joinOther: number) {
    for (let chair = group * width; chair < group * width + width; chair++) {
      const other = seats[chair]!
      if (chair === left || other === n - 1) continue
      const more = again[other * n + comes]!
      if (goes !== n - 1) changePair(meetings, prices, round, other, goes, -1)
      if (comes !== n - 1) changePair(meetings, prices, round, other, comes, 1)
      const dearer = more - again[other * n + goes]!
      if (dearer === 0) continue
      leave[other * rounds + round]! += dearer
      move[joinOther + chair]! -= dearer
      for (
        let place = start + chair, spot = firstLeast + group;
        spot < firstLeast + groups * groups;
        place += row, spot += groups
      )
        addTo(move, place, -dearer, least, spot)
    }
  }
}
