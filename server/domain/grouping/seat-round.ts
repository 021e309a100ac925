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
  let answer: Int16Array | 'impossible' | 'unknown' = 'unknown'
  for (let attempt = 0; attempt < 8 && answer === 'unknown'; attempt++) {
    const table = new Table(problem, shape, meetings, rules, wish)
    const [bound, free] = unitsOf(problem, shape, rules, shuffled(shape.present, random))
    const search = { left: effort * (attempt + 1) }
    const found = placeBound(table, bound, 0, search)
    if (found) {
      for (const unit of wishedFirst(free, wish)) table.seat(unit, table.groupsFor(unit)[0]!)
      answer = table.chairs()
    } else if (search.left > 0) answer = 'impossible'
  }
  return answer
}

type Unit = number[]

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
    const leads = this.leads(unit)
    const needsCover = this.rules.facilitators && leads && this.covered < this.shape.covered
    const options: { group: number; cost: number }[] = []
    let emptySeen = false
    for (let group = 0; group < this.shape.groups; group++) {
      const members = this.members[group]!
      // Empty groups are alike: trying one of them is enough, unless a wish tells them apart.
      if (members.length === 0 && this.wish === null && emptySeen) continue
      if (members.length === 0) emptySeen = true
      if (!this.hasRoom(group, unit.length) || !this.agrees(group, unit)) continue
      let cost = members.length * 2 + this.meetingCost(members, unit)
      if (needsCover && this.led[group]! > 0) cost += 1_000_000
      if (this.wish) for (const member of unit) if (this.wish[member] === group) cost -= 100_000
      options.push({ group, cost })
    }
    return options.sort((a, b) => a.cost - b.cost).map((option) => option.group)
  }

  seat(unit: Unit, group: number) {
    const members = this.members[group]!
    members.push(...unit)
    if (members.length >= this.shape.width && members.length - unit.length < this.shape.width) this.full++
    if (this.leads(unit) && this.led[group]!++ === 0) this.covered++
  }

  unseat(unit: Unit, group: number) {
    const members = this.members[group]!
    if (members.length >= this.shape.width && members.length - unit.length < this.shape.width) this.full--
    members.length -= unit.length
    if (this.leads(unit) && --this.led[group]! === 0) this.covered--
  }

  leads(unit: Unit): boolean {
    return unit.some((member) => this.problem.isFacilitator[member])
  }

  chairs(): Int16Array {
    const { width, groups } = this.shape
    const chairs = new Int16Array(groups * width).fill(this.problem.n)
    this.members.forEach((members, group) =>
      members.forEach((member, place) => (chairs[group * width + place] = member)),
    )
    return chairs
  }

  private hasRoom(group: number, size: number): boolean {
    const after = this.members[group]!.length + size
    if (after < this.shape.width) return true
    return after === this.shape.width && this.full < this.shape.larger
  }

  private agrees(group: number, unit: Unit): boolean {
    if (!this.rules.apart) return true
    const { apart, n } = this.problem
    return this.members[group]!.every((other) => unit.every((member) => !apart[member * n + other]))
  }

  private meetingCost(members: number[], unit: Unit): number {
    const { n, state, add } = this.meetings
    let cost = 0
    for (const member of unit) for (const other of members) cost += add[state[member * n + other]!]!
    return cost
  }
}

function unitsOf(problem: Problem, shape: RoundShape, rules: Rules, order: number[]): [bound: Unit[], free: Unit[]] {
  const blocks = rules.together ? shape.blocks : []
  const inBlock = new Set(blocks.flat())
  const units = [...blocks, ...order.filter((member) => !inBlock.has(member)).map((member) => [member])]
  const apartDegree = (unit: Unit) =>
    rules.apart ? unit.reduce((sum, a) => sum + problem.apartOf[a]!.filter((b) => shape.isPresent[b]).length, 0) : 0
  const leads = (unit: Unit) =>
    rules.facilitators && shape.covered > 0 && unit.some((member) => problem.isFacilitator[member])
  const weight = (unit: Unit) => (unit.length - 1) * 2 + apartDegree(unit) + Number(leads(unit))
  const ranked = units.map((unit) => ({ unit, weight: weight(unit) })).sort((a, b) => b.weight - a.weight)
  const bound = ranked.filter((entry) => entry.weight > 0)
  return [bound.map((entry) => entry.unit), ranked.slice(bound.length).map((entry) => entry.unit)]
}

function placeBound(table: Table, units: Unit[], next: number, search: { left: number }): boolean {
  if (next === units.length) return !table.rules.facilitators || table.covered >= table.shape.covered
  if (--search.left < 0) return false
  const unit = units[next]!
  if (table.rules.facilitators) {
    let coming = 0
    for (let place = next; place < units.length; place++) coming += Number(table.leads(units[place]!))
    if (table.covered + coming < table.shape.covered) return false
  }
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
  return [...units.filter((unit) => wish[unit[0]!]! >= 0), ...units.filter((unit) => wish[unit[0]!]! < 0)]
}
