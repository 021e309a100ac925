/** The `@word` that is being written at the caret, or null. */
export function mentionAt(text: string, caret: number): { from: number; word: string } | null {
  const match = /(?:^|\s)@([\p{L}\p{N}'.-]{0,30})$/u.exec(text.slice(0, caret))
  return match ? { from: caret - match[1]!.length - 1, word: match[1]! } : null
}

/** Up to six people whose name, or a word of it, begins so; those who are here come first. */
export function matching<Person extends { name: string; isHere: boolean }>(people: Person[], word: string): Person[] {
  const wanted = word.toLocaleLowerCase()
  return people
    .filter(({ name }) =>
      name
        .toLocaleLowerCase()
        .split(/\s+/)
        .concat(name.toLocaleLowerCase())
        .some((part) => part.startsWith(wanted)),
    )
    .toSorted((a, b) => Number(b.isHere) - Number(a.isHere) || a.name.localeCompare(b.name))
    .slice(0, 6)
}
