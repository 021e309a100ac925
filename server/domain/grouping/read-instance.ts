import type { Instance, PastRound } from './instance.ts'

/**
 * An instance from parsed JSON. People may be names or `{ id }`, groups may be lists or `{ members }`, rounds lists of
 * groups or `{ groups }`. Throws a TypeError that names the field when the shape is another.
 */
export function instanceOf(json: unknown): Instance {
  const source = recordOf(json, 'the instance')
  const size = recordOf(source.groupSize, 'groupSize')
  const instance: Instance = {
    members: listOf(source.members, 'members').map((member) => personOf(member, 'members')),
    rounds: Number(source.rounds),
    groupSize: { min: Number(size.min), max: Number(size.max) },
    keepApart: entriesOf(source.keepApart, 'keepApart'),
    keepTogether: entriesOf(source.keepTogether, 'keepTogether'),
    facilitators: listOf(source.facilitators ?? [], 'facilitators').map((person) => personOf(person, 'facilitators')),
    facilitatorPerGroup: source.facilitatorPerGroup === 'required' ? 'required' : 'preferred',
    history: roundsOf(source.history, 'history'),
    fixedRounds: roundsOf(source.fixedRounds, 'fixedRounds'),
    start: roundsOf(source.start, 'start'),
    attendance: listOf(source.attendance ?? [], 'attendance').map(attendanceOf),
    everyoneMeets: source.everyoneMeets === true,
  }
  if (size.target !== undefined && size.target !== null) instance.groupSize.target = Number(size.target)
  if (size.count !== undefined && size.count !== null) instance.groupSize.count = Number(size.count)
  if (source.tags !== undefined) instance.tags = tagsOf(source.tags)
  return instance
}

function attendanceOf(json: unknown): { round: number; absent: string[] } {
  const entry = recordOf(json, 'attendance')
  return {
    round: Number(entry.round),
    absent: listOf(entry.absent, 'attendance.absent').map((person) => personOf(person, 'attendance.absent')),
  }
}

function roundsOf(json: unknown, field: string): PastRound[] {
  return listOf(json ?? [], field).map((round) => {
    const groups = Array.isArray(round) ? round : listOf(recordOf(round, field).groups, `${field}.groups`)
    return { groups: groups.map((group) => groupOf(group, field)) }
  })
}

function groupOf(json: unknown, field: string): string[] {
  const people = Array.isArray(json) ? json : listOf(recordOf(json, field).members, `${field}.members`)
  return people.map((person) => personOf(person, field))
}

function entriesOf(json: unknown, field: string): string[][] {
  return listOf(json ?? [], field).map((entry) => listOf(entry, field).map((person) => personOf(person, field)))
}

function tagsOf(json: unknown): Record<string, string> {
  const entries = Object.entries(recordOf(json, 'tags')).map(([member, tag]) => [member, String(tag)])
  return Object.fromEntries(entries) as Record<string, string>
}

function personOf(json: unknown, field: string): string {
  const name = typeof json === 'object' && json !== null ? (json as { id?: unknown }).id : json
  if (typeof name === 'string') return name
  throw new TypeError(`${field} must hold names, not ${JSON.stringify(name)}`)
}

function listOf(json: unknown, field: string): unknown[] {
  if (Array.isArray(json)) return json
  throw new TypeError(`${field} must be a list`)
}

function recordOf(json: unknown, field: string): Record<string, unknown> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>
  throw new TypeError(`${field} must be an object`)
}
