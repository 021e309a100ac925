import type { RoomEvent } from '../../shared/events.ts'
import { foldMessages } from '../../shared/fold-messages.ts'
import { limits } from '../../shared/limits.ts'
import type { Message, RoomState } from '../../shared/rooms.ts'

/** The messages that a client shows: the room's newest and the older pages that were asked for, in one run. */
export type Transcript = { messages: Message[]; hasOlder: boolean }

/** More than this is too much to keep on the screen; what is cut off can be paged again. */
const keptAtMost = 300

/** After a snapshot: older pages stay only if they meet the newest messages. */
export function restart({ messages }: RoomState, before: Transcript | null): Transcript {
  const first = messages[0]?.seq
  const meets = first !== undefined && before?.messages.some(({ seq }) => seq === first)
  if (!meets) return { messages, hasOlder: messages.length >= limits.newestMessages }
  return { messages: [...before!.messages.filter(({ seq }) => seq < first), ...messages], hasOlder: before!.hasOlder }
}

/** After one more event. An older page may already hold what the event changes: the same change twice is one change. */
export function follow({ messages, hasOlder }: Transcript, event: RoomEvent): Transcript {
  const next = foldMessages(messages, event)
  return { messages: next === messages ? messages : next.map(once), hasOlder }
}

type Page = { messages: Message[]; hasMore: boolean }

/** With an older page in front. */
export function prepend({ messages }: Transcript, page: Page): Transcript {
  const first = messages[0]?.seq ?? Infinity
  return { messages: [...page.messages.filter(({ seq }) => seq < first), ...messages], hasOlder: page.hasMore }
}

/** A run of messages that was to reach further back; `isWhole` unless a page of it did not come. */
export type Reached = { run: Transcript; isWhole: boolean }

/** With older pages in front, back to a number or as many as are allowed. A page that does not come is null. */
export async function reachBack(
  run: Transcript,
  backTo: number,
  pagesAtMost: number,
  pageBefore: (seq: number) => Promise<Page | null>,
): Promise<Reached> {
  for (let pages = 0; pages < pagesAtMost && run.hasOlder; pages++) {
    const first = run.messages[0]
    if (!first || first.seq <= backTo) break
    const page = await pageBefore(first.seq)
    if (!page) return { run, isWhole: false }
    run = prepend(run, page)
  }
  return { run, isWhole: true }
}

/** Without the oldest, while the reader is at the newest. */
export function trim(transcript: Transcript): Transcript {
  if (transcript.messages.length <= keptAtMost) return transcript
  return { messages: transcript.messages.slice(-keptAtMost / 2), hasOlder: true }
}

const sound = new WeakSet<Message>()

function once(message: Message): Message {
  if (sound.has(message)) return message
  const reactions = message.reactions.map((r) => ({ ...r, memberIds: [...new Set(r.memberIds)] }))
  const key = (mark: Message['marks'][number]) => `${mark.mark} ${mark.memberId}`
  const marks = message.marks.filter((mark, index, all) => all.findIndex((m) => key(m) === key(mark)) === index)
  const clean = { ...message, reactions, marks }
  sound.add(clean)
  return clean
}
