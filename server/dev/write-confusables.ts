import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const USAGE = `node server/dev/write-confusables.ts <path of confusables.txt>

Writes server/domain/confusables.ts anew from Unicode's table of what looks alike (UTS #39). Each version of Unicode has its
own, at https://www.unicode.org/Public/security/<version>/confusables.txt.
`

const path = fileURLToPath(new URL('../domain/confusables.ts', import.meta.url))
const widest = 118

function main(args: string[]): number {
  const [file] = args
  if (args.length !== 1 || file === undefined || file.startsWith('-')) {
    const isAsked = file === '--help' || file === '-h'
    process[isAsked ? 'stdout' : 'stderr'].write(USAGE)
    return isAsked ? 0 : 1
  }
  writeFileSync(path, confusablesModule(readFileSync(file, 'utf8')))
  return 0
}

/**
 * The module that `look-alikes.ts` reads, made from the text of Unicode's `confusables.txt`.
 * Throws when the text does not say its version or maps nothing.
 */
export function confusablesModule(table: string): string {
  const [, version] = /^# Version: ([\d.]+)/m.exec(table) ?? []
  const alike = new Map<string, string[]>()
  for (const [, from, to] of table.matchAll(/^([0-9A-F]{4,6})\s*;\s*([0-9A-F ]+?)\s*;\s*MA\b/gm)) {
    const [character, prototype] = [textOf(from!), textOf(to!).normalize('NFD')]
    if (isCompared(character) && isMeant(prototype)) alike.set(prototype, [...(alike.get(prototype) ?? []), character])
  }
  if (!version || alike.size === 0) throw new Error('this is not confusables.txt')
  return `/**
 * What looks like what, as of Unicode ${version}: the characters of its table of confusables (UTS #39) that look like some of
 * Latin, Greek or Cyrillic, or like a digit, sign or mark, and that normalisation (NFKD) leaves as they are. Each entry is a
 * prototype, an arrow, and every character that looks like it. Written by server/dev/write-confusables.ts.
 */
export const confusables = \`
${lines([...alike].toSorted(byText).map(([prototype, characters]) => `${shown(prototype)}→${characters.toSorted().map(shown).join('')}`))}
\`
`
}

const byText = ([one]: [string, unknown], [other]: [string, unknown]) => (one < other ? -1 : 1)
const textOf = (hex: string) => String.fromCodePoint(...hex.split(' ').map((code) => parseInt(code, 16)))

// Names are compared in their decomposed form: what it takes apart never occurs there. Space and the arrow divide entries.
const isCompared = (character: string) => character.normalize('NFKD') === character && !/[\s→]/u.test(character)
const isMeant = (prototype: string) =>
  /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}\p{N}\p{P}\p{S}]+$/u.test(
    prototype,
  ) && !/[\s→]/u.test(prototype)

/** As it stands in a template: marks would sit on what is before them, invisible characters would be missed. */
const shown = (text: string) =>
  [...text]
    .map((character) =>
      /[\p{M}\p{C}]/u.test(character)
        ? `\\u{${character.codePointAt(0)!.toString(16)}}`
        : character.replace(/[`\\]/, String.raw`\$&`),
    )
    .join('')

function lines(entries: string[]): string {
  const found: string[] = []
  let line = ''
  for (const entry of entries) {
    if (line && [...line, ...entry].length >= widest) {
      found.push(line)
      line = ''
    }
    line = line ? `${line} ${entry}` : entry
  }
  return [...found, line].join('\n')
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2))
