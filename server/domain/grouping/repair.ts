import { type Band, type NearestChoice, feasibleCounts, nearestChoices } from './sizes.ts'

/** `changed` holds indices into `groups`; `placed` came since the preview, `gone` left since then. */
export type Repair =
  { groups: string[][]; changed: number[]; placed: string[]; gone: string[] } | { infeasible: NearestChoice[] }

/**
 * The previewed groups, made true for the people who are here now. Who left is taken out; who came gets a place in the
 * smallest group, one that lost somebody before others. Nobody else moves unless a group would leave the band: then the
 * fewest people move, out of the largest groups; a group is dissolved (the smallest) or added only if the number of
 * people leaves no other way. One person who leaves or comes so changes at most two groups, unless the number of groups
 * has to change. Answers `infeasible` with the nearest choices when no number of groups fits the band.
 */
export function repairedGroups(groups: string[][], here: string[], band: Band): Repair {
  const present = new Set(here)
  const before = new Set(groups.flat())
  const counts = feasibleCounts(present.size, band)
  if (counts.length === 0) return { infeasible: nearestChoices(present.size, band) }

  const placed = [...present].filter((member) => !before.has(member))
  const gone = [...before].filter((member) => !present.has(member))
  const drafts = groups.map((group) => draftOf(group, present))
  const pool = [...placed]
  fitCount(drafts, pool, nearestCount(drafts.length, counts))
  shedOverfull(drafts, pool, band)
  for (const member of pool) addTo(smallest(drafts), member)
  fillShort(drafts, band)
  return {
    groups: drafts.map((draft) => draft.members),
    changed: drafts.flatMap((draft, index) => (draft.isChanged ? [index] : [])),
    placed,
    gone,
  }
}

type Draft = { members: string[]; isChanged: boolean }

function draftOf(group: string[], present: Set<string>): Draft {
  const members = group.filter((member) => present.has(member))
  return { members, isChanged: members.length < group.length }
}

function nearestCount(count: number, counts: number[]): number {
  return Math.min(Math.max(count, counts[0] as number), counts.at(-1) as number)
}

function fitCount(drafts: Draft[], pool: string[], count: number) {
  while (drafts.length > count) {
    const dissolved = drafts.splice(drafts.indexOf(smallest(drafts)), 1)
    pool.push(...dissolved.flatMap((draft) => draft.members))
  }
  while (drafts.length < count) drafts.push({ members: [], isChanged: true })
}

function shedOverfull(drafts: Draft[], pool: string[], band: Band) {
  for (const draft of drafts) while (draft.members.length > band.max) pool.push(takeFrom(draft))
}

function fillShort(drafts: Draft[], band: Band) {
  for (let short = smallest(drafts); short.members.length < band.min; short = smallest(drafts)) {
    addTo(short, takeFrom(largest(drafts)))
  }
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

function takeFrom(draft: Draft): string {
  draft.isChanged = true
  return draft.members.pop() as string
}
