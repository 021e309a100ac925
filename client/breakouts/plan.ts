import { limits } from '../../shared/limits.ts'

export type Group = { name: string; memberIds: string[] }

/** Who is to sit with whom, as the host sees it before anybody moves. */
export type Plan = { groups: Group[]; sittingOut: string[] }

/** Where a person can be put: a group by its index, or out of the round. */
export type Spot = number | 'out'

export const usualName = (index: number) => `Breakout ${index + 1}`

/** A plan of proposed groups; names that the host has given stay where they were. */
export function planFrom(proposed: readonly string[][], before: Plan): Plan {
  const groups = proposed.map((memberIds, i) => ({ name: before.groups[i]?.name ?? usualName(i), memberIds }))
  return { ...before, groups }
}

/** The same people in the order they were dealt, cut into other sizes. */
export function recut(plan: Plan, sizes: readonly number[]): Plan {
  const people = plan.groups.flatMap(({ memberIds }) => memberIds)
  let from = 0
  const proposed = sizes.map((size) => people.slice(from, (from += size)))
  return planFrom(proposed, plan)
}

export function movePerson(plan: Plan, memberId: string, to: Spot): Plan {
  const without = (ids: string[]) => ids.filter((id) => id !== memberId)
  const sittingOut = without(plan.sittingOut)
  return {
    groups: plan.groups.map(({ name, memberIds }, i) => ({
      name,
      memberIds: i === to ? [...without(memberIds), memberId] : without(memberIds),
    })),
    sittingOut: to === 'out' ? [...sittingOut, memberId] : sittingOut,
  }
}

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
export function changesSince({ groups, sittingOut }: Plan, seated: readonly string[]) {
  const planned = new Set([...groups.flatMap(({ memberIds }) => memberIds), ...sittingOut])
  const here = new Set(seated)
  return {
    came: seated.filter((id) => !planned.has(id)),
    left: [...planned].filter((id) => !here.has(id)),
  }
}
