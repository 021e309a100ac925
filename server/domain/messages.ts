import type { CommandInput, CommandReply } from '../../shared/commands.ts'
import { limits } from '../../shared/limits.ts'
import { act, concluded } from './act.ts'
import type { Actor, Ports } from './ports.ts'

/**
 * Says something in a room: in a table or breakout with a seat or on a visit, in the commons as a member. The reply comes
 * after the commit (INV-2): the message's number in the room's one order, and its time.
 *
 * Refuses `forbidden`, `no_seat` to members without a seat; `not_found` where the room or the quoted message is not
 * theirs; `closed` in a closed room; `conflict` for a command id that was used with other words, and with `alsoTo`
 * `conflict`, `not_connected` where the two breakouts are connected no longer.
 */
export async function sendMessage(ports: Ports, actor: Actor, input: CommandInput<'message:send'>) {
  if (input.alsoTo !== undefined) return act<CommandReply<'message:send'>>(ports, actor, 'say_to_both', input)
  const { commandId, roomId, text, replyTo = null } = input
  const digest = ports.digest({ operation: 'send_message', roomId, text, replyTo })
  const order = { personId: actor.personId, commandId, digest, roomId, text, replyTo }
  return concluded(ports, await ports.log.appendMessage(order)) as CommandReply<'message:send'>
}

/**
 * Replaces one's own words within 15 minutes; the words replaced are gone for good. Refuses `forbidden`, `not_author`;
 * `not_found`, `message`, also once it was removed; `closed` in a closed room; `timed_out`, `edit_window` later.
 */
export function editMessage(ports: Ports, actor: Actor, input: CommandInput<'message:edit'>) {
  const withinMs = limits.message.editWithinMs
  return act<CommandReply<'message:edit'>>(ports, actor, 'edit_message', input, { withinMs })
}

/**
 * Takes one's own words back, at any time; facilitators and stewards may remove those of others. The number stays.
 * Refuses `forbidden`, `not_author`, and `not_found`, `message`.
 */
export function removeMessage(ports: Ports, actor: Actor, input: CommandInput<'message:remove'>) {
  return act<CommandReply<'message:remove'>>(ports, actor, 'remove_message', input)
}

/**
 * Adds one emoji to a message, once per member and emoji. Refuses `too_many`, `reactions` beyond 20 kinds on one message;
 * `forbidden`, `no_seat`; `not_found`, `message`; `closed` in a closed room.
 */
export function addReaction(ports: Ports, actor: Actor, input: CommandInput<'reaction:add'>) {
  return act<CommandReply<'reaction:add'>>(ports, actor, 'add_reaction', input, { kinds: limits.reaction.kinds })
}

/** Takes one's own emoji from a message; without one nothing changes. Refuses like adding, but for `too_many`. */
export function removeReaction(ports: Ports, actor: Actor, input: CommandInput<'reaction:remove'>) {
  return act<CommandReply<'reaction:remove'>>(ports, actor, 'remove_reaction', input)
}

/**
 * Labels a message as a decision, action, win, insight, question or resource: what a recap is drafted from. Refuses
 * `forbidden`, `no_seat`; `not_found`, `message`; `closed` in a closed room.
 */
export function addMark(ports: Ports, actor: Actor, input: CommandInput<'mark:add'>) {
  return act<CommandReply<'mark:add'>>(ports, actor, 'add_mark', input)
}

/** Takes one's own label from a message; without one nothing changes. Refuses like labelling. */
export function removeMark(ports: Ports, actor: Actor, input: CommandInput<'mark:remove'>) {
  return act<CommandReply<'mark:remove'>>(ports, actor, 'remove_mark', input)
}
