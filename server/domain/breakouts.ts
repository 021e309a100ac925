import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { DomainError } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { QueryInput, QueryReply } from '../../shared/queries.ts'
import { act } from './act.ts'
import { evenGroups } from './grouping/even.ts'
import { repairedGroups } from './grouping/repair.ts'
import { breakoutSizes, evenSizes, feasibleCounts, nearestChoices, type Band } from './grouping/sizes.ts'
import type { Actor, Ports } from './ports.ts'

const band: Band = { min: limits.breakout.min, max: limits.breakout.max }
const bandWithOverride: Band = { min: 1, max: limits.breakout.withOverride }

type RoundInput = CommandInput<'round:open'>

/**
 * Random and even groups of everybody who sits in the room now but those sitting out, for the host to change before
 * anybody moves. 11 people, or fewer than 6, cannot be split into 6 to 10: `needsOverride` with the nearest choices, and
 * the groups of the first of them. The same seed and people give the same groups. Hosts only: `not_found` otherwise.
 */
export async function previewRound(
  ports: Ports,
  actor: Actor,
  input: QueryInput<'round:preview'>,
): Promise<QueryReply<'round:preview'>> {
  const seated = await ports.records.seated(input.roomId, actor.personId)
  if (!seated) throw new DomainError('not_found', { reason: 'room' })
  const here = without(seated, input.sittingOut)
  const counts = feasibleCounts(here.length, band)
  const nearest = counts.length === 0 ? nearestChoices(here.length, band) : []
  const sizes = sizesFor(here.length, input.breakouts, counts) ?? nearest[0]?.sizes ?? []
  return {
    groups: evenGroups(here, sizes, input.seed),
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

/**
 * Opens a round. Who left or came since the preview is repaired first, changing at most two breakouts where that is
 * possible; the reply tells the host. Sizes outside 6 to 10 need `override`, which the log keeps: `infeasible` with the
 * nearest choices otherwise. Refuses `conflict` with `no_session` or `round_open`, and `forbidden`, `not_host`.
 */
export async function openRound(ports: Ports, actor: Actor, input: RoundInput): Promise<CommandReply<'round:open'>> {
  let seated = await ports.records.seated(input.roomId, actor.personId)
  if (!seated) throw new DomainError('not_found', { reason: 'room' })
  const ids = { roundId: ports.newId(), timerId: ports.newId() }
  for (let attempt = 1; ; attempt++) {
    const plan = repairedPlan(ports, input, without(seated, input.sittingOut))
    try {
      return await act(ports, actor, 'open_round', input, { ...ids, ...plan, sittingOut: input.sittingOut ?? [] })
    } catch (error) {
      // Somebody sat down or left between the look and the lock: the refusal says who sits there now.
      if (!(error instanceof DomainError) || error.details.reason !== 'stale' || attempt === 5) throw error
      seated = error.details['seated'] as string[]
    }
  }
}

function repairedPlan(ports: Ports, input: RoundInput, here: string[]) {
  const wanted = input.groups.map((group) => [...new Set(group.memberIds)])
  const repair = repairedGroups(wanted, here, input.override ? bandWithOverride : band)
  if ('infeasible' in repair) {
    throw new DomainError('infeasible', {
      reason: 'sizes',
      people: here.length,
      nearest: repair.infeasible.map(({ sizes, label }) => ({ sizes, label })),
    })
  }
  const groups = repair.groups.filter((group) => group.length > 0)
  const names = namesFor(groups, input)
  return {
    breakouts: groups.map((memberIds, index) => ({ roomId: ports.newId(), name: names[index], memberIds })),
    overridden: groups.some((group) => group.length < band.min || group.length > band.max),
    repaired: { placed: repair.placed, gone: repair.gone, changed: repair.changed.length },
  }
}

/** Each group keeps the name under which most of it was planned; groups without one are counted. */
function namesFor(groups: string[][], input: RoundInput): string[] {
  const free = [...input.groups]
  return groups.map((group, index) => {
    const shared = (planned: (typeof free)[number]) => planned.memberIds.filter((id) => group.includes(id)).length
    const best = free.toSorted((a, b) => shared(b) - shared(a))[0]
    if (!best || shared(best) === 0) return `Breakout ${index + 1}`
    free.splice(free.indexOf(best), 1)
    return best.name ?? `Breakout ${index + 1}`
  })
}

const without = (people: string[], sittingOut: string[] = []) => people.filter((id) => !sittingOut.includes(id))

/** Gives an open round more minutes, in the parent and in each breakout. `closed`, `already` when it has ended. */
export function extendRound(ports: Ports, actor: Actor, input: CommandInput<'round:extend'>) {
  return act<CommandReply<'round:extend'>>(ports, actor, 'extend_round', input)
}

/** Ends a round early: everybody is back in the room. The clock does the same at its time, with no host online (INV-8). */
export function closeRound(ports: Ports, actor: Actor, input: CommandInput<'round:close'>) {
  return act<CommandReply<'round:close'>>(ports, actor, 'close_round', input)
}

/** Tells every breakout of an open round something, and the room itself. */
export function announce(ports: Ports, actor: Actor, input: CommandInput<'round:announce'>) {
  return act<CommandReply<'round:announce'>>(ports, actor, 'announce', input)
}
