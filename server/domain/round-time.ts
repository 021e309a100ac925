import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import type { Id } from '../../shared/ids.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Gives all breakouts of an open round more minutes, or one of them; it may then last longer than the others. Everybody
 * sees their own new end. Refuses `closed`, `already` when the round has ended, and `not_found`, `breakout`.
 */
export async function extendRound(ports: Ports, actor: Actor, input: CommandInput<'round:extend'>) {
  const reply = await act<CommandReply<'round:extend'>>(ports, actor, 'extend_round', input)
  await tellDesk(ports, input.roomId)
  return reply
}

/**
 * Takes minutes from all breakouts or from one; each ends a minute from now at the soonest. Refuses `conflict`, `ending`
 * where nothing is left to take.
 */
export async function shortenRound(ports: Ports, actor: Actor, input: CommandInput<'round:shorten'>) {
  const reply = await act<CommandReply<'round:shorten'>>(ports, actor, 'shorten_round', input)
  await tellDesk(ports, input.roomId)
  return reply
}

/**
 * Ends a round: everybody is back in the room. With `warn` its breakouts end within a minute, and everybody sees the time
 * run. The clock ends it at its time all the same, with no host online (INV-8).
 */
export function closeRound(ports: Ports, actor: Actor, input: CommandInput<'round:close'>) {
  return act<CommandReply<'round:close'>>(ports, actor, 'close_round', input)
}

/** Tells every breakout of an open round something, and the room itself; or one breakout: `not_found`, `breakout`. */
export function announce(ports: Ports, actor: Actor, input: CommandInput<'round:announce'>) {
  return act<CommandReply<'round:announce'>>(ports, actor, 'announce', input)
}

/**
 * Asks the hosts for more minutes in the breakout where the caller sits; everybody there sees that it was asked. Refuses
 * `conflict`, `time_asked` while an earlier wish waits, `forbidden`, `no_seat`, and `closed`, `room_closed`.
 */
export async function askTime(ports: Ports, actor: Actor, input: CommandInput<'round:ask-time'>) {
  const reply = await act<CommandReply<'round:ask-time'>>(ports, actor, 'ask_time', input)
  await tellDesk(ports, input.roomId)
  return reply
}

/** Answers a breakout's wish for more time with no. `closed`, `already` when somebody has answered it. */
export async function declineTime(ports: Ports, actor: Actor, input: CommandInput<'round:decline-time'>) {
  const reply = await act<CommandReply<'round:decline-time'>>(ports, actor, 'decline_time', input)
  await tellDesk(ports, input.roomId)
  return reply
}

/** Tells the devices of a table's hosts that there is something new to look after. */
async function tellDesk(ports: Ports, roomId: Id): Promise<void> {
  const hearers = await ports.records.hearersOfDesk(roomId)
  if (hearers)
    ports.bus.publish(hearers.commonsId, { type: 'signal', name: 'desk', body: hearers.signal, to: hearers.to })
}
