import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { limits } from '../../shared/limits.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Keeps a composed round under a name for later: for the running session, or days ahead for any session of this table. What
 * had the name before is replaced. Who has come or left by then is put right when it is looked at again (`round:preview` with
 * its groups). Hosts only: `forbidden`, `not_host`. Refuses `conflict`, `prepared` beyond `limits.prepared`.
 */
export function prepareRound(ports: Ports, actor: Actor, input: CommandInput<'round:prepare'>) {
  const more = { preparedId: ports.newId(), most: limits.prepared }
  return act<CommandReply<'round:prepare'>>(ports, actor, 'prepare_round', input, more)
}

/** Removes a prepared round; where it is gone already nothing changes. */
export function unprepareRound(ports: Ports, actor: Actor, input: CommandInput<'round:unprepare'>) {
  return act<CommandReply<'round:unprepare'>>(ports, actor, 'unprepare_round', input)
}

/**
 * Lets a prepared round open by itself so many minutes into its session, composed by its rules for who is here by then, with
 * no host needed (INV-8); with null no more. One that is for any session of its table opens so in each. Hosts only:
 * `forbidden`, `not_host`. Refuses `not_found`, `no_prepared`; `conflict`, `passed` for a moment of this session that is over.
 */
export function scheduleRound(ports: Ports, actor: Actor, input: CommandInput<'round:schedule'>) {
  return act<CommandReply<'round:schedule'>>(ports, actor, 'schedule_round', input)
}
