import { DomainError } from '../../shared/errors.ts'
import type { QueryInput, QueryReply } from '../../shared/queries.ts'
import { anyBand, dealtGroups, groupsByHand, keptGroups, people, usualBand, type Asked } from './composing.ts'
import { breakoutSizes, evenSizes, feasibleCounts, nearestChoices, type Band } from './grouping/sizes.ts'
import { notHost } from './not-host.ts'
import type { Actor, Ports, Seating } from './ports.ts'
import { roundDuties } from './round-duties.ts'
import { roundReasons } from './round-reasons.ts'

type Preview = QueryReply<'round:preview'>

/**
 * Groups of everybody who sits in the room now but those sitting out, for the host to change before anybody moves: drawn by
 * lot, searched so that as few as possible meet again, as last time, or as `groups` has them, and always around who is
 * `fixed`, as far as they are here. 11 people, or fewer than 6, cannot be split into 6 to 10: then there are no `counts` but
 * the nearest choices, and the groups of the first of them. The same input and people give the same groups. Hosts only:
 * `forbidden`, `not_host`.
 * Refuses `infeasible`: `rules` with the nearest sizes when the host's own rules cannot all be kept; `people` when these
 * people cannot be seated like this, why is said to nobody; and `conflict`, `no_round` as last time without a last time.
 */
export async function previewRound(ports: Ports, actor: Actor, input: QueryInput<'round:preview'>): Promise<Preview> {
  const seating = await ports.records.seating(input.roomId, actor.personId)
  if (!seating) throw await notHost(ports, actor, input.roomId)
  return composeRound(ports, seating, input)
}

/** The same for who sits there, whoever asks: a host or the clock. */
export async function composeRound(ports: Ports, seating: Seating, input: Asked): Promise<Preview> {
  const invited = input.ahead ? seating.members : seating.seated
  const wanted = invited.filter((id) => !input.sittingOut?.includes(id))
  const here = input.ahead ? wanted : wanted.filter((id) => !seating.optedOut.includes(id))
  if (input.moved?.some((id) => !here.includes(id))) throw people()
  const present = (groups: string[][] = []) => groups.map((group) => group.filter((id) => here.includes(id)))
  const asked = { ...input, fixed: present(input.fixed) }

  const band = input.size ?? usualBand
  const counts = feasibleCounts(here.length, band)
  const nearest = counts.length === 0 ? nearestChoices(here.length, band) : []
  const start = input.groups ?? (input.mode === 'as-last' ? seating.last : null)
  if (input.mode === 'as-last' && start === null) throw new DomainError('conflict', { reason: 'no_round' })
  const groups =
    input.mode === 'by-hand'
      ? groupsByHand(seating, present(input.groups))
      : start !== null
        ? keptGroups(seating, here, start, band, asked)
        : await dealtGroups(ports, seating, here, sizesFor(here.length, input.breakouts, counts, band), asked)
  const duties = input.duties ? roundDuties(groups, seating.served) : {}
  const placed = new Set(groups.flat())
  return {
    groups,
    reasons: roundReasons(groups, seating, duties, input),
    duties,
    unplaced: wanted.filter((id) => !placed.has(id)),
    counts,
    needsOverride: groups.some(({ length }) => length < usualBand.min || length > usualBand.max),
    nearest: nearest.map(({ sizes, label }) => ({ sizes, label })),
    hasLast: seating.last !== null,
    hasCards: seating.cards.length > 0,
  }
}

function sizesFor(count: number, wanted: number | undefined, counts: number[], band: Band): number[] {
  const isNear = wanted !== undefined && counts.length === 0 && feasibleCounts(count, anyBand).includes(wanted)
  if (wanted !== undefined && (counts.includes(wanted) || isNear)) return evenSizes(count, wanted)
  const usual = breakoutSizes(count, band)
  return usual.ok ? usual.sizes : (usual.nearest[0]?.sizes ?? [])
}
