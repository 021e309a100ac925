import { rarity } from './frequencies.ts'
import { FUNCTION_WORDS, VERBS } from './lexicon.ts'
import { pattern } from './pattern.ts'

/**
 * A message without quoted lines, markup and addresses, and, if it was spoken, without what nobody would write down. The
 * disfluencies follow E. Shriberg, "Preliminaries to a theory of speech disfluencies" (1994): filled pauses, discourse
 * markers, repetitions, and cut-off words that the next word completes.
 */
export function cleanBody(body: string, spoken: boolean): string {
  const written = body
    .toWellFormed()
    .replace(/^\s*>.*$/gm, ' ')
    .replace(/```[\s\S]*?(?:```|$)/g, ' ')
    .replace(/<[^<>\s]*(?:@|:\/\/|\[)[^<>\s]*>/g, ' ')
    .replace(/\bhttps?:\/\/\S+|\bwww\.\S+/g, ' ')
    .replace(/\[[a-z ]{1,20}\]|\{[a-z]+\}/g, ' ')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/g, ' ')
    .replace(/\n+/g, '\n')
  return tidied(spoken ? withoutStammer(withoutFillers(written)) : written)
}

/** Whether a conversation was transcribed from speech: people type "um" now and then, but not all the time. */
export function isSpoken(bodies: readonly string[]): boolean {
  let fillers = 0
  let all = 0
  for (const body of bodies) {
    if (all > 4000) break
    fillers += body.match(FILLED_PAUSE)?.length ?? 0
    all += body.length / 5
  }
  return fillers > all * 0.005 && fillers > 3
}

/** Spaces and punctuation put right after something was taken out. */
export const tidied = (text: string): string =>
  text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/ +([,.;:?!…])/g, '$1')
    .replace(/([,;:])(?:\s*[,;:])+/g, '$1')
    .replace(/([.?!])\s*[,;:]+/g, '$1')
    .replace(/([,;:])(\s*[.?!])/g, '$2')
    .replace(/(^|[.?!]\s)\s*[,;:.]+\s*/g, '$1')
    .replace(/(^|\s)" ([^"\n]{1,80}?) "(?=[\s,.?!]|$)/g, '$1"$2"')
    .replace(/\( +/g, '(')
    .replace(/ +\)/g, ')')
    .trim()

const FILLED_PAUSE =
  /(^|[\s,(—])(?:u+m+|u+h+m*|e+r+m*|a+h+|e+h+|h+m+|m{2,}|n{2,}|mhm|fff|mm-hmm|uh-huh)(?=[\s,.?!;:)—]|$)/giu
const PAUSE_BETWEEN_COMMAS = /,\s*(?:u+m+|u+h+m*|e+r+m*|n{2,}|m{2,}|mm-hmm),(?=\s)/giu
const MARKER_BETWEEN_COMMAS = pattern(
  String.raw`,\s*(?:actually|again|anyway|as i said|basically|i guess|i mean|i suppose|i think|if you like|like|obviously
    |of course|okay|ok|right|so|to be honest|and so on|well|yeah|you know)(?=\s*,)`,
  'giu',
)
const MARKER = /\b(?:you know|i mean),? (?!(?:that|how|what|why|where|if|the|it|of|to|a|this|about)\b)/giu
const HEDGE = pattern(
  String.raw`(?<!\b(?:a|any|certain|different|each|other|same|some|that|the|these|this|those|what|which)\s)
    \b(?:sort|kind) of(?: like)? (?!(?:thing|stuff|person|data)\b)`,
  'giu',
)
const PAUSE_AFTER_FUNCTION_WORD = pattern(
  String.raw`\b(a|about|an|and|are|at|be|because|been|being|but|by|called|can|could|doing|for|from|having|he|his|i'm|i've|if
    |in|into|is|it's|its|looking|my|of|on|or|our|she|should|that|the|their|these|they|they're|this|those|to|use|using|very
    |was|we|we're|we've|were|when|will|with|would|you're|your),(?= [\p{L}\p{N}])`,
  'giu',
)

function withoutFillers(text: string): string {
  return text
    .replace(PAUSE_BETWEEN_COMMAS, ' ')
    .replace(FILLED_PAUSE, '$1')
    .replace(/\bi mean,?\s+/gi, '')
    .replace(/(?<=[\p{Ll}] )like, /gu, '')
    .replace(/\s+,/g, ',')
    .replace(MARKER_BETWEEN_COMMAS, '')
    .replace(MARKER, '')
    .replace(HEDGE, '')
    .replace(PAUSE_AFTER_FUNCTION_WORD, '$1')
    .replace(/\bcuz\b/g, 'because')
    .replace(/\bgonna\b/g, 'going to')
    .replace(/\bwanna\b/g, 'want to')
    .replace(/\bgotta\b/g, 'have to')
    .replace(/(^|\s)'?cause\b(?= (?:i|we|you|it|they|he|she|that|the|there)\b)/gi, '$1because')
}

const bare = (token: string): string => token.toLowerCase().replace(/^["'(]+|[,.;:"')]+$/g, '')
const MEANT_TWICE = new Set(['had', 'that', 'very', 'no', 'bye', 'many', 'far'])

function withoutStammer(text: string): string {
  return text
    .split('\n')
    .map((line) => withoutRepeats(line.split(/\s+/).filter(Boolean)).join(' '))
    .join('\n')
}

function withoutRepeats(tokens: readonly string[]): string[] {
  const kept: string[] = []
  const small: string[] = []
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    const word = bare(token)
    if (isCutOff(token, word, tokens[i + 1], tokens[i + 2])) continue
    kept.push(token)
    small.push(word)
    const end = small.length - 1
    for (let n = Math.min(5, small.length >> 1); n >= 1; n--) {
      if (small[end] !== small[end - n] || (n === 1 && (MEANT_TWICE.has(word) || !/\p{L}/u.test(token)))) continue
      let same = true
      for (let back = 0; back < n && same; back++)
        same = small[end - back] !== '' && small[end - back] === small[end - back - n]
      // The later telling stays: it carries the punctuation of what follows. A sentence end between them is no stammer.
      if (!same || kept.slice(-2 * n, -n).some((said) => /[.?!]$/.test(said))) continue
      const [first] = kept.splice(-2 * n, n)
      small.splice(-2 * n, n)
      const again = kept[kept.length - n]!
      if (/^\p{Lu}/u.test(first!))
        kept[kept.length - n] = first!.replace(/[,.;:]+$/, '') + (/[,.;:]+$/.exec(again)?.[0] ?? '')
      break
    }
  }
  return kept
}

/** "t to", "th the", "w we": a few letters that one of the next two words completes. */
function isCutOff(token: string, start: string, next: string | undefined, afterNext: string | undefined): boolean {
  if (token.length > 11 || FUNCTION_WORDS.has(start) || VERBS.has(start) || rarity(start) < 1) return false
  if (!/^[\p{L}'][\p{Ll}']{0,8},?$/u.test(token)) return false
  if (/^[bcdfghijklmnpqrstvwxyzeuo],?$/.test(token)) return next !== undefined
  if (/^[bcdfghjklmnpqrstvwxz]{2,3}$/.test(start) && !/^(?:pm|vs|km|kg|ms|mr|dr|st|db|tv|pc)$/.test(start)) return true
  const completes = (word: string | undefined): boolean =>
    word !== undefined && word.length > start.length && bare(word).length > start.length && bare(word).startsWith(start)
  return completes(next) || (start.length < 7 && completes(afterNext))
}
