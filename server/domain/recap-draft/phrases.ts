import { rarity } from './frequencies.ts'
import { VERBS } from './lexicon.ts'
import { isContent, termOf, words } from './tokens.ts'
import type { Turn, TurnPart } from './turns.ts'
import type { Weights } from './weights.ts'

/** A name of something that was talked about, its stems, and where it was said. */
export type Phrase = { text: string; terms: string[]; score: number; count: number; parts: TurnPart[]; turns: Turn[] }

const LONGEST = 3

/**
 * The names of what a stretch of talk is about, best first: runs of up to three neighbouring content words that are said
 * more than once, weighed by their words (RAKE: S. Rose et al., "Automatic keyword extraction from individual
 * documents", 2010), a longer name before its own parts (C-value: K. Frantzi et al., 2000).
 */
export function phrasesOf(turns: readonly Turn[], weights: Weights): Phrase[] {
  const found = new Map<string, Phrase & { forms: Map<string, number> }>()
  const seen = new Map<string, Token>()
  for (const turn of turns) {
    for (const part of turn.parts) {
      for (const run of runsOf(part.text, seen)) {
        for (let from = 0; from < run.length; from++) {
          for (let n = 1; n <= LONGEST && from + n <= run.length; n++) note(run.slice(from, from + n), part, turn)
        }
      }
    }
  }
  const scored = [...found.values()].filter((phrase) => phrase.count > 1 || phrase.terms.length === 1)
  for (const phrase of scored) {
    phrase.score =
      phrase.terms.reduce((sum, term) => sum + weights.of(term), 0) *
      Math.log2(1 + phrase.count) *
      (phrase.terms.length === 1 ? 0.5 : 1)
    phrase.text = [...phrase.forms].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]![0]
  }
  return scored.sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1))

  function note(run: readonly string[], part: TurnPart, turn: Turn): void {
    const first = run[0]!.toLowerCase()
    const last = run.at(-1)!.toLowerCase()
    if (!canEnd(first) || !canEnd(last)) return
    const terms = run.flatMap((token) => words(token)).map((word) => termOf(word) ?? word)
    if (new Set(terms).size < terms.length || terms.every((term) => weights.of(term) === 0)) return
    const key = terms.join(' ')
    const phrase = found.get(key) ?? {
      text: '',
      terms,
      score: 0,
      count: 0,
      parts: [],
      turns: [],
      forms: new Map<string, number>(),
    }
    const form = run.join(' ')
    phrase.count++
    if (phrase.parts.at(-1) !== part) phrase.parts.push(part)
    if (phrase.turns.at(-1) !== turn) phrase.turns.push(turn)
    phrase.forms.set(form, (phrase.forms.get(form) ?? 0) + 1)
    found.set(key, phrase)
  }
}

const canEnd = (word: string): boolean =>
  !VERBS.has(word) && rarity(word) > 0.25 && !/ly$|^\d/.test(word) && word.length > 2

/** Unbroken runs of content words; punctuation and function words end a run. */
function runsOf(text: string, seen: Map<string, Token>): string[][] {
  const runs: string[][] = []
  let run: string[] = []
  const end = (): void => {
    if (run.length > 0) runs.push(run)
    run = []
  }
  for (const raw of text.split(/\s+/)) {
    let token = seen.get(raw)
    if (!token) seen.set(raw, (token = tokenOf(raw)))
    if (!token.word || token.opens) end()
    if (token.word) run.push(token.word)
    if (token.closes) end()
  }
  end()
  return runs
}

/** A written token: its word if that can be part of a name, and whether punctuation parts it from its neighbours. */
type Token = { word: string | null; opens: boolean; closes: boolean }

function tokenOf(raw: string): Token {
  const word = raw.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{N}]+$/u, '')
  const plain = /\p{L}/u.test(word) && /^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u.test(word)
  const names = plain && words(word).some(isContent) && !VERBS.has(word.toLowerCase())
  return { word: names ? word : null, opens: /^["'(]/.test(raw), closes: /[.,;:?!)"]$/.test(raw) }
}
