import { trimmedClause } from './clauses.ts'
import { cleanBody, tidied } from './clean.ts'
import { finished, fits, shortened } from './compose.ts'
import { qualityOf } from './cues.ts'
import { hasMainVerb } from './readable.ts'
import { reported } from './report.ts'
import { sentencesOf } from './sentences.ts'
import { terms, wordCount } from './tokens.ts'
import { firstMark, MARK_ORDER } from './types.ts'
import type { DraftBullet, TranscriptMessage } from './types.ts'
import type { Weights } from './weights.ts'

/** One bullet for each message that somebody marked, in the order of the marks and then as they were said. */
export function markedBullets(
  messages: readonly TranscriptMessage[],
  weights: Weights,
  english: boolean,
): DraftBullet[] {
  const found: DraftBullet[] = []
  for (const kind of MARK_ORDER) {
    for (const message of messages) {
      if (firstMark(message) !== kind) continue
      const text = markedText(message, weights, english)
      if (text) {
        const section = message.section === undefined ? {} : { section: message.section }
        found.push({ text, cites: [message.id], type: kind, ...section })
      }
    }
  }
  return found
}

/** A marked message keeps its own words; a single sentence is told, a long message is cut down to what weighs most. */
function markedText(message: TranscriptMessage, weights: Weights, english: boolean): string | null {
  const { author } = message
  const body = tidied(message.body.toWellFormed().replace(/[\s\u0000-\u001f]+/g, ' '))
  if (!/[\p{L}\p{N}]/u.test(body)) return null
  const isLink = /https?:|www\./.test(body)
  const clean = cleanBody(message.body, false).replaceAll('\n', ' ')
  const told = english && !isLink && !/[.?!]\s/.test(clean) ? trimmedClause(clean, true) : null
  // A few words without a verb are no sentence that somebody "said that".
  if (told && wordCount(told) > 2 && hasMainVerb(told.split(' '))) {
    return shortened(finished(reported({ author, text: told, knows: weights.knows })))
  }
  const quoted = `${author}: ${body}`
  return fits(quoted) || isLink ? shortened(quoted) : shortened(`${author}: ${weightiest(message, weights, english)}`)
}

/** The sentences of a long message that weigh most and fit into a bullet, in the order they were said. */
function weightiest(message: TranscriptMessage, weights: Weights, english: boolean): string {
  const part = { id: message.id, text: cleanBody(message.body, false), raw: message.body, position: 0 }
  const sentences = sentencesOf({ author: message.author, section: null, parts: [part], reactions: 0 }).map(
    ({ text }, index) => {
      const weight = [...terms(text)].reduce((sum, term) => sum + weights.of(term), 0)
      return { text, index, worth: (weight * (english ? qualityOf(text) : 1)) / Math.sqrt(wordCount(text) + 4) }
    },
  )
  let kept: typeof sentences = []
  for (const sentence of sentences.sort((a, b) => b.worth - a.worth || a.index - b.index)) {
    const next = [...kept, sentence].sort((a, b) => a.index - b.index)
    if (kept.some((other) => other.text === sentence.text)) continue
    if (kept.length === 0 || fits(`${message.author}: ${next.map(({ text }) => text).join(' ')}`)) kept = next
  }
  return kept.length > 0
    ? kept.map(({ text }) => text).join(' ')
    : message.body.toWellFormed().replace(/[\s\u0000-\u001f]+/g, ' ')
}
