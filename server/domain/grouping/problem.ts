import { canonicalOrder } from './canonical.ts'
import type { Instance } from './instance.ts'
import { breakoutSizes, evenSizes, feasibleCounts } from './sizes.ts'

/**
 * One round to plan, members as indices. `width` is the larger group size; `larger` groups have it, the others one
 * less.
 */
export type RoundShape = {
  present: number[]
  isPresent: Uint8Array
  groups: number
  width: number
  larger: number
  /** Members who stay together, two or more of them present. */
  blocks: number[][]
  /** How many groups must have a facilitator. */
  covered: number
}

/** An instance with members as indices 0 to n - 1, checked and ready to be solved. */
export type Problem = {
  n: number
  names: string[]
  rounds: RoundShape[]
  /** Earlier meetings of each pair, n x n: of earlier sessions, and of fixed rounds of this one. */
  history: Uint8Array
  fixed: Uint8Array
  apart: Uint8Array
  apartOf: number[][]
  together: Uint8Array
  blockOf: Int16Array
  isFacilitator: Uint8Array
  tag: Int16Array
  past: Int16Array[]
  /** The group of each member in the rounds of an earlier plan, -1 for none. */
  start: Int16Array[]
  everyoneMeets: boolean
  /** One size (or two next to each other) is asked for, and hardly fewer rounds could let everyone meet everyone. */
  isExactCover: boolean
  /** Rounds of this session, fixed ones and those to plan. */
  sessionRounds: number
}

/**
 * How many groups `count` people form: the fixed number if there is one, else the feasible number nearest to the
 * target.
 */
export function groupCount(count: number, size: Instance['groupSize']): number | null {
  if (size.count !== undefined) return feasibleCounts(count, size).includes(size.count) ? size.count : null
  const answer = breakoutSizes(count, size, size.target)
  return answer.ok ? answer.sizes.length : null
}

/** The problem of a checked instance (`instanceRefusal` found nothing), its members in their canonical order. */
export function problemOf(instance: Instance): Problem {
  const listed = problemAsListed(instance)
  const { n, history, fixed, apart, together, tag } = listed
  const colours = instance.members.map((_, member) =>
    listed.rounds.reduce(
      (colour, shape) => (Math.imul(colour, 31) + shape.isPresent[member]!) | 0,
      listed.isFacilitator[member]! + 1,
    ),
  )
  const order = canonicalOrder(colours, (a, b) => {
    const pair = a * n + b
    const sameTag = Number(tag[a]! >= 0 && tag[a] === tag[b])
    return history[pair]! + (fixed[pair]! << 8) + (apart[pair]! << 16) + (together[pair]! << 18) + (sameTag << 20)
  })
  return problemAsListed({ ...instance, members: order.map((member) => instance.members[member]!) })
}

function problemAsListed(instance: Instance): Problem {
  const names = instance.members
  const n = names.length
  const index = new Map(names.map((name, place) => [name, place]))
  const indices = (people: string[]) => people.flatMap((name) => index.get(name) ?? [])
  const blocks = togetherBlocks(n, (instance.keepTogether ?? []).map(indices))
  const facilitators = new Set(indices(instance.facilitators ?? []))
  const history = instance.history ?? []
  const fixed = instance.fixedRounds ?? []
  const groupsOf = (rounds: { groups: string[][] }[]) => rounds.map((round) => round.groups.map(indices))
  const apart = pairMatrix(n, (instance.keepApart ?? []).map(indices))
  return {
    n,
    names,
    rounds: roundShapes(instance, indices, blocks, facilitators),
    history: pairMatrix(n, groupsOf(history).flat()),
    fixed: pairMatrix(n, groupsOf(fixed).flat()),
    apart,
    apartOf: names.map((_, a) => names.flatMap((__, b) => (apart[a * n + b] ? [b] : []))),
    together: pairMatrix(n, blocks),
    blockOf: labels(n, blocks),
    isFacilitator: Uint8Array.from([...names, ''], (_, member) => Number(facilitators.has(member))),
    tag: tagNumbers(names, instance.tags ?? {}),
    past: groupsOf([...history, ...fixed]).map((groups) => labels(n, groups)),
    start: groupsOf(instance.start ?? []).map((groups) => labels(n, groups)),
    everyoneMeets: instance.everyoneMeets ?? false,
    isExactCover: isExactCover(instance),
    sessionRounds: instance.rounds + fixed.length,
  }
}

/** The transitive closure of keep-together, as blocks of two or more. */
export function togetherBlocks(n: number, entries: number[][]): number[][] {
  const root = Array.from({ length: n }, (_, member) => member)
  const find = (member: number): number => (root[member] === member ? member : find(root[member] as number))
  for (const [first, ...others] of entries) for (const other of others) root[find(other)] = find(first as number)
  const blocks = Map.groupBy(root.keys(), find)
  return [...blocks.values()].filter((block) => block.length > 1)
}

function isExactCover({ members, rounds, groupSize }: Instance): boolean {
  if (groupSize.max - groupSize.min > 1) return false
  const groups = groupCount(members.length, groupSize) ?? 1
  const others = Math.ceil(members.length / groups) - 1
  // Few numbers are reached by counting alone: one round more is often the least that is known (van Doorn's tables).
  return rounds <= Math.ceil((members.length - 1) / Math.max(1, others)) + 1
}

function roundShapes(
  instance: Instance,
  indices: (people: string[]) => number[],
  blocks: number[][],
  facilitators: Set<number>,
): RoundShape[] {
  const n = instance.members.length
  return Array.from({ length: instance.rounds }, (_, round) => {
    const isPresent = new Uint8Array(n).fill(1)
    for (const entry of instance.attendance ?? []) {
      if (entry.round === round + 1) for (const member of indices(entry.absent)) isPresent[member] = 0
    }
    const present = [...isPresent.keys()].filter((member) => isPresent[member])
    const groups = groupCount(present.length, instance.groupSize) ?? 1
    const width = evenSizes(present.length, groups)[0] as number
    const here = blocks.map((block) => block.filter((member) => isPresent[member]))
    return {
      present,
      isPresent,
      groups,
      width,
      larger: present.length - groups * (width - 1),
      blocks: here.filter((block) => block.length > 1),
      covered: Math.min(groups, facilitatorUnits(here, present, facilitators)),
    }
  })
}

/** Facilitators who must stay together can only serve one group between them. */
function facilitatorUnits(blocks: number[][], present: number[], facilitators: Set<number>): number {
  const inBlocks = new Set(blocks.flat())
  const single = present.filter((member) => facilitators.has(member) && !inBlocks.has(member)).length
  return single + blocks.filter((block) => block.some((member) => facilitators.has(member))).length
}

function pairMatrix(n: number, groups: number[][]): Uint8Array {
  const counts = new Uint8Array(n * n)
  for (const group of groups) {
    for (const a of group) for (const b of group) if (a !== b) counts[a * n + b] = Math.min(255, counts[a * n + b]! + 1)
  }
  return counts
}

function labels(n: number, groups: number[][]): Int16Array {
  const label = new Int16Array(n).fill(-1)
  groups.forEach((group, place) => group.forEach((member) => (label[member] = place)))
  return label
}

function tagNumbers(names: string[], tags: Record<string, string>): Int16Array {
  const numbers = new Map<string, number>()
  return Int16Array.from(names, (name) => {
    if (!Object.hasOwn(tags, name)) return -1
    const tag = tags[name] as string
    if (!numbers.has(tag)) numbers.set(tag, numbers.size)
    return numbers.get(tag) as number
  })
}
