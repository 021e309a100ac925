import type { Turn } from './turns.ts'
import { LIMITS } from './types.ts'

/** A sentence of a turn with the messages it touches, in order. */
export type Sentence = { text: string; cites: string[]; position: number; first: boolean }

const BOUNDARY =
  /(?<=[.?!…]["')\]]?)\s+(?=["'([]?[\p{Lu}\p{N}*•-])|(?<=[?!]["')]?)\s+|(?<=\p{Ll}{2}\.)\s+(?=\p{Ll})|\n+|(?<=[。！？])|\s+[*•]\s+/u
const NOT_AN_END = /(?:\b(?:e\.?g|i\.?e|mr|mrs|ms|dr|prof|st|vs|etc|cf|no|approx|dept|inc|ltd|\p{Lu})\.)$/iu

/** Splits turns into sentences; one that breaks off at the end of a turn still counts, it is judged later. */
export function sentencesOf(turn: Turn): Sentence[] {
  let text = ''
  const starts: number[] = []
  for (const part of turn.parts) {
    if (text) text += ' '
    starts.push(text.length)
    text += part.text
  }
  const found: Sentence[] = []
  for (const [from, to] of ranges(text)) {
    const within = turn.parts.filter((_, i) => starts[i]! < to && (starts[i + 1] ?? Infinity) > from + 1)
    found.push({
      text: text.slice(from, to).trim(),
      cites: [...new Set(within.map((part) => part.id))].slice(0, LIMITS.cites),
      position: within[0]!.position,
      first: found.length === 0,
    })
  }
  return found
}

function ranges(text: string): [number, number][] {
  const result: [number, number][] = []
  let from = 0
  for (const match of text.matchAll(new RegExp(BOUNDARY, 'gu'))) {
    if (NOT_AN_END.test(text.slice(from, match.index))) continue
    if (text.slice(from, match.index).trim()) result.push([from, match.index])
    from = match.index + match[0].length
  }
  if (text.slice(from).trim()) result.push([from, text.length])
  return result
}
