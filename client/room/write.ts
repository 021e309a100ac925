import type { MarkKind, Message } from '../../shared/rooms.ts'
import { limits } from '../../shared/limits.ts'
import { serverTime } from '../api/clock.ts'
import { send } from '../state/outbox.ts'
import { myId } from '../state/me.ts'
import type { RoomIds } from './composing.ts'

/** What a member may do with a message, each by way of the outbox. */
export const say = (ids: RoomIds, text: string, replyTo: number | null, alsoTo: string | null = null) =>
  send(ids, 'message:send', {
    roomId: ids.roomId,
    text,
    ...(replyTo !== null && { replyTo }),
    ...(alsoTo && { alsoTo }),
  })

export const change = (ids: RoomIds, seq: number, text: string) =>
  send(ids, 'message:edit', { roomId: ids.roomId, seq, text })

export const takeBack = (ids: RoomIds, seq: number) => send(ids, 'message:remove', { roomId: ids.roomId, seq })

/** Adds the reaction, or takes the member's own away. */
export function react(ids: RoomIds, { seq, reactions }: Message, emoji: string) {
  const isMine = reactions.some((r) => r.emoji === emoji && r.memberIds.includes(myId.peek() ?? ''))
  return send(ids, isMine ? 'reaction:remove' : 'reaction:add', { roomId: ids.roomId, seq, emoji })
}

/** Adds the mark, or takes the member's own away. */
export function mark(ids: RoomIds, { seq, marks }: Message, kind: MarkKind) {
  const isMine = marks.some((m) => m.mark === kind && m.memberId === myId.peek())
  return send(ids, isMine ? 'mark:remove' : 'mark:add', { roomId: ids.roomId, seq, mark: kind })
}

/** Whether a message can still be changed by its author. */
export const isEditable = (message: Message, memberId: string | null) =>
  message.memberId === memberId && message.text !== null && serverTime() - message.at < limits.message.editWithinMs

/** The latest of one's own messages that can still be changed, for the arrow key. */
export const lastEditable = (messages: Message[], memberId: string | null) =>
  messages.findLast((message) => isEditable(message, memberId))
