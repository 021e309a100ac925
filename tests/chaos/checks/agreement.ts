import { isDeepStrictEqual } from 'node:util'
import { createFindings, type Check } from './verdict.ts'

/** P5: what a client holds after everything that it missed is what a fresh snapshot gives, and what the log says. */
export const agreement: Check = ({ ends, stored, connections }) => {
  const findings = createFindings()
  for (const { who, room, held, fresh } of ends) {
    if (fresh === null) {
      const isMember = stored.members.some(({ person, isEnded }) => person === stored.people.get(who) && !isEnded)
      if (isMember) findings.add(`${who} did not come to the end of ${room}`)
    } else if (!isDeepStrictEqual(timeless(held), timeless(fresh)))
      findings.add(`${who} holds another ${room} than a fresh snapshot: ${difference(held, fresh)}`)
  }
  const names = new Map([...stored.people].map(([name, id]) => [id, name]))
  const connected = new Set(connections.map(({ who }) => who))
  for (const { room, person, isOffer } of stored.seats) {
    const who = names.get(person)!
    const isTable = stored.rooms.some(({ id, kind }) => id === room && kind === 'table')
    const isCompared = ends.some((end) => end.who === who && end.room === room)
    if (isTable && !isOffer && connected.has(who) && !isCompared)
      findings.add(`${who} sits in ${room} and does not follow it`)
  }
  return findings.verdict({
    promise: 'P5',
    says: 'who missed something ends where everybody is',
    figures: `${ends.length} states compared with a fresh snapshot, ${findings.count()} different`,
  })
}

/** P18: who is shown as here is here. */
export const presence: Check = ({ marks }) => {
  const findings = createFindings()
  const { wrong = 0, ms = 0 } = (marks.find(({ what }) => what === 'presence') ?? {}) as { wrong?: number; ms?: number }
  if (wrong > 0) findings.add(`${wrong} clients show the wrong people`)
  return findings.verdict({
    promise: 'P18',
    says: 'presence finds back to the truth',
    figures: `right everywhere ${ms} ms after the last fault, ${wrong} wrong`,
  })
}

// The run brings the end of rounds forward, which no event tells.
function timeless(state: unknown): unknown {
  const { round, ...rest } = (state ?? {}) as { round?: object | null }
  return { ...rest, round: round && { ...round, endsAt: null } }
}

function difference(held: unknown, fresh: unknown): string {
  const [a, b] = [held, fresh] as [Record<string, unknown>, Record<string, unknown>]
  const keys = Object.keys(b).filter((key) => !isDeepStrictEqual(a?.[key], b[key]))
  return keys
    .map((key) => `${key} ${JSON.stringify(a?.[key])?.slice(0, 120)} / ${JSON.stringify(b[key])?.slice(0, 120)}`)
    .join(', ')
}
