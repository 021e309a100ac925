import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { limits } from '../../shared/limits.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Leaves a breakout for the table for a while: the place is kept for `limits.breakout.keptMs`, and everybody there sees until
 * when. Entering the breakout again ends it; else the clock frees the place (INV-8). Saying it again changes nothing.
 * Refuses `forbidden`, `no_seat`, and `closed`, `room_closed`.
 */
export function stepOut(ports: Ports, actor: Actor, input: CommandInput<'round:step-out'>) {
  return act<CommandReply<'round:step-out'>>(ports, actor, 'step_out', input, { keptMs: limits.breakout.keptMs })
}

/**
 * Comes back into the round from the table: to the place that is kept, else to the same breakout if it has room, else by
 * the round's rule for who comes late. Refuses `infeasible`, `people` where there is no place, whatever the reason;
 * `forbidden`, `no_seat` for whoever does not sit at the table; `closed`, `already`.
 */
export function comeBack(ports: Ports, actor: Actor, input: CommandInput<'round:come-back'>) {
  return act<CommandReply<'round:come-back'>>(ports, actor, 'come_back', input)
}
