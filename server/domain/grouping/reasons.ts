import type { Seating } from './board.ts'
import type { PlannedGroup } from './instance.ts'
import type { Problem } from './problem.ts'

/**
 * The rounds of a seating with names: members, the facilitator who leads, a note-taker (whoever took notes least often,
 * facilitators last), and one line for each member why they sit there. Reasons speak of meetings and tasks only: a
 * keep-apart rule is never among them.
 */
export function plannedRounds(problem: Problem, seating: Seating): { groups: PlannedGroup[] }[] {
  const met = Uint16Array.from(problem.history, (count, pair) => count + problem.fixed[pair]!)
  const notes = new Uint16Array(problem.n)
  const led = new Uint16Array(problem.n)
  return seating.map((chairs, round) => {
    const { width } = problem.rounds[round]!
    const groups: PlannedGroup[] = []
    for (let start = 0; start < chairs.length; start += width) {
      const group = [...chairs.subarray(start, start + width)].filter((member) => member < problem.n)
      groups.push(plannedGroup(problem, group, met, led, notes))
    }
    return { groups }
  })
}

function plannedGroup(
  problem: Problem,
  group: number[],
  met: Uint16Array,
  led: Uint16Array,
  notes: Uint16Array,
): PlannedGroup {
  const facilitators = group.filter((member) => problem.isFacilitator[member])
  const leader = facilitators.length > 0 ? leastServed(facilitators, led) : null
  const others = group.filter((member) => member !== leader)
  const noteTaker = leastServed(others.length > 0 ? others : group, notes)
  const reasons = group.map((member): [string, string] => {
    const fresh = others
      .concat(leader ?? [])
      .filter((other) => other !== member && met[member * problem.n + other] === 0).length
    const task = member === leader ? leadLine(led[member]!) : member === noteTaker ? noteLine(notes[member]!) : null
    return [problem.names[member]!, [meetingLine(fresh, group.length - 1), task].filter(Boolean).join('; ')]
  })
  for (const a of group) for (const b of group) if (a !== b) met[a * problem.n + b]!++
  if (leader !== null) led[leader]!++
  notes[noteTaker]!++
  return {
    members: group.map((member) => problem.names[member]!),
    leader: leader === null ? null : problem.names[leader]!,
    noteTaker: problem.names[noteTaker]!,
    reasons,
  }
}

function leastServed(members: number[], served: Uint16Array): number {
  return members.reduce((least, member) => (served[member]! < served[least]! ? member : least))
}

/** Whom somebody meets in their group, in words; `fresh` of the `others` for the first time. */
export function meetingLine(fresh: number, others: number): string {
  if (others === 0) return 'sits alone'
  const all = others === 1 ? 'the one other' : others === 2 ? 'both others' : `all ${others}`
  if (fresh === others) return `meets ${all} for the first time`
  if (fresh === 0) return `has met ${all} before`
  return `meets ${fresh} of ${others} for the first time`
}

function leadLine(times: number): string {
  return times === 0 ? 'leads for the first time today' : `leads for the ${ordinal(times + 1)} time today`
}

function noteLine(times: number): string {
  return times === 0 ? 'note-taker for the first time today' : `note-taker for the ${ordinal(times + 1)} time today`
}

function ordinal(number: number): string {
  const ending = ['th', 'st', 'nd', 'rd'][number % 100 > 10 && number % 100 < 14 ? 0 : number % 10] ?? 'th'
  return `${number}${ending}`
}
