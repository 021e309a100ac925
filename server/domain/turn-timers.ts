import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { limits } from '../../shared/limits.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Gives somebody who sits in a room the floor for so long, or everybody, in place of the timer before. At a table with a
 * running session whoever leads may, in a breakout everybody who sits there as well. Refuses `forbidden`, `not_host` or
 * `no_seat`; `conflict`, `no_session`; `not_found`, `member` for who does not sit here; and `closed`, `room_closed`.
 */
export function setTimer(ports: Ports, actor: Actor, input: CommandInput<'timer:set'>) {
  return act<CommandReply<'timer:set'>>(ports, actor, 'set_timer', input, { timerId: ports.newId() })
}

/**
 * Gives the timer more time, counted from now where it is over. Refuses `closed`, `already` where it was stopped or another
 * took its place, and `conflict`, `timer_length` where more than an hour would be left.
 */
export function extendTimer(ports: Ports, actor: Actor, input: CommandInput<'timer:extend'>) {
  return act<CommandReply<'timer:extend'>>(ports, actor, 'extend_timer', input, { mostSeconds: limits.timer.maxS })
}

/** Stops the timer, or puts it away once it is over. Refuses `closed`, `already` like extending. */
export function stopTimer(ports: Ports, actor: Actor, input: CommandInput<'timer:stop'>) {
  return act<CommandReply<'timer:stop'>>(ports, actor, 'stop_timer', input)
}
