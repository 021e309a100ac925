import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { limits } from '../../shared/limits.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Saves a breakout's card over the version that its writer has seen: by whoever sits there or visits, and for a day after the
 * round by those who were in it; then the room hears of the correction. Refuses `conflict`, `stale` with the newer `version`;
 * `closed`, `harvest_over`; `forbidden`, `no_seat`; and `not_found`, `member` for an owner who is in the circle no longer.
 */
export function saveHarvest(ports: Ports, actor: Actor, input: CommandInput<'harvest:save'>) {
  const { correctWithinMs } = limits.harvest
  return act<CommandReply<'harvest:save'>>(ports, actor, 'save_harvest', input, { correctWithinMs })
}
