import { rarity } from './frequencies.ts'
import { standing } from './phrases.ts'
import type { Mention, Phrase } from './phrases.ts'
import type { Statement } from './statements.ts'
import type { Turn } from './turns.ts'
import { LIMITS } from './types.ts'

/** What a bullet is headed with, and all messages that it then stands on. */
export type Label = { text: string; cites: string[] }

const NAMED = 2

/**
 * Heads each topic with the names that were said in it and less elsewhere, leaving out words that a statement or an
 * earlier label has: a label tells what else was on the table.
 */
export function labelsOf(
  phrases: readonly Phrase[],
  topicOf: (turn: Turn) => number | undefined,
  chosen: ReadonlyMap<number, readonly Statement[]>,
  taken: Iterable<string>,
): Map<number, Label> {
  const byTopic = namesByTopic(phrases, topicOf)
  const used = new Set([...taken, ...[...chosen.values()].flat().flatMap((one) => one.terms)])
  const labels = new Map<number, Label>()
  for (const [topic, statements] of chosen) {
    const cites = new Set(statements.flatMap((one) => one.cites))
    const names: string[] = []
    for (const { phrase, mentions } of byTopic.get(topic) ?? []) {
      if (names.length >= NAMED) break
      if (phrase.terms.some((term) => used.has(term))) continue
      if (!mentions.some(({ part }) => cites.has(part.id))) {
        if (cites.size >= LIMITS.cites) continue
        cites.add(mentions[0]!.part.id)
      }
      names.push(phrase.text)
      for (const term of phrase.terms) used.add(term)
    }
    labels.set(topic, { text: names.join(', '), cites: [...cites] })
  }
  return labels
}

type Name = { phrase: Phrase; mentions: Mention[]; worth: number }

function namesByTopic(phrases: readonly Phrase[], topicOf: (turn: Turn) => number | undefined): Map<number, Name[]> {
  const byTopic = new Map<number, Name[]>()
  for (const phrase of phrases) {
    const groups = Map.groupBy(phrase.mentions, ({ turn }) => topicOf(turn))
    for (const [topic, mentions] of groups) {
      if (topic === undefined || !isName(phrase, mentions.length)) continue
      const worth = standing(phrase, mentions.length) * Math.sqrt(mentions.length / phrase.mentions.length)
      const names = byTopic.get(topic) ?? []
      names.push({ phrase, mentions, worth })
      byTopic.set(topic, names)
    }
  }
  for (const names of byTopic.values()) {
    names.sort((a, b) => b.worth - a.worth || (a.phrase.text < b.phrase.text ? -1 : 1))
  }
  return byTopic
}

/** A name says more than a word: several words said twice, or a rare one said three times that is no verb form. */
const isName = ({ terms, text }: Phrase, count: number): boolean =>
  terms.length > 1 || /\p{Lu}|-/u.test(text)
    ? count > 1
    : count > 2 && rarity(text.toLowerCase()) === 1 && !/(?:ed|ing|er|ly)$/.test(text)
