import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { limits } from '../../shared/limits.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Places a member in a breakout of the open round, from another one or from the room, or brings them back to the room; they
 * are told on every device. Refuses `full`, `room_full`; `not_found`, `breakout`; and `infeasible`, `people` for whoever
 * cannot sit with these people, whatever the reason. These are for hosts only: `forbidden`, `not_host`; and `closed`,
 * `already` once the round is over.
 */
export function moveMember(ports: Ports, actor: Actor, input: CommandInput<'round:move'>) {
  return act<CommandReply<'round:move'>>(ports, actor, 'move_in_round', input)
}

/**
 * Places everybody who sits in the room and was never placed, by the round's rule: each in the smallest breakout that can
 * take them, or in the one where they have met the fewest. Whoever takes a seat while the round is open is placed so
 * without being asked for, unless the rule is `stay`. Who led the session, sits this one out or has stepped out stays.
 */
export function placeUnplaced(ports: Ports, actor: Actor, input: CommandInput<'round:place'>) {
  return act<CommandReply<'round:place'>>(ports, actor, 'place_unplaced', input)
}

/** From now on whoever comes late is placed by another rule. */
export function changeLate(ports: Ports, actor: Actor, input: CommandInput<'round:change-late'>) {
  return act<CommandReply<'round:change-late'>>(ports, actor, 'change_late', input)
}

/** Adds an empty breakout to the open round, named by its number where it has no name; 25 in all at most: `conflict`, `breakouts`. */
export function addBreakout(ports: Ports, actor: Actor, input: CommandInput<'breakout:add'>) {
  const more = { breakoutId: ports.newId(), most: limits.breakout.rooms }
  return act<CommandReply<'breakout:add'>>(ports, actor, 'add_breakout', input, more)
}

/** Ends one breakout; its people are back in the room. The last one is refused: `conflict`, `last_breakout`. */
export function closeBreakout(ports: Ports, actor: Actor, input: CommandInput<'breakout:close'>) {
  return act<CommandReply<'breakout:close'>>(ports, actor, 'close_breakout', input)
}

/** Brings two breakouts together in the second one. Refuses `full`, `room_full` beyond ten, and `infeasible`, `people`. */
export function mergeBreakouts(ports: Ports, actor: Actor, input: CommandInput<'breakout:merge'>) {
  return act<CommandReply<'breakout:merge'>>(ports, actor, 'merge_breakouts', input)
}

/**
 * Connects two breakouts of the open round: what somebody says to both stands in either log, and nobody leaves their own.
 * It ends with either of them. Wishes not to sit with somebody are about places, as at the table, and have no part in it.
 * Refuses `not_found`, `breakout`; and `closed`, `already`.
 */
export function connectBreakouts(ports: Ports, actor: Actor, input: CommandInput<'breakout:connect'>) {
  return act<CommandReply<'breakout:connect'>>(ports, actor, 'connect_breakouts', input)
}

/** Ends that; what was said to both stays where it stands. */
export function disconnectBreakouts(ports: Ports, actor: Actor, input: CommandInput<'breakout:disconnect'>) {
  return act<CommandReply<'breakout:disconnect'>>(ports, actor, 'disconnect_breakouts', input)
}
