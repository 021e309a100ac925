import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { act } from './act.ts'
import { canChangeRoom, canOpenRoom } from './policies.ts'
import type { Actor, Ports } from './ports.ts'

/** Opens a table with 2 to 50 seats. */
export function openRoom(ports: Ports, actor: Actor, input: CommandInput<'room:open'>) {
  const roomId = ports.newId()
  return act<CommandReply<'room:open'>>(ports, actor, 'open_room', input, { roomId, roles: canOpenRoom })
}

/** Renames a table or changes its seats; never evicts: `conflict`, `seats_taken` while more people sit. */
export function changeRoom(ports: Ports, actor: Actor, input: CommandInput<'room:change'>) {
  return act<CommandReply<'room:change'>>(ports, actor, 'change_room', input, { roles: canChangeRoom })
}

/** Closes a table for good; its log stays readable. Refuses while a session runs in it. */
export function closeRoom(ports: Ports, actor: Actor, input: CommandInput<'room:close'>) {
  return act<CommandReply<'room:close'>>(ports, actor, 'close_room', input, { roles: canChangeRoom })
}
