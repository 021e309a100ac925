import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import type { Id } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import { act } from './act.ts'
import { canBringGuest } from './policies.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Invites somebody from outside to the session that runs at a table: one addressee, a reason, one use, while the session
 * lasts and for a day at most. For facilitators and stewards: `forbidden`, `role`. Refuses `conflict`, `no_session`; `full`,
 * `guests` once a session has had its two.
 */
export async function inviteGuest(
  ports: Ports,
  actor: Actor,
  input: CommandInput<'guest:invite'>,
): Promise<CommandReply<'guest:invite'>> {
  const inviteId = ports.newId()
  const { hash } = ports.inviteCode(inviteId)
  const { inviteLifeMs, perSession } = limits.guest
  const more = { inviteId, codeHash: hash, lifeMs: inviteLifeMs, most: perSession, roles: canBringGuest }
  const made = await act<{ inviteId: Id; expiresAt: number }>(ports, actor, 'invite_guest', input, more)
  return { ...made, link: ports.inviteCode(made.inviteId).link }
}

/**
 * Ends a guest's stay: from the reply on nothing of theirs is accepted and no word said later reaches them (INV-7). For who
 * leads here: `forbidden`, `not_host`. Refuses `not_found`, `guest`.
 */
export function showGuestOut(ports: Ports, actor: Actor, input: CommandInput<'guest:show-out'>) {
  return act<CommandReply<'guest:show-out'>>(ports, actor, 'show_guest_out', input)
}
