import type { Duties, Duty } from '../../shared/composing.ts'

/** "You lead, Ben takes notes." Null where nobody has a duty. */
export function dutiesText(duties: Duties, nameOf: (id: string) => string, me: string | null): string | null {
  const said = (duty: Duty, mine: string, theirs: string) => {
    const id = Object.keys(duties).find((memberId) => duties[memberId] === duty)
    return id === undefined ? [] : id === me ? `you ${mine}` : `${nameOf(id)} ${theirs}`
  }
  const words = [said('leader', 'lead', 'leads'), said('note-taker', 'take notes', 'takes notes')].flat().join(', ')
  return words === '' ? null : `${words[0]!.toUpperCase()}${words.slice(1)}.`
}
