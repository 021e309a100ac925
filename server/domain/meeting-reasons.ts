import { meetingLine } from './grouping/reasons.ts'

/**
 * One line for each member why they sit where they do, from whom they have sat with before. Nothing else is ever a reason:
 * what people wish is theirs.
 */
export function meetingReasons(groups: string[][], rounds: { groups: string[][] }[]): Record<string, string> {
  const met = new Map<string, Set<string>>()
  for (const group of rounds.flatMap((round) => round.groups)) {
    for (const id of group) met.set(id, new Set([...(met.get(id) ?? []), ...group]))
  }
  const fresh = (id: string, group: string[]) =>
    group.filter((other) => other !== id && !met.get(id)?.has(other)).length
  return Object.fromEntries(
    groups.flatMap((group) => group.map((id) => [id, meetingLine(fresh(id, group), group.length - 1)])),
  )
}
