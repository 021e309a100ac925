/** What a member can label a message with. */
export type MarkKind = 'decision' | 'action' | 'win' | 'insight' | 'question' | 'resource'

/** One message as the draft reads it; `section` is its breakout's name and is absent for the main room. */
export type TranscriptMessage = {
  id: string
  author: string
  at: string
  body: string
  replyTo?: string
  reactions?: number
  marks?: MarkKind[] | string[]
  section?: string
}

/** A conversation in the order in which it was said. */
export type Transcript = { title: string | null; messages: TranscriptMessage[] }

/** One line of a draft, with the ids of the messages it stands on. */
export type DraftBullet = { text: string; cites: string[]; type: MarkKind | 'point'; section?: string }

/** At most ten bullets, most important first. */
export type RecapDraft = { bullets: DraftBullet[] }

/** The order in which marked messages take their places. */
export const MARK_ORDER: readonly MarkKind[] = ['decision', 'action', 'win', 'insight', 'question', 'resource']

/** Sizes of a draft: bullets, characters (UTF-16 units) and words of a bullet, citations of a bullet. */
export const LIMITS = { bullets: 10, characters: 280, words: 60, cites: 5 } as const

/** The weightiest known mark of a message, or null. */
export const firstMark = (message: TranscriptMessage): MarkKind | null =>
  MARK_ORDER.find((kind) => (message.marks as string[] | undefined)?.includes(kind)) ?? null
