import { rarity } from './frequencies.ts'
import { VERBS } from './lexicon.ts'
import { isContent, termOf, words } from './tokens.ts'
import type { Turn, TurnPart } from './turns.ts'
import type { Weights } from './weights.ts'

/** A name of something that was talked about, its stems, and every place where it was said, in order. */
export type Phrase = { text: string; terms: string[]; weight: number; mentions: Mention[] }
export type Mention = { turn: Turn; part: TurnPart }

const LONGEST = 3

/**
 * The names of what was talked about: runs of up to three neighbouring content words that were said more than once (RAKE:
 * S. Rose et al., "Automatic keyword extraction from individual documents", 2010; counting a run's parts as well follows
 * the C-value of K. Frantzi et al., 2000). In the order in which they were first said.
 */
export function phrasesOf(turns: readonly Turn[], weights: Weights): Phrase[] {
  const found = new Map<string, { terms: string[]; mentions: Mention[]; forms: Map<string, number> }>()
  const seen = new Map<string, Token>()
  for (const turn of turns) {
    for (const part of turn.parts) {
      for (const run of runsOf(part.text, seen)) {
        for (let from = 0; from < run.length; from++) {
          for (let n = 1; n <= LONGEST && from + n <= run.length; n++) note(run.slice(from, from + n), { turn, part })
        }
      }
    }
  }
  return [...found.values()]
    .filter(({ mentions }) => mentions.length > 1)
    .map(({ terms, mentions, forms }) => ({
      text: usual(forms),
      terms,
      weight: weightOfName(terms, weights),
      mentions,
    }))
    .filter(({ weight }) => weight > 0)

  function note(run: readonly Token[], mention: Mention): void {
    if (!run[0]!.canEnd || !run.at(-1)!.canEnd) return
    const terms = run.flatMap((token) => token.terms)
    if (new Set(terms).size < terms.length) return
    const key = terms.join(' ')
    let phrase = found.get(key)
    if (!phrase) found.set(key, (phrase = { terms, mentions: [], forms: new Map() }))
    phrase.mentions.push(mention)
    const form = run.map((token) => token.word).join(' ')
    phrase.forms.set(form, (phrase.forms.get(form) ?? 0) + 1)
  }
}

/** How much a name stands out when it was said so often: a name of several words before a single one. */
export const standing = (phrase: Phrase, count: number): number => phrase.weight * Math.log2(1 + count)

const weightOfName = (terms: readonly string[], weights: Weights): number =>
  terms.reduce((sum, term) => sum + weights.of(term), 0) * (terms.length === 1 ? 0.5 : 1)

const usual = (forms: ReadonlyMap<string, number>): string =>
  [...forms].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]![0]

/** A written token: its word and stems if it can be part of a name, and whether punctuation parts it from others. */
type Token = { word: string | null; terms: string[]; canEnd: boolean; opens: boolean; closes: boolean }

/** Unbroken runs of content words; punctuation and function words end a run. */
function runsOf(text: string, seen: Map<string, Token>): Token[][] {
  const runs: Token[][] = []
  let run: Token[] = []
  const end = (): void => {
    if (run.length > 0) runs.push(run)
    run = []
  }
  for (const raw of text.split(/\s+/)) {
    let token = seen.get(raw)
    if (!token) seen.set(raw, (token = tokenOf(raw)))
    if (!token.word || token.opens) end()
    if (token.word) run.push(token)
    if (token.closes) end()
  }
  end()
  return runs
}

function tokenOf(raw: string): Token {
  const word = raw.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{N}]+$/u, '')
  const small = word.toLowerCase()
  const plain = /\p{L}/u.test(word) && /^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u.test(word)
  const names = plain && !VERBS.has(small) && words(word).some(isContent)
  return {
    word: names ? word : null,
    terms: names ? words(word).map((piece) => termOf(piece) ?? piece) : [],
    canEnd: names && rarity(small) > 0.25 && !/ly$|^\d/.test(small) && word.length > 2,
    opens: /^["'(]/.test(raw),
    closes: /[.,;:?!)"]$/.test(raw),
  }
}
