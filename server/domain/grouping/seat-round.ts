import type { Meetings } from './meetings.ts'
import type { Problem, RoundShape } from './problem.ts'
import { type Random, shuffled } from './random.ts'

/** Which hard rules count; all of them unless one is looked for that cannot be met. */
export type Rules = { apart: boolean; together: boolean; facilitators: boolean }

export const allRules: Rules = { apart: true, together: true, facilitators: true }

/** Preferred group of every member in the round, -1 for none. */
export type Wish = ArrayLike<number>

/**
 * Seats one round: everybody with a hard rule first (depth first, most constrained first, with a step back when stuck),
 * then everybody else. Each goes where the wish says if that is allowed, else where it costs fewest repeated meetings.
 * Answers the chairs, `'impossible'` when the rules were searched through without a way, or `'unknown'` when the search
 * gave up after `effort` steps.
 */
export function seatRound(
  problem: Problem,
  meetings: Meetings,
  round: number,
  random: Random,
  wish: Wish | null = null,
  rules: Rules = allRules,
  effort = 3000,
): Int16Array | 'impossible' | 'unknown' {
  const shape = problem.rounds[round]!
  for (let attempt = 1; attempt <= 8; attempt++) {
    const table = new Table(problem, shape, meetings, rules, wish)
    const [bound, free] = unitsOf(problem, shape, rules, shuffled(shape.present, random))
    const search = { left: effort * attempt }
    if (placeBound(table, bound, 0, search)) {
      for (const unit of wishedFirst(free, wish)) table.seat(unit, table.bestGroup(unit))
      return table.chairs()
    }
    if (search.left >= 0) return 'impossible'
  }
  return 'unknown'
}

/** One person, or those who stay together. `leadersAfter` counts the leading units still to come. */
type Unit = { members: number[]; leads: boolean; isApart: boolean; leadersAfter: number }

class Table {
  readonly problem: Problem
  readonly shape: RoundShape
  readonly meetings: Meetings
  readonly rules: Rules
  readonly wish: Wish | null
  readonly members: number[][]
  readonly led: number[]
  full = 0
  covered = 0

  constructor(problem: Problem, shape: RoundShape, meetings: Meetings, rules: Rules, wish: Wish | null) {
    this.problem = problem
    this.shape = shape
    this.meetings = meetings
    this.rules = rules
    this.wish = wish
    this.members = Array.from({ length: shape.groups }, () => [])
    this.led = new Array<number>(shape.groups).fill(0)
  }

  /** The groups that may take this unit, best first. */
  groupsFor(unit: Unit): number[] {
    const options: { group: number; cost: number }[] = []
    let emptySeen = false
    for (let group = 0; group < this.shape.groups; group++) {
      // Empty groups are alike: trying one of them is enough, unless a wish tells them apart.
      const isEmpty = this.members[group]!.length === 0
      if (isEmpty && emptySeen && this.wish === null) continue
      if (!this.mayTake(group, unit)) continue
      emptySeen ||= isEmpty
      options.push({ group, cost: this.costOf(group, unit) })
    }
    return options.sort((a, b) => a.cost - b.cost).map((option) => option.group)
  }

  bestGroup(unit: Unit): number {
    const wished = this.wish?.[unit.members[0]!] ?? -1
    if (wished >= 0 && this.mayTake(wished, unit)) return wished
    let best = -1
    let least = Infinity
    for (let group = 0; group < this.shape.groups; group++) {
      if (!this.mayTake(group, unit)) continue
      const cost = this.costOf(group, unit)
      if (cost < least) [best, least] = [group, cost]
    }
    return best
  }

  seat(unit: Unit, group: number) {
    const members = this.members[group]!
    members.push(...unit.members)
    if (members.length === this.shape.width) this.full++
    if (unit.leads && this.led[group]!++ === 0) this.covered++
  }

  unseat(unit: Unit, group: number) {
    const members = this.members[group]!
    if (members.length === this.shape.width) this.full--
    members.length -= unit.members.length
    if (unit.leads && --this.led[group]! === 0) this.covered--
  }

  chairs(): Int16Array {
    const { width, groups } = this.shape
    const chairs = new Int16Array(groups * width).fill(this.problem.n)
    this.members.forEach((members, group) =>
      members.forEach((member, place) => (chairs[group * width + place] = member)),
    )
    return chairs
  }

  private mayTake(group: number, unit: Unit): boolean {
    const members = this.members[group]!
    const after = members.length + unit.members.length
    if (after > this.shape.width || (after === this.shape.width && this.full >= this.shape.larger)) return false
    if (!unit.isApart) return true
    const { apart, n } = this.problem
    return members.every((other) => unit.members.every((member) => !apart[member * n + other]))
  }

  private costOf(group: number, unit: Unit): number {
    const { n, state, add } = this.meetings
    const members = this.members[group]!
    let cost = members.length * 2
    for (const member of unit.members) {
      for (const other of members) cost += add[state[member * n + other]!]!
      if (this.wish?.[member] === group) cost -= 100_000
    }
    const isNeeded = this.rules.facilitators && unit.leads && this.covered < this.shape.covered
    return isNeeded && this.led[group]! > 0 ? cost + 1_000_000 : cost
  }
}

/** Units with a hard rule, most constrained first, and all others. */
function unitsOf(problem: Problem, shape: RoundShape, rules: Rules, order: number[]): [bound: Unit[], free: Unit[]] {
  const blocks = rules.together ? shape.blocks : []
  const inBlock = new Set(blocks.flat())
  const units = [...blocks, ...order.filter((member) => !inBlock.has(member)).map((member) => [member])]
  const countsLeaders = rules.facilitators && shape.covered > 0
  const ranked = units.map((members) => {
    const leads = members.some((member) => problem.isFacilitator[member])
    const apart = rules.apart ? members.reduce((sum, member) => sum + presentOf(problem, shape, member), 0) : 0
    const weight = (members.length - 1) * 2 + apart + Number(countsLeaders && leads)
    return { members, leads, isApart: apart > 0, leadersAfter: 0, weight }
  })
  ranked.sort((a, b) => b.weight - a.weight)
  let leaders = 0
  for (const unit of ranked.toReversed()) {
    unit.leadersAfter = leaders
    leaders += Number(unit.leads)
  }
  const bound = ranked.filter((unit) => unit.weight > 0)
  return [bound, ranked.slice(bound.length)]
}

/** From how many of those present this member is kept apart. */
function presentOf(problem: Problem, shape: RoundShape, member: number): number {
  return problem.apartOf[member]!.filter((other) => shape.isPresent[other]).length
}

function placeBound(table: Table, units: Unit[], next: number, search: { left: number }): boolean {
  const { facilitators } = table.rules
  const unit = units[next]
  if (unit === undefined) return !facilitators || table.covered >= table.shape.covered
  if (--search.left < 0) return false
  if (facilitators && table.covered + Number(unit.leads) + unit.leadersAfter < table.shape.covered) return false
  for (const group of table.groupsFor(unit)) {
    table.seat(unit, group)
    if (placeBound(table, units, next + 1, search)) return true
    table.unseat(unit, group)
    if (search.left < 0) return false
  }
  return false
}

/** Those who get what they wish for are seated before the others fill the rest. */
function wishedFirst(units: Unit[], wish: Wish | null): Unit[] {
  if (wish === null) return units
  const wishes = (unit: Unit) => wish[unit.members[0]!]! >= 0
  return [...units.filter(wishes), ...units.filter((unit) => !wishes(unit))]
}
