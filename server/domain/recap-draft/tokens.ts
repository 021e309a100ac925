import { FUNCTION_WORDS } from './lexicon.ts'
import { stem } from './stem.ts'

const WORD = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}]+)*/gu
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** The words of a text in lower case, with straight apostrophes; scripts without spaces go through Intl.Segmenter. */
export function words(text: string): string[] {
  const found: string[] = []
  for (const [run] of text.toLowerCase().matchAll(WORD)) {
    if (UNSPACED.test(run)) found.push(...segmented(run))
    else found.push(run.replaceAll('’', "'"))
  }
  return found
}

/** A word that says something about the topic: not a function word, not a lone letter of an alphabet, no bare digit. */
export const isContent = (word: string): boolean => termOf(word) !== null

/** The distinct stems of the content words of a text. */
export function terms(text: string): Set<string> {
  const found = new Set<string>()
  for (const word of words(text)) {
    const term = termOf(word)
    if (term !== null) found.add(term)
  }
  return found
}

const known = new Map<string, string | null>()

/** The stem that stands for a word in all scores, possessives taken off; null for a word that names no topic. */
export function termOf(word: string): string | null {
  const before = known.get(word)
  if (before !== undefined) return before
  const names = (word.length > 1 || UNSPACED.test(word)) && !FUNCTION_WORDS.has(word) && !/^\d$/.test(word)
  const term = names ? stem(word.replace(/'(s|re|ve|ll|d|m|t)$/, '')) : null
  if (known.size > 20_000) known.clear()
  known.set(word, term)
  return term
}

/** How many words a reader counts: runs of letters and digits, so that "on-line" is two. */
export const wordCount = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0

/** Whether most of what was said is plausibly English, judged by the share of function words. */
export function isEnglish(texts: readonly string[]): boolean {
  let all = 0
  let grammar = 0
  for (const text of texts) {
    for (const word of words(text)) {
      all++
      if (FUNCTION_WORDS.has(word)) grammar++
    }
    if (all > 3000) break
  }
  return all > 0 && grammar / all > 0.25
}

let segmenter: Intl.Segmenter | undefined

function segmented(run: string): string[] {
  segmenter ??= new Intl.Segmenter('und', { granularity: 'word' })
  return [...segmenter.segment(run)].filter((part) => part.isWordLike).map((part) => part.segment)
}
