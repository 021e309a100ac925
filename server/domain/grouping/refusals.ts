import type { Instance, Refusal, RefusalCode } from './instance.ts'
import { feasibleCounts } from './sizes.ts'

/** What is wrong with an instance before any round is looked at, or null. The first fault is named, with its people. */
export function instanceRefusal(instance: Instance): Refusal | null {
  return (
    roundsRefusal(instance) ??
    membersRefusal(instance) ??
    unknownRefusal(instance) ??
    sizeRefusal(instance) ??
    fixedRoundRefusal(instance)
  )
}

/** A refusal, without people or sizes where they are left out. */
export function refusal(code: RefusalCode, message: string, people: string[] = [], nearest: number[][] = []): Refusal {
  return { code, message, people, nearest }
}

function roundsRefusal({ rounds, attendance }: Instance): Refusal | null {
  if (!Number.isInteger(rounds) || rounds < 1) {
    return refusal(
      'invalid_rounds',
      `rounds must be a whole number of at least 1, not ${rounds}; the nearest choice is 1`,
    )
  }
  const outside = attendance?.find((entry) => !Number.isInteger(entry.round) || entry.round < 1 || entry.round > rounds)
  if (outside === undefined) return null
  return refusal(
    'invalid_rounds',
    `attendance names round ${outside.round}, but rounds 1 to ${rounds} are to be planned`,
  )
}

function membersRefusal({ members }: Instance): Refusal | null {
  if (members.length === 0)
    return refusal('too_few_members', 'there are no members to place: 0 people, at least 1 is needed')
  const twice = firstRepeated(members)
  if (twice === null) return null
  return refusal('duplicate_member', `member ${twice} is listed twice; list everybody once`, [twice])
}

function unknownRefusal(instance: Instance): Refusal | null {
  const known = new Set(instance.members)
  const lists: [string, string[]][] = [
    ['keepApart', (instance.keepApart ?? []).flat()],
    ['keepTogether', (instance.keepTogether ?? []).flat()],
    ['facilitators', instance.facilitators ?? []],
    ['attendance', (instance.attendance ?? []).flatMap((entry) => entry.absent)],
  ]
  for (const [name, people] of lists) {
    const strangers = [...new Set(people.filter((person) => !known.has(person)))]
    if (strangers.length > 0) {
      const verb = strangers.length === 1 ? 'is not a member' : 'are not members'
      return refusal('unknown_member', `${name} names ${strangers.join(', ')}, who ${verb}`, strangers)
    }
  }
  return null
}

function sizeRefusal({ groupSize, members }: Instance): Refusal | null {
  const { min, max, count, target } = groupSize
  const isRange = Number.isInteger(min) && Number.isInteger(max) && min >= 1 && max >= min
  if (!isRange) {
    return refusal(
      'invalid_group_size',
      `group size ${min}-${max} is not a range of whole numbers from 1; the nearest is ${nearestRange(min, max)}`,
    )
  }
  if (count !== undefined && (!Number.isInteger(count) || count < 1)) {
    const counts = feasibleCounts(members.length, groupSize).join(', ') || 'none'
    return refusal(
      'invalid_group_size',
      `the number of groups must be a whole number of at least 1, not ${count}; feasible: ${counts}`,
    )
  }
  if (target !== undefined && !(target > 0)) {
    return refusal('invalid_group_size', `the target size must be above 0, not ${target}`)
  }
  return null
}

function fixedRoundRefusal({ fixedRounds }: Instance): Refusal | null {
  for (const [place, round] of (fixedRounds ?? []).entries()) {
    const twice = firstRepeated(round.groups.flat())
    if (twice !== null) {
      return refusal('invalid_fixed_round', `fixed round ${place + 1} places ${twice} twice; place everybody once`, [
        twice,
      ])
    }
  }
  return null
}

function nearestRange(min: number, max: number): string {
  const low = Number.isFinite(min) ? Math.max(1, Math.floor(min)) : 6
  const high = Number.isFinite(max) ? Math.max(1, Math.floor(max)) : 10
  return `${Math.min(low, high)}-${Math.max(low, high)}`
}

function firstRepeated(people: string[]): string | null {
  const seen = new Set<string>()
  return people.find((person) => seen.size === seen.add(person).size) ?? null
}
