import { composed, headed } from './compose.ts'
import { labelsOf } from './labels.ts'
import { markedBullets } from './marked.ts'
import { overviewOf } from './overview.ts'
import { segmentsOf } from './segments.ts'
import type { Budget } from './select.ts'
import { selectStatements } from './select.ts'
import type { Statement } from './statements.ts'
import { statementsOf } from './statements.ts'
import { isEnglish, terms } from './tokens.ts'
import type { DraftBullet, RecapDraft, Transcript } from './types.ts'
import { LIMITS } from './types.ts'
import type { Turn } from './turns.ts'
import { turnsOf } from './turns.ts'
import type { Weights } from './weights.ts'
import { weightsOf } from './weights.ts'

/**
 * Drafts a recap: at most ten bullets, each with one to five messages that it stands on, most important first. What
 * members marked comes first, every breakout that said something has its place, the rest is what was talked about most.
 * The same transcript gives the same draft; nothing is said that the cited messages do not say.
 */
export function recapDraft(transcript: Transcript): RecapDraft {
  const messages = transcript.messages
  const english = isEnglish(messages.map((message) => message.body))
  const turns = turnsOf(messages)
  const names = new Set(messages.flatMap((message) => [...terms(message.author)]))
  const weights = weightsOf(turns, transcript.title, names)
  const marked = markedBullets(messages, weights, english)
  const points = pointsOf(turns, weights, english, transcript.title, marked)
  return { bullets: withEverySection(marked, points) }
}

function pointsOf(
  turns: readonly Turn[],
  weights: Weights,
  english: boolean,
  title: string | null,
  marked: readonly DraftBullet[],
): DraftBullet[] {
  const used = new Set(marked.flatMap((bullet) => bullet.cites))
  const open = turns.filter((turn) => !turn.parts.every((part) => used.has(part.id)))
  const topics = topicsOf(open, weights)
  const statements = statementsOf(open, topics, weights, english)
  const chosen = selectStatements(statements, weights, budgetFor(wordsIn(open)))
  const long = wordsIn(open) > LONG
  const overview = english && marked.length === 0 && long ? overviewOf(open, weights) : null
  const labels =
    english && long ? labelsOf(open, topics, chosen, overview ? [...terms(overview.text)] : [], weights) : null
  const bullets = [...chosen.entries()]
    .filter(([, list]) => list.length > 0)
    .map(([topic, list]) => ({
      bullet: headed(composed(list, weights), labels?.get(topic)),
      worth: worthOf(list, weights),
    }))
    .sort((a, b) => b.worth - a.worth)
    .map(({ bullet }) => bullet)
  return overview ? [overview, ...bullets] : bullets
}

const worthOf = (list: readonly Statement[], weights: Weights): number =>
  list.reduce((sum, one) => sum + one.quality * one.terms.reduce((of, term) => of + weights.of(term), 0), 0)

/** From so many words on a draft opens with what it was about, and heads its bullets. */
const LONG = 1500

const wordsIn = (turns: readonly Turn[]): number =>
  turns.reduce((sum, turn) => sum + turn.parts.reduce((of, part) => of + part.text.split(' ').length, 0), 0)

/** Short conversations get short drafts: the words of a draft grow with the square root of what was said. */
const budgetFor = (said: number): Budget => ({
  words: Math.min(150, 40 + 4 * Math.sqrt(said)),
  perBullet: 2,
  bulletWords: 44,
  firstRound: said > LONG ? 26 : 36,
})

/** The number of the topic of each turn; breakouts and the main room are cut apart first, in the order they appear. */
function topicsOf(turns: readonly Turn[], weights: Weights): number[] {
  const sections = [...new Set(turns.map((turn) => turn.section))]
  const topics = new Array<number>(turns.length).fill(0)
  const all = wordsIn(turns)
  let offset = 0
  for (const section of sections) {
    const indexes = turns.flatMap((turn, i) => (turn.section === section ? [i] : []))
    const mine = indexes.map((i) => turns[i]!)
    const share = Math.max(1, Math.round((Math.min(9, Math.ceil(all / 70)) * wordsIn(mine)) / Math.max(1, all)))
    const found = segmentsOf(mine, Math.min(share, mine.length), weights)
    indexes.forEach((i, k) => (topics[i] = offset + found[k]!))
    offset += (found.at(-1) ?? 0) + 1
  }
  return topics
}

/** The marked first, then points, at most ten; a section without a bullet takes the place of the last one that can go. */
function withEverySection(marked: readonly DraftBullet[], points: readonly DraftBullet[]): DraftBullet[] {
  const all = [...marked, ...points]
  const kept = all.slice(0, LIMITS.bullets)
  const has = (section: string | undefined): boolean => kept.some((bullet) => bullet.section === section)
  for (const bullet of all.slice(LIMITS.bullets)) {
    if (bullet.section === undefined || has(bullet.section)) continue
    const count = (section: string | undefined): number => kept.filter((one) => one.section === section).length
    const goes = kept.findLastIndex((one) =>
      one.section === undefined
        ? (one.type !== 'decision' && one.type !== 'action') || count(undefined) > 1
        : count(one.section) > 1,
    )
    if (goes < 0) continue
    kept.splice(goes, 1)
    const place = bullet.type === 'point' ? kept.length : kept.findLastIndex((one) => one.type !== 'point') + 1
    kept.splice(place, 0, bullet)
  }
  return kept
}
