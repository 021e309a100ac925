import { DomainError } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { QueryInput, QueryReply } from '../../shared/queries.ts'
import { evenGroups } from './grouping/even.ts'
import { breakoutSizes, evenSizes, feasibleCounts, nearestChoices, type Band } from './grouping/sizes.ts'
import { meetingReasons } from './meeting-reasons.ts'
import type { Actor, Ports, Seating } from './ports.ts'

const band: Band = { min: limits.breakout.min, max: limits.breakout.max }

type Preview = QueryReply<'round:preview'>

/**
 * Groups of everybody who sits in the room now but those sitting out, for the host to change before anybody moves: drawn
 * by lot, or searched so that as few as possible meet again. 11 people, or fewer than 6, cannot be split into 6 to 10:
 * `needsOverride` with the nearest choices, and the groups of the first of them. The same seed and people give the same
 * groups. Hosts only: `not_found` otherwise. `infeasible`, `people` when these people cannot be seated at all: why is said
 * to nobody.
 */
export async function previewRound(ports: Ports, actor: Actor, input: QueryInput<'round:preview'>): Promise<Preview> {
  const seating = await ports.records.seating(input.roomId, actor.personId)
  if (!seating) throw new DomainError('not_found', { reason: 'room' })
  const here = seating.seated.filter((id) => !input.sittingOut?.includes(id))
  const counts = feasibleCounts(here.length, band)
  const nearest = counts.length === 0 ? nearestChoices(here.length, band) : []
  const sizes = sizesFor(here.length, input.breakouts, counts) ?? nearest[0]?.sizes ?? []
  const byLot = input.mode === 'meet-new' ? null : drawnGroups(seating, here, sizes, input.seed)
  const groups = byLot ?? (await plannedGroups(ports, seating, here, sizes, input))
  return {
    groups,
    reasons: meetingReasons(groups, seating.rounds),
    counts,
    needsOverride: counts.length === 0,
    nearest: nearest.map(({ sizes, label }) => ({ sizes, label })),
  }
}

function sizesFor(people: number, wanted: number | undefined, counts: number[]): number[] | null {
  if (wanted !== undefined && counts.includes(wanted)) return evenSizes(people, wanted)
  const usual = breakoutSizes(people, band)
  return usual.ok ? usual.sizes : null
}

const draws = 200

// Drawing again until nobody sits with whom they should not leaves every other split equally likely: nothing can be read
// from the groups but that these people do not sit together, as after any draw.
function drawnGroups({ apart }: Seating, here: string[], sizes: number[], seed: string): string[][] | null {
  for (let draw = 0; draw < draws; draw++) {
    const groups = evenGroups(here, sizes, draw === 0 ? seed : `${seed} ${draw}`)
    if (!groups.some((group) => apart.some(([a, b]) => group.includes(a) && group.includes(b)))) return groups
  }
  return null
}

async function plannedGroups(
  ports: Ports,
  { rounds, apart }: Seating,
  here: string[],
  sizes: number[],
  { mode, seed }: QueryInput<'round:preview'>,
): Promise<string[][]> {
  if (here.length === 0) return []
  const isHere = new Set(here)
  const past = rounds.map(({ isToday, groups }) => ({
    isToday,
    groups: groups.map((group) => group.filter((id) => isHere.has(id))).filter((group) => group.length > 1),
  }))
  const answer = await ports.planRounds(
    {
      members: here,
      rounds: 1,
      groupSize: { min: Math.min(...sizes), max: Math.max(...sizes), count: sizes.length },
      keepApart: apart.filter((pair) => pair.every((id) => isHere.has(id))),
      ...(mode === 'meet-new' && {
        history: past.filter(({ isToday }) => !isToday),
        fixedRounds: past.filter(({ isToday }) => isToday),
      }),
    },
    seed,
  )
  if (answer.status === 'error') throw new DomainError('infeasible', { reason: 'people' })
  return answer.plan.rounds[0]!.groups.map(({ members }) => members)
}
