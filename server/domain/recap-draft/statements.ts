import { tellings } from './clauses.ts'
import { FUNCTION_WORDS } from './lexicon.ts'
import { cueOf, qualityOf } from './cues.ts'
import type { Sentence } from './sentences.ts'
import { sentencesOf } from './sentences.ts'
import { terms, wordCount, words } from './tokens.ts'
import type { MarkKind } from './types.ts'
import type { Turn } from './turns.ts'
import type { Weights } from './weights.ts'

/** Something one person said that can stand in a bullet. */
export type Statement = {
  author: string
  section: string | null
  text: string
  cites: string[]
  position: number
  turn: number
  sentence: Sentence
  topic: number
  terms: string[]
  words: number
  quality: number
  type: MarkKind | 'point'
  /** Whether it can be told as reported speech; otherwise it is quoted behind the author's name. */
  told: boolean
}

/** How many sentences and statements of a topic are looked at; the rest scores far below. */
const SENTENCES_OF_A_TOPIC = 60
const STATEMENTS_OF_A_TOPIC = 60

/** Who speaks first says what it is about (the lead of a text: P. Baxendale, "Machine-made index", 1958). */
const OPENING = 1.3

/** What a statement is made from. */
type Source = { turn: Turn; index: number; topic: number; sentence: Sentence }

/** Everything worth considering in the turns, the best of each topic only. */
export function statementsOf(
  turns: readonly Turn[],
  topics: readonly number[],
  weights: Weights,
  english: boolean,
): Statement[] {
  const byTopic = new Map<number, Source[]>()
  turns.forEach((turn, index) => {
    const topic = topics[index]!
    const sources = sentencesOf(turn).map((sentence) => ({ turn, index, topic, sentence }))
    byTopic.set(topic, [...(byTopic.get(topic) ?? []), ...sources])
  })
  return [...byTopic.values()].flatMap((all) => {
    const sources = best(all, SENTENCES_OF_A_TOPIC, ({ sentence }) =>
      density(terms(sentence.text), wordCount(sentence.text), weights),
    )
    const told = english ? sources.flatMap((source) => toldFrom(source, weights)) : []
    const list = told.length > 0 ? told : quotedFrom(sources, weights, english)
    return best(list, STATEMENTS_OF_A_TOPIC, (one) => one.quality * density(one.terms, one.words, weights))
  })
}

/** The first so many by worth; equals stay in the order they were said. */
function best<T>(list: readonly T[], count: number, worth: (one: T) => number): T[] {
  const rated = list.map((one) => ({ one, worth: worth(one) })).sort((a, b) => b.worth - a.worth)
  return rated.slice(0, count).map(({ one }) => one)
}

const density = (list: Iterable<string>, length: number, weights: Weights): number =>
  weightOf(list, weights) / Math.sqrt(length + 4)

/** What a list of stems weighs together. */
export const weightOf = (list: Iterable<string>, weights: Weights): number => {
  let sum = 0
  for (const term of list) sum += weights.of(term)
  return sum
}

const toldFrom = (source: Source, weights: Weights): Statement[] =>
  tellings(source.sentence.text).flatMap((text) => statementOf(source, text, weights, true) ?? [])

/** Where nothing can be told, the sentences themselves; in English those that are more than a list of names, if any. */
function quotedFrom(sources: readonly Source[], weights: Weights, english: boolean): Statement[] {
  const quoted = sources.flatMap((source) => statementOf(source, source.sentence.text, weights, false) ?? [])
  const sayings = quoted.filter(({ text }) => words(text).filter((word) => FUNCTION_WORDS.has(word)).length > 1)
  return english && sayings.length > 0 ? sayings : quoted
}

function statementOf(
  { turn, index, topic, sentence }: Source,
  text: string,
  weights: Weights,
  told: boolean,
): Statement | null {
  const found = [...terms(text)]
  if (found.length < (told ? 2 : 1)) return null
  const cites = sentence.cites.length === 1 ? sentence.cites : citedBy(turn, sentence, found)
  if (cites.length === 0 || !numbersStand(text, turn, cites)) return null
  const broken = words(text).filter(weights.isFragment).length
  const quality = (told ? qualityOf(text) : 1) * 0.5 ** broken * (index === 0 ? OPENING : 1)
  return {
    author: turn.author,
    section: turn.section,
    text,
    cites,
    position: sentence.position,
    turn: index,
    sentence,
    topic,
    terms: found,
    words: wordCount(text),
    quality: quality * (1 + 0.1 * Math.min(5, turn.reactions)),
    type: told ? cueOf(text) : 'point',
    told,
  }
}

/** The messages of a sentence that a part of it stands on: those that share its words. */
const citedBy = (turn: Turn, sentence: Sentence, found: readonly string[]): string[] => {
  const wanted = new Set(found)
  return turn.parts
    .filter((part) => sentence.cites.includes(part.id))
    .filter((part) => [...terms(part.text)].some((term) => wanted.has(term)))
    .map((part) => part.id)
}

/** Whether each number of a text stands, digit for digit, in one of the messages it cites. */
const numbersStand = (text: string, turn: Turn, cites: readonly string[]): boolean => {
  const source = turn.parts.filter((part) => cites.includes(part.id)).map((part) => part.raw)
  return (text.match(/\d+(?:[.,:]\d+)*/g) ?? []).every((number) => source.some((raw) => raw.includes(number)))
}
