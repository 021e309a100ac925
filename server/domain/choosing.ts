import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { act } from './act.ts'
import { handedOn } from './handings.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Opens a round whose people choose their breakouts themselves: `chooseSeconds` to choose, then `minutes` together. Each
 * breakout has so many seats, 2 to 10, and never more people. When the time to choose is up the clock places who has not
 * chosen where there are fewest, or leaves them in the room (INV-8). Refuses `conflict` with `no_session` or `round_open`,
 * and `forbidden`, `not_host`.
 */
export async function offerRound(ports: Ports, actor: Actor, input: CommandInput<'round:offer'>) {
  const seating = input.passOn ? await ports.records.seating(input.roomId, actor.personId) : null
  const handed = handedOn(
    input.breakouts.map(() => []),
    seating?.cards ?? [],
  )
  const breakouts = input.breakouts.map(({ name, seats }, index) => ({
    roomId: ports.newId(),
    name: name ?? `Breakout ${index + 1}`,
    memberIds: [],
    seats,
    ...(handed[index] && { handed: handed[index] }),
  }))
  const more = { roundId: ports.newId(), timerId: ports.newId(), breakouts }
  return act<CommandReply<'round:offer'>>(ports, actor, 'offer_round', input, more)
}

/**
 * Takes a free seat in a breakout, from the room or from another breakout, or goes back to the room. Refuses `full`,
 * `room_full`; `closed`, `chosen` once the time is up; `forbidden`, `no_seat` for whoever sits elsewhere; and `infeasible`,
 * `people` for whoever cannot sit with these people or does not take part, whatever the reason.
 */
export function chooseBreakout(ports: Ports, actor: Actor, input: CommandInput<'round:choose'>) {
  return act<CommandReply<'round:choose'>>(ports, actor, 'choose_breakout', input)
}
