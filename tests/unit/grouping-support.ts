import type { Instance, Plan } from '../../server/domain/grouping/instance.ts'
import { planRounds } from '../../server/domain/grouping/plan.ts'
import { tickingTime } from '../support/ticking-time.ts'

export const people = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`)

export const planned = (instance: Instance, seed = 'seed', looks = 120): Plan => {
  const answer = planRounds(instance, seed, tickingTime(looks))
  if (answer.status === 'error') throw new Error(`${answer.refusal.code}: ${answer.refusal.message}`)
  return answer.plan
}

/** Every hard rule that a plan breaks, in words; independent of the engine's own counting. */
export const brokenRules = (instance: Instance, plan: Plan): string[] => {
  const broken: string[] = []
  if (plan.rounds.length !== instance.rounds) broken.push(`${plan.rounds.length} rounds`)
  plan.rounds.forEach((round, index) => {
    const absent = new Set((instance.attendance ?? []).filter((a) => a.round === index + 1).flatMap((a) => a.absent))
    const present = instance.members.filter((member) => !absent.has(member))
    const groups = round.groups.map((group) => group.members)
    const placeOf = new Map(groups.flatMap((group, place) => group.map((member) => [member, place] as const)))
    const say = (what: string) => broken.push(`round ${index + 1}: ${what}`)
    if (groups.flat().toSorted().join() !== present.toSorted().join()) say('not everybody present sits once')
    const sizes = groups.map((group) => group.length)
    if (Math.max(...sizes) - Math.min(...sizes) > 1) say(`uneven ${sizes.join()}`)
    if (sizes.some((size) => size < instance.groupSize.min || size > instance.groupSize.max))
      say(`band ${sizes.join()}`)
    for (const entry of instance.keepApart ?? []) {
      const seated = entry.filter((member) => placeOf.has(member))
      if (new Set(seated.map((member) => placeOf.get(member))).size < seated.length) say(`together: ${seated.join()}`)
    }
    for (const entry of instance.keepTogether ?? []) {
      const seated = entry.filter((member) => placeOf.has(member))
      if (new Set(seated.map((member) => placeOf.get(member))).size > 1) say(`apart: ${seated.join()}`)
    }
    const leaders = (instance.facilitators ?? []).filter((member) => placeOf.has(member))
    const led = groups.filter((group) => group.some((member) => leaders.includes(member))).length
    if (led < Math.min(groups.length, leadingUnits(instance, leaders))) say(`${led} groups led`)
    for (const group of round.groups) {
      if (!group.members.includes(group.noteTaker)) say('a note-taker from elsewhere')
      if (group.reasons.map(([member]) => member).join() !== group.members.join()) say('a reason is missing')
    }
  })
  return broken
}

/** Meetings beyond the first of each pair, earlier rounds counted as met, counted afresh. */
export const repeatsOf = (instance: Instance, rounds: string[][][]): number => {
  const met = new Map<string, number>()
  const meet = (groups: string[][]) => {
    let repeats = 0
    for (const group of groups) {
      for (const a of group) {
        for (const b of group) {
          if (a >= b) continue
          const times = met.get(`${a}\n${b}`) ?? 0
          met.set(`${a}\n${b}`, times + 1)
          if (times > 0) repeats++
        }
      }
    }
    return repeats
  }
  for (const round of [...(instance.history ?? []), ...(instance.fixedRounds ?? [])]) meet(round.groups)
  return rounds.reduce((sum, groups) => sum + meet(groups), 0)
}

/** Facilitators who must stay together count as one, also where only somebody else joins them: together is transitive. */
const leadingUnits = (instance: Instance, leaders: string[]): number => {
  let units = instance.members.map((member) => [member])
  for (const entry of instance.keepTogether ?? []) {
    const joined = units.filter((unit) => unit.some((member) => entry.includes(member)))
    if (joined.length > 1) units = [...units.filter((unit) => !joined.includes(unit)), joined.flat()]
  }
  return units.filter((unit) => unit.some((member) => leaders.includes(member))).length
}

export const mostMeetingsOf = (rounds: string[][][]): number => {
  const met = new Map<string, number>()
  for (const group of rounds.flat()) {
    for (const a of group) for (const b of group) if (a < b) met.set(`${a}\n${b}`, (met.get(`${a}\n${b}`) ?? 0) + 1)
  }
  return Math.max(0, ...met.values())
}
