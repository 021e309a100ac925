import type { Duty } from '../../shared/composing.ts'
import { meetingLine } from './grouping/reasons.ts'
import type { Seating } from './ports.ts'
import { dutyLine } from './round-duties.ts'

/** What of a host's composition may stand in a reason. */
export type Composed = { mode?: string | undefined; fixed?: string[][] | undefined; together?: string[][] | undefined }

/**
 * One line for each member why they sit where they do: whom they meet, what they do there, what the host has said in the
 * open. Nothing else is ever a reason: what people wish is theirs.
 */
export function roundReasons(
  groups: string[][],
  { rounds, last, served }: Seating,
  duties: Record<string, Duty>,
  { mode, fixed = [], together = [] }: Composed,
): Record<string, string> {
  const met = new Map<string, Set<string>>()
  for (const group of rounds.flatMap((round) => round.groups)) {
    for (const id of group) met.set(id, new Set([...(met.get(id) ?? []), ...group]))
  }
  const byHand = new Set(mode === 'by-hand' ? groups.flat() : fixed.flat())
  const before = new Set(mode === 'as-last' ? last?.flat() : [])

  const reasonOf = (id: string, group: string[]) => {
    const fresh = group.filter((other) => other !== id && !met.get(id)?.has(other)).length
    const block =
      together.find((set) => set.includes(id))?.filter((other) => other !== id && group.includes(other)) ?? []
    const duty = duties[id]
    return [
      before.has(id) && 'as last time',
      meetingLine(fresh, group.length - 1),
      duty && dutyLine(duty, id, served),
      block.length > 0 && `kept together with ${block.length === 1 ? 'one other' : `${block.length} others`}`,
      byHand.has(id) && 'placed by the host',
    ]
      .filter(Boolean)
      .join('; ')
  }
  return Object.fromEntries(groups.flatMap((group) => group.map((id) => [id, reasonOf(id, group)])))
}
