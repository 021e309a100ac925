import type { RoomEvent } from './events.ts'
import type { Message } from './rooms.ts'

/**
 * A run of messages after one more event: what was sent is added at the end, what concerns a message of the run changes
 * it, anything else leaves the run as it is. Serves the room's newest messages and the older pages of a client alike.
 */
export function foldMessages(messages: Message[], event: RoomEvent): Message[] {
  switch (event.kind) {
    case 'message:sent': {
      const { text, replyTo = null, both } = event.body
      const { seq, at } = event
      const message = { seq, memberId: event.memberId!, at, text, replyTo, edited: false, reactions: [], marks: [] }
      return [...messages, both ? { ...message, both } : message]
    }
    case 'message:edited': {
      const { seq, text } = event.body
      return change(messages, seq, (message) => ({ ...message, text, edited: true }))
    }
    case 'message:removed':
      return change(messages, event.body.seq, (message) => ({
        ...message,
        text: null,
        edited: false,
        reactions: [],
        marks: [],
      }))
    case 'reaction:added': {
      const { seq, emoji } = event.body
      return change(messages, seq, (message) => ({ ...message, reactions: plus(message, emoji, event.memberId!) }))
    }
    case 'reaction:removed': {
      const { seq, emoji } = event.body
      return change(messages, seq, (message) => ({ ...message, reactions: minus(message, emoji, event.memberId!) }))
    }
    case 'mark:added': {
      const { seq, mark } = event.body
      const added = { mark, memberId: event.memberId! }
      return change(messages, seq, (message) => ({ ...message, marks: [...message.marks, added] }))
    }
    case 'mark:removed': {
      const { seq, mark } = event.body
      const isThis = (other: Message['marks'][number]) => other.mark === mark && other.memberId === event.memberId
      return change(messages, seq, (message) => ({ ...message, marks: message.marks.filter((m) => !isThis(m)) }))
    }
    default:
      return messages
  }
}

function change(messages: Message[], seq: number, changed: (message: Message) => Message): Message[] {
  const index = messages.findIndex((message) => message.seq === seq)
  return index < 0 ? messages : messages.with(index, changed(messages[index]!))
}

function plus(message: Message, emoji: string, memberId: string): Message['reactions'] {
  const same = message.reactions.find((reaction) => reaction.emoji === emoji)
  if (!same) return [...message.reactions, { emoji, memberIds: [memberId] }]
  return message.reactions.map((r) => (r === same ? { emoji, memberIds: [...r.memberIds, memberId] } : r))
}

function minus(message: Message, emoji: string, memberId: string): Message['reactions'] {
  return message.reactions
    .map((r) => (r.emoji === emoji ? { emoji, memberIds: r.memberIds.filter((id) => id !== memberId) } : r))
    .filter((r) => r.memberIds.length > 0)
}
