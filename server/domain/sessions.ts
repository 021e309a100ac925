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

/** Ends the session, and first an open round: everybody is back in the room. */
export function endSession(ports: Ports, actor: Actor, input: CommandInput<'session:end'>) {
  return act<CommandReply<'session:end'>>(ports, actor, 'end_session', input)
}
