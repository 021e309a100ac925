import type { Message } from '../../shared/rooms.ts'

/** What the list shows, in order: a heading per day, the line before what is new, messages. */
export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'new'; key: string }
  | { kind: 'message'; key: string; message: Message; isContinued: boolean }

/** Somebody who goes on within this time is not named again. */
const togetherMs = 5 * 60_000

/**
 * The rows of a run of messages. `newAfter` is the last number read when the room was opened; the line stands before the
 * first message of somebody else after it. `dayOf` says on which day an instant falls for the reader.
 */
export function rowsOf(messages: Message[], newAfter: number, myId: string | null, dayOf = localDay): Row[] {
  const rows: Row[] = []
  const firstNew = newAfter > 0 ? messages.find((m) => m.seq > newAfter && m.memberId !== myId)?.seq : undefined
  let before: Message | undefined
  for (const message of messages) {
    const isNewDay = !before || dayOf(before.at) !== dayOf(message.at)
    const isNew = message.seq === firstNew
    if (isNewDay) rows.push({ kind: 'day', key: `day ${dayOf(message.at)}`, at: message.at })
    if (isNew) rows.push({ kind: 'new', key: 'new' })
    const isContinued = !isNewDay && !isNew && goesOn(before!, message)
    rows.push({ kind: 'message', key: `m${message.seq}`, message, isContinued })
    before = message
  }
  return rows
}

const goesOn = (before: Message, message: Message) =>
  before.memberId === message.memberId &&
  message.at - before.at < togetherMs &&
  message.replyTo === null &&
  before.text !== null

const localDay = (at: number) => new Date(at).toDateString()
