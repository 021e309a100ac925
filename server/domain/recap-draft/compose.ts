import type { Label } from './labels.ts'
import { capitalised, reported } from './report.ts'
import type { Statement } from './statements.ts'
import { wordCount } from './tokens.ts'
import type { DraftBullet } from './types.ts'
import { LIMITS } from './types.ts'
import type { Weights } from './weights.ts'

/** One bullet out of statements of one topic, told in the order they were said; what does not fit is left out. */
export function composed(statements: readonly Statement[], weights: Weights): DraftBullet {
  const [main] = statements
  const kept: Statement[] = []
  for (const one of statements) {
    const next = [...kept, one]
    const cites = new Set(next.flatMap((each) => each.cites))
    if (kept.length === 0 || (cites.size <= LIMITS.cites && fits(told(next, weights)))) kept.push(one)
  }
  const text = shortened(told(kept, weights))
  const cites = [...new Set(inOrder(kept).flatMap((each) => each.cites))].slice(0, LIMITS.cites)
  return { text, cites, type: main!.type, ...(main!.section === null ? {} : { section: main!.section }) }
}

/** A bullet with the name of its topic in front and what that stands on cited too; as it is where that would not fit. */
export function headed(bullet: DraftBullet, label: Label | undefined): DraftBullet {
  if (!label?.text) return bullet
  const text = `${capitalised(label.text)}: ${bullet.text}`
  const cites = [...new Set([...bullet.cites, ...label.cites])]
  return fits(text) && cites.length <= LIMITS.cites ? { ...bullet, text, cites } : bullet
}

const inOrder = (statements: readonly Statement[]): Statement[] =>
  [...statements].sort((a, b) => a.turn - b.turn || a.position - b.position)

function told(statements: readonly Statement[], weights: Weights): string {
  const sentences: string[] = []
  let before = ''
  for (const one of inOrder(statements)) {
    const sentence = one.told ? reported({ ...one, knows: weights.knows }) : `${one.author}: ${one.text}`
    const saying = `${one.author} said that `
    const asking = `${one.author} asked: `
    const goesOn = (opening: string): boolean => before.startsWith(opening) && sentence.startsWith(opening)
    if (goesOn(saying))
      sentences.push(`${sentences.pop()!.replace(/\.$/, '')}, and that ${sentence.slice(saying.length)}.`)
    else if (goesOn(asking)) sentences.push(sentence.slice(asking.length))
    else if (!one.told && goesOn(`${one.author}: `)) sentences.push(one.text)
    else sentences.push(one.told ? finished(sentence) : sentence)
    before = sentence
  }
  return sentences.join(' ')
}

/** A sentence with a capital and a full stop. */
export const finished = (sentence: string): string =>
  capitalised(/[.?!]["”’)]*$/.test(sentence) ? sentence : `${sentence}.`)

/** Whether a text is short enough for a bullet, in characters and in words. */
export const fits = (text: string): boolean => text.length <= LIMITS.characters && wordCount(text) <= LIMITS.words

let graphemes: Intl.Segmenter | undefined

/** A text within the limits of a bullet, cut between words where there are any, never inside a character, with "…". */
export function shortened(text: string): string {
  if (fits(text)) return text
  let cut = text
  const ends = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
  if (ends.length > LIMITS.words) cut = text.slice(0, ends[LIMITS.words]!.index)
  if (cut.length > LIMITS.characters - 1) {
    graphemes ??= new Intl.Segmenter('und', { granularity: 'grapheme' })
    let length = 0
    for (const { segment } of graphemes.segment(cut.slice(0, LIMITS.characters * 2))) {
      if (length + segment.length > LIMITS.characters - 1) break
      length += segment.length
    }
    const space = cut.lastIndexOf(' ', length)
    cut = cut.slice(0, space > LIMITS.characters / 2 ? space : length)
  }
  return `${cut.replace(/[\s,;:.—–-]+$/, '')}…`
}
