import { describe, expect, it } from 'vitest'
import { fieldOf } from '../../server/domain/grouping/field.ts'
import { frameRepeats } from '../../server/domain/grouping/frame.ts'
import { knownFrames } from '../../server/domain/grouping/frames.ts'
import { knownStarters, starterFrame } from '../../server/domain/grouping/starters.ts'
import { brokenRules, people, planned } from './grouping-support.ts'

const classics: [groups: number, size: number, rounds: number][] = [
  [3, 3, 4],
  [4, 4, 5],
  [5, 3, 7],
  [7, 7, 8],
  [8, 8, 9],
  [9, 9, 10],
  [8, 4, 10],
  [7, 4, 9],
  [10, 4, 13],
  [6, 6, 3],
  [10, 6, 7],
  [10, 7, 7],
  [10, 8, 6],
  [10, 9, 4],
  [10, 10, 4],
  [12, 6, 13],
  [9, 3, 13],
  [15, 3, 22],
  [13, 3, 19],
  [25, 3, 37],
  [29, 3, 43],
  [33, 3, 49],
  [19, 4, 25],
  [16, 4, 21],
  [37, 4, 49],
  [10, 6, 8],
  [12, 12, 7],
  [15, 5, 16],
  [15, 15, 6],
  [6, 2, 11],
]

describe('classic schedules', () => {
  it.each(classics)('%i groups of %i meet for %i rounds, and nobody meets anybody twice', (groups, size, rounds) => {
    const instance = { members: people(groups * size), rounds, groupSize: { min: size, max: size, count: groups } }
    const plan = planned(instance)
    expect(plan).toMatchObject({ repeats: 0, mostMeetings: 1 })
    expect(brokenRules(instance, plan)).toEqual([])
  })

  it('every base round that is kept develops into rounds without a repeated pair', () => {
    for (const { groups, size, rounds } of knownStarters()) {
      const frame = starterFrame(groups, size, rounds)!
      expect(frame.rounds).toHaveLength(rounds)
      for (const labels of frame.rounds) {
        const sizes = [...Map.groupBy(labels, (label) => label).values()].map((group) => group.length)
        expect(sizes).toEqual(new Array<number>(groups).fill(size))
      }
      expect(frameRepeats(frame.rounds)).toBe(0)
    }
  })

  it('every schedule that is called known repeats nothing', () => {
    for (let groups = 2; groups <= 17; groups++) {
      for (let size = 2; size <= groups; size++) {
        for (let rounds = 1; rounds <= 18; rounds++) {
          for (const frame of knownFrames(groups, size, rounds)) expect(frameRepeats(frame.rounds)).toBe(0)
        }
      }
    }
  })

  it('finite fields exist for prime powers only, and every element but zero has an inverse', () => {
    for (let order = 2; order <= 32; order++) {
      const field = fieldOf(order)
      expect(field !== null).toBe([2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 17, 19, 23, 25, 27, 29, 31, 32].includes(order))
      if (field === null) continue
      for (let a = 1; a < order; a++) {
        const products = Array.from({ length: order }, (_, b) => field.multiply(a, b))
        expect(new Set(products).size).toBe(order)
      }
      expect(field.multiply(field.add(1, order - 1), 2 % order)).toBe(
        field.add(field.multiply(1, 2 % order), field.multiply(order - 1, 2 % order)),
      )
    }
  })

  it('a hundred and fifty people with facilitators, pairs apart and pairs together meet nobody twice in six rounds', () => {
    const members = people(150)
    const instance = {
      members,
      rounds: 6,
      groupSize: { min: 6, max: 10, target: 8 },
      facilitators: members.slice(0, 19),
      facilitatorPerGroup: 'required' as const,
      keepApart: [
        ['p30', 'p31'],
        ['p40', 'p41'],
      ],
    }
    const plan = planned(instance)
    expect(brokenRules(instance, plan)).toEqual([])
    expect(plan.repeats).toBe(0)
  })
})
