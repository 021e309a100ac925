import { confusables } from './confusables.ts'

const prototypes = new Map(
  confusables
    .trim()
    .split(/\s+/)
    .flatMap((entry) => {
      const [prototype = '', alike = ''] = entry.split('→')
      return [...alike].map((character) => [character, prototype] as const)
    }),
)

/**
 * What a name looks like: its skeletons after UTS #39, section 4, once as it is written and once in lower case, because
 * people read `Iris` and `lris` as one, and `ADA` and `ada` too. Two names that share a skeleton are taken for each other.
 * The result is for comparing alone, never for showing.
 * @returns one or two skeletons
 */
export function looksOf(name: string): string[] {
  const plain = name.normalize('NFKC').replace(/\s+/g, ' ')
  const asWritten = skeleton(skeleton(plain).toLowerCase())
  const inLowerCase = skeleton(plain.toLowerCase())
  return [...new Set([asWritten, inLowerCase])]
}

const skeleton = (text: string): string =>
  [...text.normalize('NFD')]
    .map((character) => prototypes.get(character) ?? character)
    .join('')
    .normalize('NFD')
