import type { MarkKind } from '../../../shared/rooms.ts'

/** Who says a line: somebody of the cast by name, or one of the others who are there. */
export type Speaker = string | 'one' | 'another' | 'third'

export type Line = {
  by: Speaker
  text: string
  /** How somebody else labels it. */
  mark?: MarkKind
  /** What the others put under it. */
  emoji?: string[]
  /** Quotes the line before. */
  isReply?: boolean
}

/** A little exchange about somebody's work, said where its owner and two others sit. */
export type Exchange = { owner: string; lines: Line[] }

type Aside = Omit<Line, 'by' | 'text'>

export const line = (by: Speaker, text: string, aside: Aside = {}): Line => ({ by, text, ...aside })

export const exchange = (owner: string, ...lines: Line[]): Exchange => ({ owner, lines })

export const reply: Aside = { isReply: true }
