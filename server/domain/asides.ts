import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Says something to one person at a table or in its breakouts, or to the other hosts, while a session runs. It stands in no
 * log and only they can read it. For hosts: `forbidden`, `not_host`. Refuses `conflict`, `no_session`; `not_found`, `member`
 * for whoever is not there; `invalid`, `yourself`.
 */
export async function sayAside(ports: Ports, actor: Actor, input: CommandInput<'aside:say'>) {
  const reply = await act<CommandReply<'aside:say'>>(ports, actor, 'say_aside', input, { asideId: ports.newId() })
  const hearers = await ports.records.hearersOfAside(reply.asideId)
  if (hearers)
    ports.bus.publish(hearers.commonsId, { type: 'signal', name: 'aside', body: hearers.signal, to: hearers.to })
  return reply
}
