import { type Band, type NearestChoice, feasibleCounts, nearestChoices } from './sizes.ts'

/** `changed` holds indices into `groups`; `placed` came since the preview, `gone` left since then. */
export type Repair =
  { groups: string[][]; changed: number[]; placed: string[]; gone: string[] } | { infeasible: NearestChoice[] }

/**
 * The previewed groups, made true for the people who are here now. Who left is taken out; who came gets a place in the
 * smallest group, one that lost somebody before others. Nobody else moves unless a group would leave the band: then
 * the fewest people move, out of the largest groups; a group is dissolved (the smallest) or added only if the number
 * of people leaves no other way. `mayJoin` answers whether somebody may sit with a group (keep apart, blocks): who was
 * seated stays, but nobody new is put where they may not be. Who `stays` is never moved, and their group never dissolved.
 * One person who leaves or comes so changes at most two groups, unless the number of groups has to change. Answers
 * `infeasible` with the nearest choices when no number of groups fits the band, and without any when `mayJoin` or `stays`
 * leaves no way: the caller then plans the round afresh.
 */
export function repairedGroups(
  groups: string[][],
  here: string[],
  band: Band,
  mayJoin: MayJoin = () => true,
  stays: (member: string) => boolean = () => false,
): Repair {
  const present = new Set(here)
  const before = new Set(groups.flat())
  const counts = feasibleCounts(present.size, band)
  if (counts.length === 0) return { infeasible: nearestChoices(present.size, band) }

  const placed = [...present].filter((member) => !before.has(member))
  const gone = [...before].filter((member) => !present.has(member))
  const drafts = groups.map((group) => draftOf(group, present))
  const pool = [...placed]
  const isSettled =
    fitCount(drafts, pool, nearestCount(drafts.length, counts), stays) &&
    shedOverfull(drafts, pool, band, stays) &&
    seatPool(drafts, pool, band, mayJoin) &&
    fillShort(drafts, band, (member, group) => !stays(member) && mayJoin(member, group))
  if (!isSettled) return { infeasible: [] }
  return {
    groups: drafts.map((draft) => draft.members),
    changed: drafts.flatMap((draft, index) => (draft.isChanged ? [index] : [])),
    placed,
    gone,
  }
}

/** Whether a member may sit with these people. */
export type MayJoin = (member: string, group: string[]) => boolean

type Draft = { members: string[]; isChanged: boolean }

function draftOf(group: string[], present: Set<string>): Draft {
  const members = group.filter((member) => present.has(member))
  return { members, isChanged: members.length < group.length }
}

function nearestCount(count: number, counts: number[]): number {
  return Math.min(Math.max(count, counts[0] as number), counts.at(-1) as number)
}

type Stays = (member: string) => boolean

function fitCount(drafts: Draft[], pool: string[], count: number, stays: Stays): boolean {
  while (drafts.length > count) {
    const loose = drafts.filter((draft) => !draft.members.some(stays))
    if (loose.length === 0) return false
    const dissolved = drafts.splice(drafts.indexOf(smallest(loose)), 1)
    pool.push(...dissolved.flatMap((draft) => draft.members))
  }
  while (drafts.length < count) drafts.push({ members: [], isChanged: true })
  return true
}

function shedOverfull(drafts: Draft[], pool: string[], band: Band, stays: Stays): boolean {
  return drafts.every((draft) => {
    while (draft.members.length > band.max) {
      const mover = draft.members.findLast((member) => !stays(member))
      if (mover === undefined) return false
      pool.push(takeFrom(draft, mover))
    }
    return true
  })
}

function seatPool(drafts: Draft[], pool: string[], band: Band, mayJoin: MayJoin): boolean {
  return pool.every((member) => {
    const open = drafts.filter((draft) => draft.members.length < band.max && mayJoin(member, draft.members))
    if (open.length > 0) addTo(smallest(open), member)
    return open.length > 0
  })
}

/** Moves people out of the largest groups until no group is below the band; false if nobody may move. */
function fillShort(drafts: Draft[], band: Band, mayJoin: MayJoin): boolean {
  for (let short = smallest(drafts); short.members.length < band.min; short = smallest(drafts)) {
    const target = short
    const givers = drafts.filter((draft) => draft.members.length > band.min && moverFor(draft, target, mayJoin))
    if (givers.length === 0) return false
    const giver = largest(givers)
    addTo(target, takeFrom(giver, moverFor(giver, target, mayJoin) as string))
  }
  return true
}

function moverFor(giver: Draft, target: Draft, mayJoin: MayJoin): string | undefined {
  return giver.members.findLast((member) => mayJoin(member, target.members))
}

function smallest(drafts: Draft[]): Draft {
  const rank = (draft: Draft) => draft.members.length * 2 - Number(draft.isChanged)
  return drafts.reduce((best, draft) => (rank(draft) < rank(best) ? draft : best))
}

function largest(drafts: Draft[]): Draft {
  const rank = (draft: Draft) => draft.members.length * 2 + Number(draft.isChanged)
  return drafts.reduce((best, draft) => (rank(draft) > rank(best) ? draft : best))
}

function addTo(draft: Draft, member: string) {
  draft.members.push(member)
  draft.isChanged = true
}

function takeFrom(draft: Draft, member: string): string {
  draft.isChanged = true
  draft.members.splice(draft.members.indexOf(member), 1)
  return member
}
