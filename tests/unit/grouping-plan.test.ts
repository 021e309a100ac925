import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Instance } from '../../server/domain/grouping/instance.ts'
import { planRounds } from '../../server/domain/grouping/plan.ts'
import { meetingLine } from '../../server/domain/grouping/reasons.ts'
import { tickingTime } from '../support/ticking-time.ts'
import { brokenRules, people, planned, repeatsOf } from './grouping-support.ts'

const groupsOf = (plan: { rounds: { groups: { members: string[] }[] }[] }) =>
  plan.rounds.map((round) => round.groups.map((group) => group.members))

/** Instances with everything on, most of them feasible. */
const anyInstance: fc.Arbitrary<Instance> = fc
  .record({
    count: fc.integer({ min: 12, max: 48 }),
    rounds: fc.integer({ min: 1, max: 4 }),
    picks: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
  })
  .map(({ count, rounds, picks }) => {
    const members = people(count)
    const pick = (place: number) => members[picks[place]! % count]!
    const some = (from: number, to: number) => [
      ...new Set(picks.slice(from, to).map((value) => members[value % count]!)),
    ]
    const pairs = (from: number, amount: number) =>
      Array.from({ length: amount }, (_, place) => [pick(from + place * 2), pick(from + place * 2 + 1)]).filter(
        ([a, b]) => a !== b,
      )
    const half = Math.ceil(count / 2)
    return {
      members,
      rounds,
      groupSize: { min: 4, max: 10, target: 4 + (picks[39]! % 4) },
      keepApart: pairs(0, picks[38]! % 4),
      keepTogether: pairs(10, picks[37]! % 3),
      facilitators: some(20, 20 + (picks[36]! % 8)),
      history: picks[35]! % 2 ? [{ groups: [members.slice(0, half), members.slice(half)] }] : [],
      attendance: picks[34]! % 2 ? [{ round: 1, absent: some(28, 28 + (picks[33]! % 3)) }] : [],
    }
  })

