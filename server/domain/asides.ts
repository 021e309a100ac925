import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import type { Id } from '../../shared/ids.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Says something to one person at a table or in its breakouts, or to the other hosts, while a session runs. It stands in no
 * log; they read it, and who leads. For hosts: `forbidden`, `not_host`. Refuses `conflict`, `no_session`; `not_found`,
 * `member` for whoever is not there; `invalid`, `yourself`.
 */
export async function sayAside(ports: Ports, actor: Actor, input: CommandInput<'aside:say'>) {
  const reply = await act<CommandReply<'aside:say'>>(ports, actor, 'say_aside', input, { asideId: ports.newId() })
  await tellAside(ports, reply.asideId)
  return reply
}

/**
 * Answers the hosts, by whoever one of them has spoken to in this session, alone or in their breakout: one thread with each
 * person, read by them and by who leads. Refuses `forbidden`, `not_addressed`, and `conflict`, `no_session`.
 */
export async function answerAside(ports: Ports, actor: Actor, input: CommandInput<'aside:answer'>) {
  const reply = await act<CommandReply<'aside:answer'>>(ports, actor, 'answer_aside', input, { asideId: ports.newId() })
  await tellAside(ports, reply.asideId)
  return reply
}

async function tellAside(ports: Ports, asideId: Id): Promise<void> {
  const told = await Promise.all([ports.records.hearersOfAside(asideId), ports.records.hostsHearingAside(asideId)])
  for (const hearers of told)
    if (hearers)
      ports.bus.publish(hearers.commonsId, { type: 'signal', name: 'aside', body: hearers.signal, to: hearers.to })
}
