import { DomainError } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import type { Actor, Operation, Outcome, Ports } from './ports.ts'

/** What every command carries besides its own fields. */
export type Command = { commandId: Id }

/**
 * The last two of an operation's four steps: append, publish. The seat is found and the policy checked again inside the
 * SQL function, under the room's lock, because whatever was read before the lock may be stale. `more` is what the server
 * adds to the sender's words: new ids, limits, the roles that the policy allows; it is no part of the command's digest.
 *
 * Refuses with whatever the function refuses with; nothing is written then, and the same command may succeed later.
 */
export async function act<Reply>(
  ports: Ports,
  actor: Actor,
  operation: Operation,
  input: Command & Record<string, unknown>,
  more: Record<string, unknown> = {},
): Promise<Reply> {
  const { commandId, ...content } = input
  const digest = ports.digest({ operation, ...content })
  const outcome = await ports.log.run(operation, { actor, commandId, digest, input: { ...content, ...more } })
  return concluded(ports, outcome) as Reply
}

/** Publishes what was written and gives the reply; a refusal becomes the error that the edges translate. */
export function concluded(ports: Ports, outcome: Outcome): unknown {
  if (!outcome.ok) throw new DomainError(outcome.code, outcome.details)
  for (const published of outcome.events) ports.bus.publish(published.event.roomId, { type: 'event', published })
  return outcome.reply
}
