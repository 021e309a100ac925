import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import type { composition } from '../../shared/composing.ts'
import { DomainError } from '../../shared/errors.ts'
import { act } from './act.ts'
import { anyBand, mayJoinBy, people, usualBand } from './composing.ts'
import { repairedGroups } from './grouping/repair.ts'
import { handedOn } from './handings.ts'
import { notHost } from './not-host.ts'
import type { Actor, Ports, Seating } from './ports.ts'
import { roundDuties } from './round-duties.ts'
import { roundReasons } from './round-reasons.ts'

type RoundInput = CommandInput<'round:open'>
type Wanted = Pick<RoundInput, 'groups' | 'sittingOut' | 'override' | 'passOn' | keyof typeof composition>

/**
 * Opens a round. Who left or came since the preview is repaired first, changing at most two breakouts where that is
 * possible; the reply tells the host. Sizes outside 6 to 10 need `override`, which the log keeps: `infeasible` with the
 * nearest choices otherwise. `infeasible`, `people` when these people cannot sit like this. Refuses `conflict` with
 * `no_session` or `round_open`, and `forbidden`, `not_host`.
 */
export async function openRound(ports: Ports, actor: Actor, input: RoundInput): Promise<CommandReply<'round:open'>> {
  const ids = { roundId: ports.newId(), timerId: ports.newId() }
  for (let attempt = 1; ; attempt++) {
    const seating = await ports.records.seating(input.roomId, actor.personId)
    if (!seating) throw await notHost(ports, actor, input.roomId)
    try {
      return await act(ports, actor, 'open_round', input, { ...ids, ...repairedPlan(ports, input, seating) })
    } catch (error) {
      if (error instanceof DomainError && error.code === 'infeasible') return openedBefore(ports, actor, input, error)
      // Somebody sat down or left between the look and the lock.
      if (!(error instanceof DomainError) || error.details.reason !== 'stale' || attempt === 5) throw error
    }
  }
}

/** Whoever asks again is told what came of it, also when by now those people could not sit like this; else refuses as before. */
async function openedBefore(ports: Ports, actor: Actor, input: RoundInput, refusal: DomainError) {
  // Only a command that is known is answered for somebody who sits nowhere.
  const breakouts = [{ roomId: ports.newId(), name: '', memberIds: [ports.newId()] }]
  const ids = { roundId: ports.newId(), timerId: ports.newId() }
  try {
    return await act<CommandReply<'round:open'>>(ports, actor, 'open_round', input, {
      ...ids,
      breakouts,
      sittingOut: [],
    })
  } catch (error) {
    throw error instanceof DomainError && error.code === 'conflict' ? refusal : error
  }
}

/**
 * The breakouts as they are opened for who sits there now: repaired, named, with duties, reasons, and cards that are passed
 * on. Refuses `infeasible`, with `sizes` or `people`.
 */
export function repairedPlan(ports: Ports, input: Wanted, seating: Seating) {
  const away = [...(input.sittingOut ?? []), ...seating.optedOut]
  const here = seating.seated.filter((id) => !away.includes(id))
  const wanted = input.groups.map((group) => [...new Set(group.memberIds)])
  const repair = repairAround(input, wanted, here, seating)
  if ('infeasible' in repair && repair.infeasible.length === 0) throw people()
  if ('infeasible' in repair) {
    throw new DomainError('infeasible', {
      reason: 'sizes',
      people: here.length,
      nearest: repair.infeasible.map(({ sizes, label }) => ({ sizes, label })),
    })
  }
  const groups = repair.groups.filter((group) => group.length > 0)
  const names = namesFor(groups, input)
  const served = input.duties ? roundDuties(groups, seating.served) : {}
  const handed = input.passOn ? handedOn(groups, seating.cards) : []
  return {
    breakouts: groups.map((memberIds, index) => ({
      roomId: ports.newId(),
      name: names[index],
      memberIds,
      ...(handed[index] && { handed: handed[index] }),
    })),
    reasons: roundReasons(groups, seating, served, input),
    served,
    sittingOut: away,
    overridden: groups.some((group) => group.length < usualBand.min || group.length > usualBand.max),
    repaired: { placed: repair.placed, gone: repair.gone, changed: repair.changed.length },
  }
}

/** Who was put somewhere by hand stays there, unless that leaves no way to open at all. */
function repairAround(input: Wanted, wanted: string[][], here: string[], seating: Seating) {
  const isBound = new Set([input.fixed ?? [], input.together ?? []].flat(2))
  const band = input.override ? anyBand : usualBand
  const mayJoin = mayJoinBy(seating)
  const around = repairedGroups(wanted, here, band, mayJoin, (id) => isBound.has(id))
  return 'groups' in around ? around : repairedGroups(wanted, here, band, mayJoin)
}

/**
 * Each group keeps the name under which most of it was planned. One that nobody planned takes a name that is left over, or
 * is counted; no two have the same because of it.
 */
function namesFor(groups: string[][], input: Wanted): string[] {
  const free = [...input.groups]
  const kept = groups.map((group) => {
    const shared = (planned: (typeof free)[number]) => planned.memberIds.filter((id) => group.includes(id)).length
    const best = free.toSorted((a, b) => shared(b) - shared(a))[0]
    return best && shared(best) > 0 ? free.splice(free.indexOf(best), 1)[0] : undefined
  })
  const named = kept.map((planned) => (planned ?? free.shift())?.name)
  return named.map((name, index) => {
    if (name !== undefined) return name
    let no = index + 1
    while (named.includes(usualName(no))) no++
    return (named[index] = usualName(no))
  })
}

const usualName = (no: number) => `Breakout ${no}`
