import type { CommandInput } from '../../shared/commands.ts'
import { DomainError } from '../../shared/errors.ts'
import { concluded } from './act.ts'
import { repairedPlan } from './breakouts.ts'
import type { Opening, Outcome, Ports, Seating } from './ports.ts'
import { composeRound } from './round-preview.ts'

/**
 * Opens the prepared rounds that are due by the database's clock, with no host needed (INV-8): each is composed at this moment
 * for who sits there. Every node may do it at the same time; the SQL function opens once. One that cannot be composed is
 * not opened, and the room's log says that much.
 *
 * Returns the milliseconds until the next one opens, or null where none does within two seconds.
 */
export async function runDueOpenings(ports: Ports): Promise<number | null> {
  const openings = await ports.log.dueOpenings()
  const done = await Promise.allSettled(
    openings.filter(({ dueInMs }) => dueInMs <= 0).map((opening) => openByItself(ports, opening)),
  )
  for (const one of done) if (one.status === 'rejected') throw one.reason
  return openings.find(({ dueInMs }) => dueInMs > 0)?.dueInMs ?? null
}

const attempts = 6

/** What is refused here is looked at again in the next turn, or was done by another node. */
async function openByItself(ports: Ports, opening: Opening): Promise<void> {
  let refusedFor: string | undefined
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const seating = await ports.records.seatingAt(opening.roomId)
    if (!seating) return
    const { seated, optedOut } = seating
    // Refused again and again for its people is no accident: whom a host has put together by hand do not sit together.
    const isHopeless = attempt === attempts && refusedFor === 'people'
    const composed = isHopeless ? null : await composedFor(ports, opening, seating)
    const outcome = await ports.log.openByItself(opening.openingId, composed ?? { seated, optedOut })
    if (outcome.ok) concluded(ports, outcome)
    // Somebody sat down or left between the look and the lock, or has just wished not to sit with somebody.
    if (outcome.ok || !isOvertaken(outcome)) return
    refusedFor = outcome.details.reason
  }
}

const isOvertaken = (outcome: Outcome) => !outcome.ok && ['stale', 'people'].includes(outcome.details.reason ?? '')

/** What the round is opened with; null where it cannot be, whatever the reason. */
async function composedFor(ports: Ports, { openingId, roomId, preparedId, plan }: Opening, seating: Seating) {
  const { breakouts: _, task, minutes, late = 'smallest', ...rules } = plan
  try {
    const groups = await groupsFor(ports, { openingId, plan }, seating)
    const ids = { roundId: ports.newId(), timerId: ports.newId(), preparedId, roomId }
    return { ...ids, task, minutes, late, ...repairedPlan(ports, { ...rules, groups }, seating) }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'infeasible') return null
    throw error
  }
}

/** Groups by the host's rules; as they were put together by hand, they are only put right for who is here. */
async function groupsFor(
  ports: Ports,
  { openingId, plan }: Pick<Opening, 'openingId' | 'plan'>,
  seating: Seating,
): Promise<CommandInput<'round:open'>['groups']> {
  const { breakouts, mode, size, sittingOut, fixed, together, duties, tags } = plan
  if (mode === 'by-hand') return breakouts.filter(({ memberIds }) => memberIds.length > 0)
  const wanted = { size, sittingOut, fixed, together, duties, tags, breakouts: breakouts.length }
  const { groups } = await composeRound(ports, seating, {
    ...wanted,
    mode: mode === 'as-last' && seating.last === null ? 'even' : mode,
    seed: openingId,
  })
  return groups.map((memberIds, index) => ({ memberIds, ...(breakouts[index] && { name: breakouts[index].name }) }))
}
