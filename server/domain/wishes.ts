import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { limits } from '../../shared/limits.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Never places two people in one breakout, from the next placement on, as long as one of them wishes it. Private: no event,
 * and what it prevents is refused as `infeasible`, `people`, like everything that concerns who sits with whom. Refuses
 * `invalid`, `yourself`, and `conflict`, `wishes` beyond `limits.keepApart`.
 */
export function keepApart(ports: Ports, actor: Actor, input: CommandInput<'grouping:keep-apart'>) {
  const most = limits.keepApart.max
  return act<CommandReply<'grouping:keep-apart'>>(ports, actor, 'keep_apart', input, { most })
}

/** Takes one's own wish back; without one nothing changes. */
export function forgetWish(ports: Ports, actor: Actor, input: CommandInput<'grouping:forget'>) {
  return act<CommandReply<'grouping:forget'>>(ports, actor, 'forget_wish', input)
}

/**
 * Not this round: places the sayer in no breakout of this table until its round is over. No event: others see only that they
 * are not placed, and whoever tries to place them is refused as `infeasible`, `people`, as for anybody who is not there.
 */
export function sitOut(ports: Ports, actor: Actor, input: CommandInput<'round:sit-out'>) {
  return act<CommandReply<'round:sit-out'>>(ports, actor, 'sit_out', input)
}

/**
 * Takes that back; where a round is open, its sayer goes back at once to the breakout where they were placed, else to where
 * the round's rule puts who comes late, if it puts them anywhere.
 */
export function takePart(ports: Ports, actor: Actor, input: CommandInput<'round:take-part'>) {
  return act<CommandReply<'round:take-part'>>(ports, actor, 'take_part', input)
}
