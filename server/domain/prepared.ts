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
