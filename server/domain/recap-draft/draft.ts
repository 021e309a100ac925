import { composed, headed } from './compose.ts'
import { labelsOf } from './labels.ts'
import { markedBullets } from './marked.ts'
import { overviewOf } from './overview.ts'
import { phrasesOf } from './phrases.ts'
import { placed } from './places.ts'
import type { Budget } from './select.ts'
import { selectStatements } from './select.ts'
import type { Statement } from './statements.ts'
import { statementsOf, weightOf } from './statements.ts'
import { isEnglish, terms } from './tokens.ts'
import { topicsOf, wordsIn } from './topics.ts'
import type { Turn } from './turns.ts'
import { turnsOf } from './turns.ts'
import type { DraftBullet, RecapDraft, Transcript } from './types.ts'
import type { Weights } from './weights.ts'
import { weightsOf } from './weights.ts'

/**
 * Drafts a recap: at most ten bullets, each with one to five messages that it stands on, most important first. What
 * members marked comes first, every breakout that said something has its place, the rest is what was talked about most.
 * The same transcript gives the same draft; nothing is said that the cited messages do not say.
 */
export function recapDraft({ title, messages }: Transcript): RecapDraft {
  const english = isEnglish(messages.map((message) => message.body))
  const turns = turnsOf(messages)
  const names = new Set(messages.flatMap((message) => [...terms(message.author)]))
  const weights = weightsOf(turns, title, names)
  const marked = markedBullets(messages, weights, english)
  const used = new Set(marked.flatMap((bullet) => bullet.cites))
  const open = turns.filter((turn) => !turn.parts.every((part) => used.has(part.id)))
  return { bullets: placed(marked, pointsOf(open, weights, english, marked.length < FEW_MARKS)) }
}

/** From so many words on a draft says what it was about, and heads its bullets. */
const LONG = 1500
/** With so many marked messages nobody needs to be told what it was about. */
const FEW_MARKS = 4

function pointsOf(turns: readonly Turn[], weights: Weights, english: boolean, opens: boolean): DraftBullet[] {
  const said = wordsIn(turns)
  const topics = topicsOf(turns, weights)
  const phrases = english && said >= LONG ? phrasesOf(turns, weights) : []
  const overview = opens ? overviewOf(phrases.filter(({ mentions }) => mentions.every(inMainRoom))) : null
  const named = terms(overview?.text ?? '')
  const chosen = selectStatements(statementsOf(turns, topics, weights, english), weights, budgetFor(said), named)
  const topicOf = new Map(turns.map((turn, i) => [turn, topics[i]!]))
  const labels = labelsOf(phrases, (turn) => topicOf.get(turn), chosen, named)
  const bullets = ranked(chosen, weights).map(([topic, list]) => headed(composed(list, weights), labels.get(topic)))
  return overview ? [overview, ...bullets] : bullets
}

/** Short conversations get short drafts: the words of a draft grow with the square root of what was said. */
const budgetFor = (said: number): Budget => ({
  words: Math.min(150, 40 + 4 * Math.sqrt(said)),
  perBullet: 2,
  bulletWords: 44,
  firstRound: said < LONG ? 36 : 26,
})

type Chosen = ReadonlyMap<number, readonly Statement[]>

/** The topics that have something to say, weightiest first. */
function ranked(chosen: Chosen, weights: Weights): [number, readonly Statement[]][] {
  const worth = (list: readonly Statement[]): number =>
    list.reduce((sum, one) => sum + one.quality * weightOf(one.terms, weights), 0)
  return [...chosen].filter(([, list]) => list.length > 0).sort((a, b) => worth(b[1]) - worth(a[1]) || a[0] - b[0])
}

const inMainRoom = ({ turn }: { turn: Turn }): boolean => turn.section === null
