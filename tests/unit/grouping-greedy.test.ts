import { describe, expect, it } from 'vitest'
import { type Random, drawBelow, seededRandom, shuffled } from '../../server/domain/grouping/random.ts'
import { evenSizes } from '../../server/domain/grouping/sizes.ts'
import { mostMeetingsOf, people, planned, repeatsOf } from './grouping-support.ts'

/** Everybody in random order goes where they meet fewest people again: the usual method, written independently. */
const greedyPlan = (members: string[], rounds: number, groups: number, random: Random): string[][][] => {
  const met = new Set<string>()
  const key = (a: string, b: string) => (a < b ? `${a}\n${b}` : `${b}\n${a}`)
  return Array.from({ length: rounds }, () => {
    const seats = evenSizes(members.length, groups)
    const round: string[][] = seats.map(() => [])
    for (const member of shuffled(members, random)) {
      const again = round.map((group, place) =>
        group.length === seats[place] ? Infinity : group.filter((other) => met.has(key(member, other))).length,
      )
      round[again.indexOf(Math.min(...again))]!.push(member)
    }
    for (const group of round) for (const a of group) for (const b of group) if (a !== b) met.add(key(a, b))
    return round
  })
}

describe('against the usual method', () => {
  it('no greedy plan of twenty repeats fewer pairs, on 200 instances', () => {
    const random = seededRandom('instances')
    const worse: string[] = []
    const over: string[] = []
    for (let number = 0; number < 200; number++) {
      const groups = 2 + drawBelow(random, 7)
      const members = people(groups * 3 + drawBelow(random, groups * 5))
      const rounds = 2 + drawBelow(random, 5)
      const instance = { members, rounds, groupSize: { min: 1, max: 10, count: groups } }
      const plan = planned(instance, 'seed', 100)
      const greedy = Array.from({ length: 20 }, () => greedyPlan(members, rounds, groups, random))
      const best = Math.min(...greedy.map((candidate) => repeatsOf(instance, candidate)))
      if (plan.repeats > best)
        worse.push(`${members.length} people, ${groups} groups, ${rounds} rounds: ${plan.repeats} > ${best}`)
      // The limit on meetings of the same two gives way only where breakouts are larger than their number.
      const most = mostMeetingsOf(plan.rounds.map((round) => round.groups.map((group) => group.members)))
      if (most > Math.ceil(rounds / 2) + 1 && members.length <= groups * groups)
        over.push(`${members.length} people, ${groups} groups, ${rounds} rounds: ${most} times`)
    }
    expect(worse).toEqual([])
    expect(over).toEqual([])
  }, 240_000)
})
