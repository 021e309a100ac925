import type { PostedCard } from '../../shared/harvest.ts'
import type { Message } from '../../shared/rooms.ts'

/** What the list shows, in order: a heading per day, the line before what is new, messages, cards of breakouts. */
export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'new'; key: string }
  | { kind: 'message'; key: string; message: Message; isContinued: boolean }
  | { kind: 'card'; key: string; card: PostedCard }

/** Somebody who goes on within this time is not named again. */
const togetherMs = 5 * 60_000

/**
 * The rows of a run of messages. `newAfter` is the last number read when the room was opened; the line stands before the
 * first message of somebody else after it. `dayOf` says on which day an instant falls for the reader. Cards stand where
 * they were posted.
 */
export function rowsOf(
  messages: Message[],
  newAfter: number,
  myId: string | null,
  dayOf = localDay,
  cards: readonly PostedCard[] = [],
): Row[] {
  const rows: Row[] = []
  const firstNew = newAfter > 0 ? messages.find((m) => m.seq > newAfter && m.memberId !== myId)?.seq : undefined
  let before: Message | PostedCard | undefined
  for (const entry of [...messages, ...cards].sort((a, b) => a.seq - b.seq)) {
    const isNewDay = !before || dayOf(before.at) !== dayOf(entry.at)
    const isNew = entry.seq === firstNew
    if (isNewDay) rows.push({ kind: 'day', key: `day ${dayOf(entry.at)}`, at: entry.at })
    if (isNew) rows.push({ kind: 'new', key: 'new' })
    if (isCard(entry)) {
      rows.push({ kind: 'card', key: `c${entry.seq}`, card: entry })
    } else {
      const isContinued = !isNewDay && !isNew && !isCard(before!) && goesOn(before!, entry)
      rows.push({ kind: 'message', key: `m${entry.seq}`, message: entry, isContinued })
    }
    before = entry
  }
  return rows
}

const isCard = (entry: Message | PostedCard): entry is PostedCard => 'breakoutId' in entry

const goesOn = (before: Message, message: Message) =>
  before.memberId === message.memberId &&
  message.at - before.at < togetherMs &&
  message.replyTo === null &&
  before.text !== null

const localDay = (at: number) => new Date(at).toDateString()
