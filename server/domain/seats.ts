import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { act } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Takes a seat: the member's own, the one held for them, or the lowest free number, which goes to nobody else while
 * somebody waits. Without a free one `place` is theirs in the line. In a breakout the place is the seat (INV-9).
 * Refuses `conflict`, `seated_elsewhere` with the other table's `roomId` unless `moving`; `conflict`, `placed_elsewhere` in a
 * breakout, to whoever sits in another one or at another table, with its `roomId`; `closed` with the parent's id; `full`,
 * `room_full` in a breakout, and to guests, who stand in no line.
 */
export function enterRoom(ports: Ports, actor: Actor, input: CommandInput<'room:enter'>) {
  return act<CommandReply<'room:enter'>>(ports, actor, 'enter_room', input)
}

/**
 * A host's visit, without a seat: for facilitators, stewards and who leads the session. Others are refused `forbidden`,
 * `not_host`, and at a breakout `not_found`. Refuses `closed` with the parent's id.
 */
export function visitRoom(ports: Ports, actor: Actor, input: CommandInput<'room:visit'>) {
  return act<CommandReply<'room:visit'>>(ports, actor, 'visit_room', input)
}

/** Gives up seat, offer, place in line and visit. A seat that becomes free is offered to the first in line who is here. */
export function leaveRoom(ports: Ports, actor: Actor, input: CommandInput<'room:leave'>) {
  return act<CommandReply<'room:leave'>>(ports, actor, 'leave_room', input)
}
