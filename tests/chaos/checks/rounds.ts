import type { Evidence, StoredEvent } from './evidence.ts'
import { createFindings, quantile, type Check } from './verdict.ts'

/** After its end, where the database and the nodes were whole; and after the first node was back from a blackout. */
const bounds = { wholeMs: 1_000, backMs: 2_000 }

/** P14: a round ends once, in its parent and in each breakout, on time, and everybody is back. */
export const rounds: Check = ({ stored, marks }) => {
  const findings = createFindings()
  const late: number[] = []
  let placed = 0
  for (const { id, parent, isClosed, endsAt, overdueTimers } of stored.rounds) {
    if (overdueTimers > 0) findings.add(`round ${id} is due and open`)
    const parentLog = stored.events.get(parent) ?? []
    const opened = parentLog.find(({ kind, body }) => kind === 'round:opened' && body['roundId'] === id)
    const cards = (opened?.body['breakouts'] ?? []) as { roomId: string; memberIds: string[] }[]
    for (const person of isClosed
      ? notBack(
          parentLog,
          id,
          cards.flatMap(({ memberIds }) => memberIds),
        )
      : [])
      findings.add(`${person} was in round ${id} and is not back in ${parent}`)
    placed += cards.flatMap(({ memberIds }) => memberIds).length
    for (const room of [parent, ...cards.map(({ roomId }) => roomId)]) {
      const log = stored.events.get(room) ?? []
      const ends = log.filter(({ kind, body }) => kind === 'round:closed' && body['roundId'] === id)
      if (ends.length !== (isClosed ? 1 : 0)) findings.add(`round ${id} ended ${ends.length} times in ${room}`)
      if (ends[0]?.body['reason'] === 'time') {
        late.push(ends[0].at - endsAt)
        if (isTooLate(marks, endsAt, ends[0].at)) findings.add(`round ${id} ended ${ends[0].at - endsAt} ms late`)
      }
      if (ends[0] && ends[0].at < endsAt) findings.add(`round ${id} ended ${endsAt - ends[0].at} ms early`)
      if (room !== parent && ends[0] && goesOn(log.slice(log.indexOf(ends[0]) + 1)))
        findings.add(`the log of breakout ${room} goes on after its end`)
      const isBreakout = room !== parent
      if (isBreakout && isClosed && stored.seats.some((seat) => seat.room === room))
        findings.add(`somebody sits in ${room}, which is closed`)
    }
  }
  const ended = stored.rounds.filter(({ isClosed }) => isClosed).length
  return findings.verdict({
    promise: 'P14',
    says: 'rounds end once, by the database\u2019s clock, and bring everybody back',
    figures: `${ended} of ${stored.rounds.length} rounds ended, ${placed} places, late p50/max ${Math.round(quantile(late, 0.5))}/${Math.round(quantile(late, 1))} ms, ${findings.count()} wrong`,
  })
}

// Where the database or all nodes were away, a round ends when they are back; who was how late then is told, not judged.
function isTooLate(marks: Evidence['marks'], endsAt: number, at: number): boolean {
  const phase = marks.findLast(({ what, t }) => what === 'phase' && t <= endsAt)?.['phase']
  const light = marks.find(({ fault, t }) => fault === 'light again' && t > endsAt)?.t
  if (phase === 'blackout') return light !== undefined && at - light > bounds.backMs
  return ['calm', 'bus', 'redis', 'removals'].includes(String(phase)) && at - endsAt > bounds.wholeMs
}

/** Who had a place in a round and no seat in its parent at the end, without having gone or been removed. */
function notBack(parentLog: StoredEvent[], roundId: string, placed: string[]): string[] {
  const seated = new Set<string>()
  const gone = new Set<string>()
  for (const { kind, body } of parentLog) {
    const person = String(body['memberId'])
    if (kind === 'seat:taken') seated.add(person)
    if (kind === 'seat:left' || kind === 'member:removed') seated.delete(person)
    const isOwnDoing = kind === 'member:removed' || ['left', 'moved'].includes(String(body['reason']))
    if (isOwnDoing && body['memberId']) gone.add(person)
    if (kind === 'round:opened' && body['roundId'] === roundId) gone.clear()
    if (kind === 'round:closed' && body['roundId'] === roundId) break
  }
  return placed.filter((person) => !seated.has(person) && !gone.has(person))
}

// Whoever wrote something may always take it back.
const goesOn = (after: StoredEvent[]) => after.some(({ kind }) => kind !== 'message:removed')
