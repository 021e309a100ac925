import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { act } from './act.ts'
import { looksOf } from './look-alikes.ts'
import { canChangeRole, canRemoveMember } from './policies.ts'
import type { Actor, Ports } from './ports.ts'

/** Changes the member's own name in a circle; `conflict`, `name_taken` when somebody there has it, or one that looks like it. */
export function renameMember(ports: Ports, actor: Actor, input: CommandInput<'member:rename'>) {
  return act<CommandReply<'member:rename'>>(ports, actor, 'rename_member', input, { looks: looksOf(input.name) })
}

/**
 * Gives or takes a role, for stewards: `forbidden`, `role`. The last steward stays one: `conflict`, `last_steward`. Refuses
 * `not_found`, `member`.
 */
export function changeRole(ports: Ports, actor: Actor, input: CommandInput<'member:change-role'>) {
  return act<CommandReply<'member:change-role'>>(ports, actor, 'change_role', input, { roles: canChangeRole })
}

/**
 * Removes somebody from a circle with a reason. From the reply on nothing of theirs is accepted there and no word said
 * later reaches them (INV-7); a place that became free goes to the line. For stewards: `forbidden`, `role`. Refuses
 * `not_found`, `member`, and `invalid`, `leave_instead` for oneself.
 */
export function removeMember(ports: Ports, actor: Actor, input: CommandInput<'member:remove'>) {
  return act<CommandReply<'member:remove'>>(ports, actor, 'remove_member', input, { roles: canRemoveMember })
}

/** Leaves a circle; the last steward cannot, before somebody else is one: `conflict`, `last_steward`. */
export function leaveCircle(ports: Ports, actor: Actor, input: CommandInput<'member:leave'>) {
  return act<CommandReply<'member:leave'>>(ports, actor, 'leave_circle', input)
}