describe('planned rounds', () => {
  it('no hard rule is ever broken, or the instance is refused by name', () => {
    fc.assert(
      fc.property(anyInstance, (instance) => {
        const answer = planRounds(instance, 'seed', tickingTime(20))
        if (answer.status === 'ok') expect(brokenRules(instance, answer.plan)).toEqual([])
        else expect(answer.refusal.message.length).toBeGreaterThan(10)
      }),
      { numRuns: 1000 },
    )
  }, 240_000)

  it('the figures of a plan are what counting its groups gives', () => {
    const instance = { members: people(30), rounds: 6, groupSize: { min: 6, max: 10, target: 8 } }
    const plan = planned(instance)
    expect(plan.repeats).toBe(repeatsOf(instance, groupsOf(plan)))
  })

  it('the same instance, seed and number of steps give the same plan, another seed another one', () => {
    const instance = { members: people(31), rounds: 5, groupSize: { min: 6, max: 10, target: 8 } }
    expect(planned(instance, 'one')).toEqual(planned(instance, 'one'))
    expect(planned(instance, 'one').rounds).not.toEqual(planned(instance, 'two').rounds)
  })

  it('other names and another order of the members give an equally good plan', () => {
    const members = people(40)
    const history = [{ groups: [0, 1, 2, 3, 4].map((part) => members.filter((_, index) => index % 5 === part)) }]
    const instance = { members, rounds: 4, groupSize: { min: 6, max: 10, target: 8 }, history }
    const renamed = (name: string) => `q${(Number(name.slice(1)) * 7) % 40}`
    const relabelled = {
      ...instance,
      members: members.map(renamed).toReversed(),
      history: [{ groups: history[0]!.groups.map((group) => group.map(renamed)) }],
    }
    const repeats = planned(instance).repeats
    expect(Math.abs(planned(relabelled).repeats - repeats)).toBeLessThanOrEqual(0.02 * repeats)
  })

  it('nobody meets the same person in more than half of the rounds and one', () => {
    const plan = planned({ members: people(16), rounds: 8, groupSize: { min: 6, max: 10, target: 8 } })
    expect(plan.mostMeetings).toBeLessThanOrEqual(5)
  })

  it('thirty-two people in four groups all meet in five rounds', () => {
    const plan = planned({ members: people(32), rounds: 5, groupSize: { min: 8, max: 8, count: 4 } })
    expect(plan).toMatchObject({ repeats: 64, unmet: 0 })
  })

  it('an earlier plan is kept when one person does not come', () => {
    const instance = { members: people(61), rounds: 3, groupSize: { min: 6, max: 10, target: 8 } }
    const start = groupsOf(planned(instance)).map((groups) => ({ groups }))
    const without = { ...instance, attendance: [{ round: 1, absent: ['p7'] }], start }
    const after = groupsOf(planned(without))
    expect(after[0]!.flat()).not.toContain('p7')
    expect(repeatsOf(without, after)).toBeLessThanOrEqual(8)
  })

  it('names that are properties of every object are names like others', () => {
    const members = [
      '__proto__',
      'constructor',
      'toString',
      'Zoë',
      '李雷',
      'a b',
      '0',
      '1',
      '-1',
      'null',
      "O'Neil",
      'x',
    ]
    const instance = { members, rounds: 3, groupSize: { min: 6, max: 6 }, keepApart: [['__proto__', 'constructor']] }
    expect(brokenRules(instance, planned(instance))).toEqual([])
  })

  it('tags are spread over the groups', () => {
    const members = people(24)
    const tags = Object.fromEntries(members.map((member, index) => [member, index < 12 ? 'new' : 'old']))
    const [groups] = groupsOf(planned({ members, rounds: 1, groupSize: { min: 8, max: 8 }, tags }))
    expect(groups!.map((group) => group.filter((member) => tags[member] === 'new').length)).toEqual([4, 4, 4])
  })

  it.each(Array.from({ length: 20 }, (_, i) => `draw ${i}`))(
    'two of a tag sit apart wherever they can, by %s',
    (seed) => {
      const members = people(16)
      const tags = Object.fromEntries(members.map((member, index) => [member, `pair ${index >> 1}`]))
      const [groups] = groupsOf(planned({ members, rounds: 1, groupSize: { min: 6, max: 10, count: 2 }, tags }, seed))
      expect(groups!.map((group) => new Set(group.map((member) => tags[member])).size)).toEqual([8, 8])
    },
  )

  it('tags are spread over two rounds without a meeting more', () => {
    const members = people(49)
    const tags = Object.fromEntries(members.map((member, index) => [member, `tag ${index % 7}`]))
    const instance = { members, rounds: 2, groupSize: { min: 7, max: 7 } }
    const [plain, tagged] = [planned(instance), planned({ ...instance, tags })]
    expect([plain.repeats, tagged.repeats]).toEqual([0, 0])
    const alike = (plan: typeof plain) =>
      groupsOf(plan)
        .flat()
        .reduce((sum, group) => sum + group.length - new Set(group.map((member) => tags[member])).size, 0)
    expect(alike(plain)).toBeGreaterThan(10)
    expect(alike(tagged)).toBe(0)
  })

  it('each placement says whom one meets for the first time, and never that somebody is kept apart', () => {
    const plan = planned({ members: people(24), rounds: 2, groupSize: { min: 8, max: 8 }, keepApart: [['p1', 'p2']] })
    const lines = plan.rounds.flatMap((round) => round.groups.flatMap((group) => group.reasons.map(([, line]) => line)))
    expect(lines).toHaveLength(48)
    expect(lines.every((line) => /^meets (all )?\d+( of \d+)? for the first time|^has met all/.test(line))).toBe(true)
    expect(lines.join()).not.toMatch(/apart/)
  })

  it('with nobody, one other, two others or many, the line reads as one says it', () => {
    const lines = [0, 1, 2, 3].map((others) => Array.from({ length: others + 1 }, (_, n) => meetingLine(n, others)))
    expect(lines).toEqual([
      ['sits alone'],
      ['has met the one other before', 'meets the one other for the first time'],
      ['has met both others before', 'meets 1 of 2 for the first time', 'meets both others for the first time'],
      [
        'has met all 3 before',
        'meets 1 of 3 for the first time',
        'meets 2 of 3 for the first time',
        'meets all 3 for the first time',
      ],
    ])
  })

  it('everybody takes notes before anybody does twice', () => {
    const plan = planned({ members: people(12), rounds: 6, groupSize: { min: 6, max: 6 } })
    const notes = plan.rounds.flatMap((round) => round.groups.map((group) => group.noteTaker))
    expect(new Set(notes).size).toBeGreaterThanOrEqual(10)
  })
})
