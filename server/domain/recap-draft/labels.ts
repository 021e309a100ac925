import { rarity } from './frequencies.ts'
import type { Phrase } from './phrases.ts'
import { phrasesOf } from './phrases.ts'
import type { Statement } from './statements.ts'
import type { Turn } from './turns.ts'
import { LIMITS } from './types.ts'
import type { Weights } from './weights.ts'

/** What a bullet is headed with, and the messages that say it. */
export type Label = { text: string; cites: string[]; terms: string[] }

const NAMED = 2

/**
 * Heads each topic with the names that were said in it and less elsewhere, leaving out words that its own statements or an
 * earlier label have: a label tells what else was on the table.
 */
export function labelsOf(
  turns: readonly Turn[],
  topics: readonly number[],
  chosen: ReadonlyMap<number, readonly Statement[]>,
  taken: readonly string[],
  weights: Weights,
): Map<number, Label> {
  const byTopic = new Map<number, Turn[]>()
  turns.forEach((turn, i) => byTopic.set(topics[i]!, [...(byTopic.get(topics[i]!) ?? []), turn]))
  const phrases = new Map([...byTopic].map(([topic, list]) => [topic, phrasesOf(list, weights)]))
  const everywhere = new Map<string, number>()
  for (const list of phrases.values())
    for (const { terms, count } of list) everywhere.set(terms.join(' '), (everywhere.get(terms.join(' ')) ?? 0) + count)

  const used = new Set([...taken, ...[...chosen.values()].flat().flatMap((one) => one.terms)])
  const labels = new Map<number, Label>()
  for (const [topic, statements] of chosen) {
    const own = (phrase: Phrase): number =>
      phrase.score * (phrase.count / everywhere.get(phrase.terms.join(' '))!) ** 0.5
    const ranked = phrases
      .get(topic)!
      .filter(isName)
      .map((phrase) => ({ phrase, worth: own(phrase) }))
      .sort((a, b) => b.worth - a.worth)
    const label: Label = { text: '', cites: [...new Set(statements.flatMap((one) => one.cites))], terms: [] }
    const names: string[] = []
    for (const { phrase } of ranked) {
      if (names.length >= NAMED) break
      if (phrase.terms.some((term) => used.has(term))) continue
      if (!phrase.parts.some((part) => label.cites.includes(part.id))) {
        if (label.cites.length >= LIMITS.cites) continue
        label.cites.push(phrase.parts[0]!.id)
      }
      names.push(phrase.text)
      for (const term of phrase.terms) (used.add(term), label.terms.push(term))
    }
    label.text = names.join(', ')
    labels.set(topic, label)
  }
  return labels
}

/** A name says more than a word: several words said twice, or a rare one said three times that is no verb form. */
const isName = ({ terms, text, count }: Phrase): boolean =>
  terms.length > 1 || /\p{Lu}|-/u.test(text)
    ? count > 1
    : count > 2 && rarity(text.toLowerCase()) === 1 && !/(?:ed|ing|er|ly)$/.test(text)
