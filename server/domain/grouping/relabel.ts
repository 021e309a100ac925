import type { Budget } from './anneal.ts'
import type { Seating } from './board.ts'
import type { Meetings } from './meetings.ts'
import type { Problem } from './problem.ts'
import { type Random, drawBelow } from './random.ts'

const hot = 200
const cold = 30
const stepsBetweenLooks = 256

/**
 * The same plan with other people on its places: who meets whom how often stays, but earlier meetings are repeated less.
 * A quadratic assignment by simulated annealing (Wilhelm and Ward 1987): two people alike change places in all rounds at
 * once, which leaves a schedule that repeats nothing as it is, where changing places in one round would spoil it. Never
 * worse than the seating it was given.
 */
export function relabelled(
  problem: Problem,
  before: Meetings,
  seating: Seating,
  random: Random,
  budget: Budget,
): Seating {
  const { n } = problem
  const prices = pricesBefore(problem, before)
  const alike = groupsAlike(problem)
  if (alike.length === 0) return seating
  const meets = whoMeets(problem, seating)
  const placeOf = Int16Array.from({ length: n + 1 }, (_, member) => member)
  const best = placeOf.slice()
  let temperature = hot
  let [cost, least] = [0, 0]
  for (let step = 0; ; step++) {
    if (step % stepsBetweenLooks === 0) {
      const spent = budget.spent()
      if (spent >= 1) break
      temperature = hot * Math.pow(cold / hot, spent)
    }
    const among = alike[drawBelow(random, alike.length)]!
    const a = among[drawBelow(random, among.length)]!
    const b = among[drawBelow(random, among.length)]!
    if (a === b) continue
    const change = tradeChange(meets, prices, n, a, b)
    if (change > 0 && random() >= Math.exp(-change / temperature)) continue
    trade(meets, n, a, b)
    const place = placeOf[a]!
    placeOf[a] = placeOf[b]!
    placeOf[b] = place
    cost += change
    if (cost < least) {
      least = cost
      best.set(placeOf)
    }
  }
  const memberOf = new Int16Array(n + 1)
  best.forEach((place, member) => (memberOf[place] = member))
  return seating.map((chairs) => chairs.map((member) => memberOf[member]!))
}

/** What the cost changes by when two people trade all their meetings (but with each other). */
function tradeChange(meets: Int32Array, prices: Int32Array, n: number, a: number, b: number): number {
  const rowA = a * n
  const rowB = b * n
  let change = 2 * meets[rowA + b]! * prices[rowA + b]!
  for (let other = 0; other < n; other++)
    change += (meets[rowB + other]! - meets[rowA + other]!) * (prices[rowA + other]! - prices[rowB + other]!)
  return change
}

function trade(meets: Int32Array, n: number, a: number, b: number) {
  for (let other = 0; other < n; other++) {
    if (other === a || other === b) continue
    const count = meets[a * n + other]!
    meets[a * n + other] = meets[b * n + other]!
    meets[b * n + other] = count
    meets[other * n + a] = meets[a * n + other]!
    meets[other * n + b] = count
  }
}

/** People who may stand in for each other: present in the same rounds, both facilitators or neither, and in no block. */
function groupsAlike({ n, rounds, blockOf, isFacilitator }: Problem): number[][] {
  const single = Array.from({ length: n }, (_, member) => member).filter((member) => blockOf[member]! < 0)
  const kinds = Map.groupBy(
    single,
    (member) => `${rounds.map((shape) => shape.isPresent[member]).join('')}${isFacilitator[member]}`,
  )
  return [...kinds.values()].filter((among) => among.length > 1)
}

/** What a meeting of two people costs before any round is planned. */
function pricesBefore({ n }: Problem, { n: width, state, add }: Meetings): Int32Array {
  return Int32Array.from({ length: n * n }, (_, pair) => {
    const [a, b] = [Math.floor(pair / n), pair % n]
    return a === b ? 0 : add[state[a * width + b]!]!
  })
}

/** 1 for each pair who meet: a second time they meet again, whoever they are. */
function whoMeets({ n, rounds }: Problem, seating: Seating): Int32Array {
  const meets = new Int32Array(n * n)
  seating.forEach((chairs, round) => {
    const { width } = rounds[round]!
    for (let start = 0; start < chairs.length; start += width) {
      const group = chairs.subarray(start, start + width)
      for (const a of group) for (const b of group) if (a !== b && a < n && b < n) meets[a * n + b] = 1
    }
  })
  return meets
}
