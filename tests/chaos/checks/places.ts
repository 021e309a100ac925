import type { Evidence } from './evidence.ts'
import { createFindings, groupBy, type Check } from './verdict.ts'

/** P6: at no instant does a room hold more people, offers included, than it has seats; nobody sits twice. */
export const seats: Check = ({ stored }) => {
  const findings = createFindings()
  const capacities = new Map(stored.rooms.map(({ id, capacity }) => [id, capacity]))
  const changes = stored.trace.filter(({ kind }) => kind === 'seat')
  const fullest = replay(changes, (room, people) => {
    if (people.size > capacities.get(room)!) findings.add(`room ${room} held ${people.size} of ${capacities.get(room)}`)
    for (const [person, times] of people) if (times > 1) findings.add(`${person} sat ${times} times in ${room}`)
  })
  const full = [...fullest].filter(([room, most]) => most === capacities.get(room)).length
  return findings.verdict({
    promise: 'P6',
    says: 'never more seats than there are, at any instant',
    figures: `${changes.length} changes of seats, ${full} of ${fullest.size} rooms full, ${findings.count()} times too many`,
  })
}

/** P7: at no instant does a circle have more members than its capacity; an invite brings one person. */
export const memberships: Check = ({ stored, marks }) => {
  const findings = createFindings()
  const capacities = new Map(stored.circles.map(({ id, capacity }) => [id, capacity]))
  replay(
    stored.trace.filter(({ kind }) => kind === 'member'),
    (circle, people) => {
      if (people.size > capacities.get(circle)!) findings.add(`circle ${circle} had ${people.size} members`)
    },
  )
  for (const { id, members } of stored.circles) {
    const counted = stored.members.filter(({ circle, isEnded }) => circle === id && !isEnded).length
    if (counted !== members) findings.add(`circle ${id} counts ${members} members and has ${counted}`)
  }
  const used = stored.invites.flatMap(({ usedBy }) => usedBy ?? [])
  if (new Set(used).size !== used.length) findings.add('two invites brought one person')
  for (const person of used) {
    const isIn = stored.members.some((member) => member.person === person)
    if (!isIn && !stored.line.some((waiting) => waiting.person === person))
      findings.add(`${person} accepted and is nowhere`)
  }
  const tries = marks.filter(({ what }) => what === 'redeems').length
  return findings.verdict({
    promise: 'P7',
    says: 'never more members than the circle takes',
    figures: `${tries} redemptions, ${used.length} invites used, ${stored.line.length} in line, ${findings.count()} wrong`,
  })
}

/**
 * P6: whoever waits is served before whoever comes: nobody takes a free number past the line, and it is offered to the
 * first of those who are here.
 */
export const line: Check = (evidence) => {
  const { stored } = evidence
  const findings = createFindings()
  const wasHere = attendance(evidence)
  let joined = 0
  let offers = 0
  for (const [room, log] of stored.events) {
    const waiting: string[] = []
    const offered = new Set<string>()
    const leave = (person: string) => void (waiting.includes(person) && waiting.splice(waiting.indexOf(person), 1))
    for (const { kind, body, seq, at } of log) {
      const person = String(body['memberId'])
      if (kind === 'line:joined') {
        waiting.push(person)
        joined++
      } else if (kind === 'seat:offered') {
        if (!waiting.includes(person)) findings.add(`${room} ${seq}: a seat was offered to somebody who did not wait`)
        const passedBy = waiting.slice(0, waiting.indexOf(person)).filter((before) => wasHere(before, at))
        for (const before of passedBy) findings.add(`${room} ${seq}: a seat was offered past ${before}, who was here`)
        offered.add(person)
        offers++
        leave(person)
      } else if (kind === 'seat:taken') {
        if (!offered.delete(person) && !waiting.includes(person) && waiting.length > 0) {
          findings.add(`${room} ${seq}: ${person} sat down past ${waiting.length} who waited`)
        }
        leave(person)
      } else if (['line:left', 'seat:left', 'member:removed'].includes(kind)) {
        offered.delete(person)
        leave(person)
      }
    }
  }
  return findings.verdict({
    promise: 'P6',
    says: 'the line keeps its order',
    figures: `${joined} stood in line, ${offers} seats offered, ${findings.count()} passed by`,
  })
}

const aroundMs = 3_000
/**
 * For so long after the database was away, or too late for somebody on an overloaded machine, their node may not have told it
 * yet that it lives, with everybody on it.
 */
const shakenMs = 20_000

/** Whether somebody was certainly here at a moment: answered shortly before and after it, on one connection. */
function attendance({ stored, calls, connections, marks }: Evidence): (person: string, at: number) => boolean {
  const harmed = marks.filter(({ fault }) => /database|backends|blackout|light/.test(String(fault))).map(({ t }) => t)
  const late = groupBy(
    calls.filter(({ answer }) => answer?.error?.details?.['reason'] === 'database'),
    ({ who }) => who,
  )
  const names = new Map([...stored.people].map(([name, id]) => [id, name]))
  const answered = groupBy(
    calls.filter(({ way, answer }) => way === 'socket' && answer?.ok),
    ({ who }) => who,
  )
  const lost = groupBy(
    connections.filter(({ what }) => what === 'lost'),
    ({ who }) => who,
  )
  return (person, at) => {
    const who = names.get(person)!
    const shaken = [...harmed, ...(late.get(who) ?? []).map(({ answeredAt }) => answeredAt)]
    if (shaken.some((t) => t <= at && at - t < shakenMs)) return false
    const near = (t: number) => Math.abs(t - at) < aroundMs
    const mine = (answered.get(who) ?? []).map(({ answeredAt }) => answeredAt).filter(near)
    return mine.some((t) => t < at) && mine.some((t) => t > at) && !(lost.get(who) ?? []).some(({ t }) => near(t))
  }
}

/** Goes through the changes in the order in which they came into force; gives the most that each place ever held. */
function replay(
  changes: Evidence['stored']['trace'],
  look: (place: string, people: Map<string, number>) => void,
): Map<string, number> {
  const places = new Map<string, Map<string, number>>()
  const fullest = new Map<string, number>()
  for (const { place, person, change } of changes) {
    const people = places.get(place) ?? new Map<string, number>()
    places.set(place, people)
    const times = (people.get(person) ?? 0) + change
    if (times > 0) people.set(person, times)
    else people.delete(person)
    fullest.set(place, Math.max(fullest.get(place) ?? 0, people.size))
    look(place, people)
  }
  return fullest
}
