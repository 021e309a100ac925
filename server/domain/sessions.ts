import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { limits } from '../../shared/limits.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Starts a session in a table; whoever starts it hosts it. Any member may, in a table of 12 seats or fewer; facilitators
 * and stewards anywhere. Refuses `forbidden`, `not_host` or `no_seat`, and `conflict`, `session_running`.
 */
export function startSession(ports: Ports, actor: Actor, input: CommandInput<'session:start'>) {
  const more = { sessionId: ports.newId(), memberHostedSeats: limits.memberHostedSeats }
  return act<CommandReply<'session:start'>>(ports, actor, 'start_session', input, more)
}

/**
 * Ends the session, and first an open round: everybody is back in the room. Refuses `forbidden`, `not_host`, and `conflict`,
 * `no_session`.
 */
export function endSession(ports: Ports, actor: Actor, input: CommandInput<'session:end'>) {
  return act<CommandReply<'session:end'>>(ports, actor, 'end_session', input)
}

/**
 * Makes somebody at the table or in its breakouts the host; who hosted so far stays a co-host. Any host may, also for one
 * who is away. The new one must be somebody who may start a session here: `conflict`, `may_not_host`. Refuses `forbidden`,
 * `not_host`; `conflict`, `no_session`; `not_found`, `member`; and `closed`, `already`.
 */
export function handOverSession(ports: Ports, actor: Actor, input: CommandInput<'session:hand-over'>) {
  const more = { memberHostedSeats: limits.memberHostedSeats }
  return act<CommandReply<'session:hand-over'>>(ports, actor, 'hand_over_session', input, more)
}

/**
 * Lets anybody at the table lead too until the session ends, whatever their role; or no longer: then their visits to
 * breakouts end at once, and the calls that they had taken go to the next host. Refuses `forbidden`, `not_host`; `conflict`,
 * `no_session`; `not_found`, `member` for whoever is not there and for guests; and `closed`, `already`.
 */
export function changeCoHost(ports: Ports, actor: Actor, input: CommandInput<'session:change-co-host'>) {
  return act<CommandReply<'session:change-co-host'>>(ports, actor, 'change_co_host', input)
}
