import { limits } from '../../shared/limits.ts'

export type Group = { name: string; memberIds: string[] }

/** Who is to sit with whom, as the host sees it before anybody moves; `unplaced` are neither in a group nor sitting out. */
export type Plan = { groups: Group[]; sittingOut: string[]; unplaced: string[] }

/** Where a person can be put: a group by its index, or out of the round. */
export type Spot = number | 'out'

export const usualName = (index: number) => `Breakout ${index + 1}`

/** A plan of proposed groups; names that the host has given stay where they were. */
export function planFrom(proposed: readonly string[][], before: Plan): Plan {
  const groups = proposed.map((memberIds, i) => ({ name: before.groups[i]?.name ?? usualName(i), memberIds }))
  return { ...before, groups }
}

/** The same breakouts with other people in them. Those that the host has emptied stay where they were. */
export function settled(proposed: readonly string[][], before: Plan): Plan {
  const filled = before.groups.filter(({ memberIds }) => memberIds.length > 0)
  if (filled.length !== proposed.length) return planFrom(proposed, before)
  const next = proposed.values()
  const groups = before.groups.map((group) =>
    group.memberIds.length > 0 ? { ...group, memberIds: next.next().value ?? [] } : group,
  )
  return { ...before, groups }
}

export function movePerson(plan: Plan, memberId: string, to: Spot): Plan {
  const without = (ids: string[]) => ids.filter((id) => id !== memberId)
  const sittingOut = without(plan.sittingOut)
  return {
    unplaced: without(plan.unplaced),
    groups: plan.groups.map(({ name, memberIds }, i) => ({
      name,
      memberIds: i === to ? [...without(memberIds), memberId] : without(memberIds),
    })),
    sittingOut: to === 'out' ? [...sittingOut, memberId] : sittingOut,
  }
}

/** Every breakout empty, to begin by hand. */
export const cleared = (plan: Plan): Plan => ({
  ...plan,
  groups: plan.groups.map((group) => ({ ...group, memberIds: [] })),
  unplaced: [...plan.unplaced, ...plan.groups.flatMap(({ memberIds }) => memberIds)],
})

/** So many breakouts: more of them are empty, and whoever sat in one that goes is not placed. */
export function resized(plan: Plan, count: number): Plan {
  const more = Array.from({ length: Math.max(0, count - plan.groups.length) }, (_, i) => ({
    name: usualName(plan.groups.length + i),
    memberIds: [],
  }))
  const gone = plan.groups.slice(count).flatMap(({ memberIds }) => memberIds)
  return { ...plan, groups: [...plan.groups.slice(0, count), ...more], unplaced: [...plan.unplaced, ...gone] }
}

/** Where somebody is in the plan; null for who is not placed. */
export function spotOf({ groups, sittingOut }: Plan, memberId: string): Spot | null {
  const at = groups.findIndex(({ memberIds }) => memberIds.includes(memberId))
  return at >= 0 ? at : sittingOut.includes(memberId) ? 'out' : null
}

/** Who sits elsewhere in `now` than in `before`. */
export const movedBetween = (before: Plan, now: Plan): string[] =>
  now.groups.flatMap(({ memberIds }, i) => memberIds.filter((id) => spotOf(before, id) !== i))

export const rename = (plan: Plan, index: number, name: string): Plan => ({
  ...plan,
  groups: plan.groups.map((group, i) => (i === index ? { ...group, name } : group)),
})

/** What is unusual about a size: the band is 6 to 10, 11 takes the host's word, more is never possible. */
export function sizeNote(size: number): string | null {
  const { min, max, withOverride } = limits.breakout
  if (size === 0) return 'stays closed'
  if (size < min) return `fewer than ${min}`
  if (size > withOverride) return `${withOverride} is the most`
  return size > max ? `more than ${max}` : null
}

export const isTooLarge = ({ groups }: Plan) =>
  groups.some(({ memberIds }) => memberIds.length > limits.breakout.withOverride)

export const needsOverride = ({ groups }: Plan) =>
  groups.some(({ memberIds: { length } }) => length > 0 && sizeNote(length) !== null)

export const isEmpty = ({ groups }: Plan) => groups.every(({ memberIds }) => memberIds.length === 0)

/** Who sits in the room now and has no place in the plan, and who has one and is gone. */
export function changesSince({ groups, sittingOut, unplaced }: Plan, seated: readonly string[]) {
  const planned = new Set([...groups.flatMap(({ memberIds }) => memberIds), ...sittingOut, ...unplaced])
  const here = new Set(seated)
  return {
    came: seated.filter((id) => !planned.has(id)),
    left: [...planned].filter((id) => !here.has(id)),
  }
}
