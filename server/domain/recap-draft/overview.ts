import { phrasesOf } from './phrases.ts'
import type { Phrase } from './phrases.ts'
import { terms } from './tokens.ts'
import { LIMITS } from './types.ts'
import type { DraftBullet } from './types.ts'
import type { Turn } from './turns.ts'
import type { Weights } from './weights.ts'

const NAMED = 8

/** A first line that names what the conversation was about, or null when too little was named twice. */
export function overviewOf(turns: readonly Turn[], weights: Weights): DraftBullet | null {
  const named = distinct(
    phrasesOf(turns, weights).filter((phrase) => phrase.turns.length > 1),
    NAMED,
  )
  if (named.length < 3) return null
  const cites = citesFor(named)
  const standing = named.filter((phrase) => phrase.parts.some((part) => cites.includes(part.id)))
  if (standing.length < 3) return null
  const list = standing.map((phrase) => phrase.text)
  const opening = standing.flatMap((phrase) => phrase.terms).length < 12 ? 'They talked about' : 'The group discussed'
  return { text: `${opening} ${list.slice(0, -1).join(', ')} and ${list.at(-1)}.`, cites, type: 'point' }
}

/** The best phrases that share no word. */
export function distinct(phrases: readonly Phrase[], count: number): Phrase[] {
  const chosen: Phrase[] = []
  const used = new Set<string>()
  for (const phrase of phrases) {
    if (chosen.length >= count) break
    if (phrase.terms.some((term) => used.has(term))) continue
    chosen.push(phrase)
    for (const term of phrase.terms) used.add(term)
  }
  return chosen
}

/** Up to five messages that say most of the phrases, each adding one. */
function citesFor(named: readonly Phrase[]): string[] {
  const wanted = new Set(named.flatMap((phrase) => phrase.terms))
  const open = new Set(named)
  const cites: string[] = []
  while (open.size > 0 && cites.length < LIMITS.cites) {
    let best: { id: string; worth: number } | null = null
    for (const phrase of open) {
      for (const part of phrase.parts) {
        const says = [...open].filter((other) => other.parts.includes(part)).length
        const shared = [...terms(part.text)].filter((term) => wanted.has(term)).length
        const worth = says * 10 + Math.min(shared, 3)
        if (shared > 1 && (!best || worth > best.worth)) best = { id: part.id, worth }
      }
    }
    if (!best) break
    const { id } = best
    cites.push(id)
    for (const phrase of [...open]) if (phrase.parts.some((part) => part.id === id)) open.delete(phrase)
  }
  return cites
}
