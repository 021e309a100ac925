const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase().trim()

/** Those whose name has the words in it, however they are written. */
export const foundBy = <Person extends { name: string }>(people: readonly Person[], words: string): Person[] =>
  people.filter(({ name }) => plain(name).includes(plain(words)))
