import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { act } from './act.ts'
import { looksOf } from './look-alikes.ts'
import { canChangeRoom, canOpenRoom } from './policies.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Opens a table with 2 to 50 seats, for facilitators and stewards: `forbidden`, `role`. Refuses `conflict`,
 * `table_name_taken` for a name that looks like another table's here.
 */
export function openRoom(ports: Ports, actor: Actor, input: CommandInput<'room:open'>) {
  const roomId = ports.newId()
  const more = { roomId, roles: canOpenRoom, nameLooks: looksOf(input.name) }
  return act<CommandReply<'room:open'>>(ports, actor, 'open_room', input, more)
}

/**
 * Renames a table or changes its seats; never evicts: `conflict`, `seats_taken` while more people sit. Refuses `forbidden`,
 * `role`, `conflict`, `table_name_taken`, and `closed` once it is.
 */
export function changeRoom(ports: Ports, actor: Actor, input: CommandInput<'room:change'>) {
  const more = { roles: canChangeRoom, nameLooks: looksOf(input.name) }
  return act<CommandReply<'room:change'>>(ports, actor, 'change_room', input, more)
}

/**
 * Closes a table for good; its log stays readable. Refuses `conflict`, `session_running` while a session runs in it;
 * `forbidden`, `role`; and `closed` once it is.
 */
export function closeRoom(ports: Ports, actor: Actor, input: CommandInput<'room:close'>) {
  return act<CommandReply<'room:close'>>(ports, actor, 'close_room', input, { roles: canChangeRoom })
}
