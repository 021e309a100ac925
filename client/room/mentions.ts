import { isFound } from '../finding.ts'

/** The `@word` that is being written at the caret, or null. */
export function mentionAt(text: string, caret: number): { from: number; word: string } | null {
  const match = /(?:^|\s)@([\p{L}\p{N}'.-]{0,30})$/u.exec(text.slice(0, caret))
  return match ? { from: caret - match[1]!.length - 1, word: match[1]! } : null
}

/** The text with a name instead of that word, one space after it, and where the caret stands then. */
export function withName(text: string, { from, word }: { from: number; word: string }, name: string) {
  const rest = text.slice(from + 1 + word.length).replace(/^ +/, '')
  return { text: `${text.slice(0, from)}@${name} ${rest}`, caret: from + name.length + 2 }
}

/** Up to six people whose name, or a word of it, begins so; those who are here come first. */
export function matching<Person extends { name: string; isHere: boolean }>(people: Person[], word: string): Person[] {
  return people
    .filter(({ name }) => isFound(name, word))
    .toSorted((a, b) => Number(b.isHere) - Number(a.isHere) || a.name.localeCompare(b.name))
    .slice(0, 6)
}
