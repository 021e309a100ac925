import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import type { Id } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import type { RouteReply } from '../../shared/routes.ts'
import { DomainError } from '../../shared/errors.ts'
import { act } from './act.ts'
import { looksOf } from './look-alikes.ts'
import { canBringGuest, canInvite } from './policies.ts'
import type { Actor, InviteCard, Ports } from './ports.ts'

/**
 * Invites one person with the reason why they belong: single use, 14 days. For stewards: `forbidden`, `role`. The link's code
 * is derived from the invite's id, so that a repeated command gives the same link although only the code's hash is stored.
 */
export async function createInvite(
  ports: Ports,
  actor: Actor,
  input: CommandInput<'invite:create'>,
): Promise<CommandReply<'invite:create'>> {
  const inviteId = ports.newId()
  const { hash } = ports.inviteCode(inviteId)
  const more = { inviteId, codeHash: hash, lifeMs: limits.invite.lifeMs, roles: canInvite }
  const made = await act<{ inviteId: Id; expiresAt: number }>(ports, actor, 'create_invite', input, more)
  return { ...made, link: ports.inviteCode(made.inviteId).link }
}

/**
 * Takes an invite back before it is used; `not_found`, `invite` once it was. For those who make such, whoever made this one:
 * `forbidden`, `role`.
 */
export function revokeInvite(ports: Ports, actor: Actor, input: CommandInput<'invite:revoke'>) {
  return act<CommandReply<'invite:revoke'>>(ports, actor, 'revoke_invite', input, {
    roles: canInvite,
    guestRoles: canBringGuest,
  })
}

/**
 * Redeems an invite for a person, who may be new to Kith: `actor.personId` is then the id to give them. In a full circle
 * the reply's `place` is theirs in the line. A guest's invite gives a stay in the reply's `roomId`, no membership. Refuses
 * `not_found` with `invite_used`, `invite_revoked`, `invite_expired` or `invite_over`, `conflict` with `already_member`,
 * `already_guest` or `name_taken`, and for guests `full` with `guests` or `circle_full`.
 */
export function acceptInvite(
  ports: Ports,
  actor: Actor,
  input: { commandId: Id; codeHash: string; name: string },
): Promise<RouteReply<'invite:accept'>> {
  const { stayMs, perSession: mostGuests } = limits.guest
  return act(ports, actor, 'accept_invite', input, { looks: looksOf(input.name), stayMs, mostGuests })
}

/**
 * What an open invite says to whoever holds its code: the circle, its norms, who invites and why, the seats left.
 * For a guest also the session. Refuses `not_found` with `invite_unknown`, `invite_used`, `invite_revoked`, `invite_expired`
 * or `invite_over`.
 */
export async function lookAtInvite(ports: Ports, codeHash: string): Promise<InviteCard> {
  const found = await ports.records.invite(codeHash)
  if (found?.state !== 'open') throw new DomainError('not_found', { reason: `invite_${found?.state ?? 'unknown'}` })
  return found.card
}
