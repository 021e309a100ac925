/**
 * The stem of a lower-case word: English endings are taken off in the order of M. F. Porter, "An algorithm for suffix
 * stripping" (1980), with his long list of derivational endings cut to the frequent ones. Words of other scripts and
 * words of up to three letters come back as they are.
 */
export const stem = (word: string): string =>
  word.length > 3 && word.length < 30 && /^[a-z]+$/.test(word) ? withoutDerivation(withoutInflection(word)) : word

const VOWEL = /[aeiouy]/

function withoutInflection(word: string): string {
  let base = word
  if (/(ss|sh|ch|x|z)es$/.test(base)) base = base.slice(0, -2)
  else if (base.endsWith('ies')) base = base.slice(0, base.length > 4 ? -3 : -1) + (base.length > 4 ? 'y' : '')
  else if (/[^su]s$/.test(base)) base = base.slice(0, -1)

  const ending = /(?:eed|ied|ed|ing)$/.exec(base)?.[0]
  if (ending === 'ied') base = base.slice(0, -3) + 'y'
  else if ((ending === 'ed' || ending === 'ing') && base.length - ending.length > 2) {
    const rest = base.slice(0, -ending.length)
    if (VOWEL.test(rest)) base = mended(rest)
  }
  return base.replace(/([^aeiou])y$/, '$1i')
}

/** What is left after -ed or -ing: a doubled consonant is halved, a silent e put back where English needs one. */
function mended(rest: string): string {
  if (/(at|bl|iz|[^aeiou]v|[ao]us|[aeiou]c|rg|dg)$/.test(rest)) return rest + 'e'
  if (/([^aeioulsz])\1$/.test(rest)) return rest.slice(0, -1)
  if (/^[^aeiou]*[aeiouy][^aeiouwxy]$/.test(rest)) return rest + 'e'
  return rest
}

const DERIVATIONS: readonly (readonly [RegExp, string])[] = [
  [/(.{3,})ization$/, '$1iz'],
  [/(.{3,})ational$/, '$1at'],
  [/(.{3,})iveness$/, '$1iv'],
  [/(.{3,})fulness$/, '$1ful'],
  [/(.{4,})ation$/, '$1at'],
  [/(.{4,})ator$/, '$1at'],
  [/(.{3,})(?:ement|ment|ness|ance|ence)$/, '$1'],
  [/(.{3,}[st])ion$/, '$1'],
  [/(.{4,})(?:able|ible|ally|ful|ous|ive|ize|ate|ant|ent)$/, '$1'],
  [/(.{4,})(?:al|ic|er|li)$/, '$1'],
]

function withoutDerivation(word: string): string {
  for (const [pattern, replacement] of DERIVATIONS) {
    if (pattern.test(word)) return word.replace(pattern, replacement).replace(/e$/, '')
  }
  return word.length > 4 ? word.replace(/e$/, '') : word
}
