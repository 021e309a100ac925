import type { Refusal } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import type { Message } from '../../shared/rooms.ts'
import type { Entry } from '../api/outbox.ts'

/** A message of one's own that is not in the log yet. */
export type PendingMessage = {
  commandId: Id
  text: string
  replyTo: number | null
  madeAt: number
  refusal: Refusal | null
}

/** Entries that the server has taken while their event is still on its way: command id -> number. */
export type Landed = ReadonlyMap<Id, number>

/** What was written here and has not been read back from the log yet. */
export const unread = (entries: Entry[], landed: Landed, head: number) =>
  entries.filter((entry) => (landed.get(entry.input.commandId) ?? Infinity) > head)

/** What to show after the log. `mine` are the member's own messages of the log, oldest first. */
export function pendingMessages(entries: Entry[], mine: Message[]): PendingMessage[] {
  return entries
    .filter((entry) => entry.name === 'message:send')
    .filter((entry) => entry.refusal !== null || !mine.some((message) => isSame(entry, message)))
    .map(({ input, madeAt, refusal }) => {
      return { commandId: input.commandId, text: input.text, replyTo: input.replyTo ?? null, madeAt, refusal }
    })
}

// The event may come before the answer to the command, and names no command: the same words again would flash up twice.
const isSame = (entry: Entry, { text, at }: Message) =>
  entry.name === 'message:send' && entry.input.text === text && at > entry.madeAt - 2_000

/** The messages as they will stand once everything that the member did to them has arrived. */
export function withPending(messages: Message[], entries: Entry[], memberId: Id): Message[] {
  const changes = entries.filter((entry) => entry.name !== 'message:send' && !entry.refusal)
  if (changes.length === 0) return messages
  return messages.map((message) =>
    changes.reduce((now, entry) => {
      return 'seq' in entry.input && entry.input.seq === now.seq ? after(now, entry, memberId) : now
    }, message),
  )
}

function after(message: Message, entry: Entry, memberId: Id): Message {
  switch (entry.name) {
    case 'message:edit':
      return { ...message, text: entry.input.text, edited: true }
    case 'message:remove':
      return { ...message, text: null, reactions: [], marks: [] }
    case 'reaction:add':
    case 'reaction:remove': {
      const { emoji } = entry.input
      const others = (ids: Id[]) => ids.filter((id) => id !== memberId)
      const isAdded = entry.name === 'reaction:add'
      const has = message.reactions.some((r) => r.emoji === emoji)
      const reactions = has || !isAdded ? message.reactions : [...message.reactions, { emoji, memberIds: [] }]
      const changed = reactions.map((r) =>
        r.emoji === emoji ? { emoji, memberIds: [...others(r.memberIds), ...(isAdded ? [memberId] : [])] } : r,
      )
      return { ...message, reactions: changed.filter((r) => r.memberIds.length > 0) }
    }
    case 'mark:add':
    case 'mark:remove': {
      const { mark } = entry.input
      const others = message.marks.filter((m) => m.mark !== mark || m.memberId !== memberId)
      return { ...message, marks: entry.name === 'mark:add' ? [...others, { mark, memberId }] : others }
    }
    default:
      return message
  }
}
