import { cleanBody, isSpoken } from './clean.ts'
import { BACKCHANNELS } from './lexicon.ts'
import { words } from './tokens.ts'
import type { TranscriptMessage } from './types.ts'
import { withoutSignature } from './signatures.ts'

/** One person's uninterrupted say: a sentence may run over several messages, and cites each that it touches. */
export type Turn = { author: string; section: string | null; parts: TurnPart[]; reactions: number }
export type TurnPart = { id: string; text: string; raw: string; position: number }

/**
 * Joins messages into turns. "Mm-hmm" from others does not end a turn; a message goes on in the next one of the same
 * author when it stops without punctuation and that one starts in lower case, unless the author never writes capitals.
 */
export function turnsOf(messages: readonly TranscriptMessage[]): Turn[] {
  const spoken = isSpoken(messages.map((message) => message.body))
  const runsOn = authorsWhoWriteCapitals(messages)
  const turns: Turn[] = []
  const latest = new Map<string, { turn: Turn; at: number }>()
  let count = 0
  messages.forEach((message, position) => {
    if (message.body.length < 30 && isBackchannel(message.body)) return
    const text = withoutSignature(cleanBody(message.body, spoken), message.author)
    if (isBackchannel(text)) return
    count++
    const key = JSON.stringify([message.author, message.section])
    const before = latest.get(key)
    const part: TurnPart = { id: message.id, text, raw: message.body, position }
    const lastPart = before?.turn.parts.at(-1)
    const goesOn =
      before !== undefined &&
      lastPart !== undefined &&
      runsOn.has(message.author) &&
      count - before.at <= 3 &&
      before.turn.parts.length < 5 &&
      /[\p{L}\p{N},'’—-]$/u.test(lastPart.text) &&
      /^[—-]?\p{Ll}/u.test(text)
    if (goesOn) {
      before.turn.parts.push(part)
      before.turn.reactions += message.reactions ?? 0
      before.at = count
      return
    }
    const turn: Turn = {
      author: message.author,
      section: message.section ?? null,
      parts: [part],
      reactions: message.reactions ?? 0,
    }
    turns.push(turn)
    latest.set(key, { turn, at: count })
  })
  return turns
}

function isBackchannel(text: string): boolean {
  const said = words(text)
  return said.length === 0 || (said.length <= 4 && said.every((word) => BACKCHANNELS.has(word)))
}

function authorsWhoWriteCapitals(messages: readonly TranscriptMessage[]): Set<string> {
  const counts = new Map<string, { all: number; capital: number }>()
  for (const { author, body } of messages) {
    const count = counts.get(author) ?? { all: 0, capital: 0 }
    if (/^\s*\p{L}/u.test(body)) count.all++
    if (/^\s*\p{Lu}/u.test(body)) count.capital++
    counts.set(author, count)
  }
  return new Set([...counts].filter(([, { all, capital }]) => capital >= all * 0.5).map(([author]) => author))
}
