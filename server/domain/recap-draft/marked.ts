import { shortened } from './compose.ts'
import { cleanBody, tidied } from './clean.ts'
import { firstMark, MARK_ORDER } from './types.ts'
import type { DraftBullet, TranscriptMessage } from './types.ts'
import type { Weights } from './weights.ts'
import { reported } from './report.ts'
import { wordCount } from './tokens.ts'

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
      if (text)
        found.push({
          text,
          cites: [message.id],
          type: kind,
          ...(message.section === undefined ? {} : { section: message.section }),
        })
    }
  }
  return found
}

function markedText(message: TranscriptMessage, weights: Weights, english: boolean): string | null {
  const body = tidied(message.body.toWellFormed()).replaceAll('\n', ' ')
  if (!/[\p{L}\p{N}]/u.test(body)) return null
  const clean = cleanBody(message.body, false).replaceAll('\n', ' ')
  const single = english && wordCount(clean) > 2 && !/[.?!]\s/.test(clean) && !/https?:|www\./.test(body)
  return shortened(
    single
      ? reported({ author: message.author, text: clean, knows: weights.knows }) + (clean.endsWith('?') ? '' : '.')
      : `${message.author}: ${body}`,
  )
}
