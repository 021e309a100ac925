/** Whether each word that was typed begins a word of the name. Accents and capitals may be left out. */
export function isFound(name: string, typed: string): boolean {
  const words = wordsOf(name)
  return wordsOf(typed).every((wanted) => words.some((word) => word.startsWith(wanted)))
}

const wordsOf = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().split(/\s+/)
