import { standing } from './phrases.ts'
import type { Phrase } from './phrases.ts'
import { terms } from './tokens.ts'
import { LIMITS } from './types.ts'
import type { DraftBullet } from './types.ts'
import type { TurnPart } from './turns.ts'

const NAMED = 8

/** A first line that names what the conversation was about, or null when too little was named twice. */
export function overviewOf(phrases: readonly Phrase[]): DraftBullet | null {
  const named = distinct(phrases.filter(({ mentions }) => mentions.some(({ turn }) => turn !== mentions[0]!.turn)))
  const cited = messagesNaming(named)
  const list = named.filter((phrase) => phrase.mentions.some(({ part }) => cited.includes(part)))
  if (list.length < 3) return null
  const names = list.map((phrase) => phrase.text)
  const opening = list.flatMap((phrase) => phrase.terms).length < 12 ? 'They talked about' : 'The group discussed'
  const text = `${opening} ${names.slice(0, -1).join(', ')} and ${names.at(-1)}.`
  return text.length <= LIMITS.characters ? { text, cites: cited.map((part) => part.id), type: 'point' } : null
}

/** The names that stand out most and share no word. */
function distinct(phrases: readonly Phrase[]): Phrase[] {
  const ranked = phrases
    .map((phrase) => ({ phrase, worth: standing(phrase, phrase.mentions.length) }))
    .sort((a, b) => b.worth - a.worth || (a.phrase.text < b.phrase.text ? -1 : 1))
  const chosen: Phrase[] = []
  const used = new Set<string>()
  for (const { phrase } of ranked) {
    if (chosen.length >= NAMED) break
    if (phrase.terms.some((term) => used.has(term))) continue
    chosen.push(phrase)
    for (const term of phrase.terms) used.add(term)
  }
  return chosen
}

/** Up to five messages that say most of the names, each adding one, none that shares a single word only. */
function messagesNaming(named: readonly Phrase[]): TurnPart[] {
  const wanted = new Set(named.flatMap((phrase) => phrase.terms))
  const says = new Map<TurnPart, Set<Phrase>>()
  for (const phrase of named) {
    for (const { part } of phrase.mentions) says.set(part, (says.get(part) ?? new Set<Phrase>()).add(phrase))
  }
  const shared = new Map(
    [...says.keys()].map((part) => [part, [...terms(part.text)].filter((term) => wanted.has(term)).length]),
  )
  const open = new Set(named)
  const cited: TurnPart[] = []
  while (open.size > 0 && cited.length < LIMITS.cites) {
    let best: TurnPart | null = null
    let most = 0
    for (const [part, phrases] of says) {
      const worth = [...phrases].filter((phrase) => open.has(phrase)).length * 10
      if (worth > 0 && shared.get(part)! > 1 && worth + Math.min(3, shared.get(part)!) > most) {
        most = worth + Math.min(3, shared.get(part)!)
        best = part
      }
    }
    if (!best) break
    cited.push(best)
    for (const phrase of says.get(best)!) open.delete(phrase)
  }
  return cited
}
