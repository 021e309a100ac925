import type { MarkKind, Message } from '../../shared/rooms.ts'
import { limits } from '../../shared/limits.ts'
import { serverTime } from '../api/clock.ts'
import { send } from '../state/outbox.ts'
import { myId } from '../state/me.ts'
import type { RoomIds } from './composing.ts'

/** What a member may do with a message, each by way of the outbox. */
export const say = (
  { circleId, roomId }: RoomIds,
  text: string,
  replyTo: number | null,
  alsoTo: string | null = null,
) => send(circleId, 'message:send', { roomId, text, ...(replyTo !== null && { replyTo }), ...(alsoTo && { alsoTo }) })

export const change = ({ circleId, roomId }: RoomIds, seq: number, text: string) =>
  send(circleId, 'message:edit', { roomId, seq, text })

export const takeBack = ({ circleId, roomId }: RoomIds, seq: number) =>
  send(circleId, 'message:remove', { roomId, seq })

/** Adds the reaction, or takes the member's own away. */
export function react({ circleId, roomId }: RoomIds, { seq, reactions }: Message, emoji: string) {
  const isMine = reactions.some((r) => r.emoji === emoji && r.memberIds.includes(myId.peek() ?? ''))
  return send(circleId, isMine ? 'reaction:remove' : 'reaction:add', { roomId, seq, emoji })
}

/** Adds the mark, or takes the member's own away. */
export function mark({ circleId, roomId }: RoomIds, { seq, marks }: Message, kind: MarkKind) {
  const isMine = marks.some((m) => m.mark === kind && m.memberId === myId.peek())
  return send(circleId, isMine ? 'mark:remove' : 'mark:add', { roomId, seq, mark: kind })
}

/** Whether a message can still be changed by its author. */
export const isEditable = (message: Message, memberId: string | null) =>
  message.memberId === memberId && message.text !== null && serverTime() - message.at < limits.message.editWithinMs

/** The latest of one's own messages that can still be changed, for the arrow key. */
export const lastEditable = (messages: Message[], memberId: string | null) =>
  messages.findLast((message) => isEditable(message, memberId))
