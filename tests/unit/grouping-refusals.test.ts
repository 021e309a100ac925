import { describe, expect, it } from 'vitest'
import type { Instance, RefusalCode } from '../../server/domain/grouping/instance.ts'
import { planRounds } from '../../server/domain/grouping/plan.ts'
import { tickingTime } from '../support/ticking-time.ts'
import { people } from './grouping-support.ts'

const base: Instance = { members: people(24), rounds: 3, groupSize: { min: 6, max: 10, target: 8 } }

const cases: [what: string, change: Partial<Instance>, code: RefusalCode, named: string[]][] = [
  ['eleven people', { members: people(11) }, 'no_group_split', ['11', '6 + 5']],
  ['four people', { members: people(4) }, 'too_few_members', ['4', '6']],
  ['nobody', { members: [] }, 'too_few_members', ['0']],
  ['a count that cannot be', { groupSize: { min: 6, max: 10, count: 5 } }, 'no_group_split', ['24', '5']],
  ['a band upside down', { groupSize: { min: 10, max: 6 } }, 'invalid_group_size', ['10', '6']],
  ['no rounds', { rounds: 0 }, 'invalid_rounds', ['0']],
  ['half a round', { rounds: 1.5 }, 'invalid_rounds', ['1.5']],
  ['somebody twice', { members: [...people(24), 'p3'] }, 'duplicate_member', ['p3']],
  ['a stranger apart', { keepApart: [['p1', 'nobody']] }, 'unknown_member', ['nobody', 'keepApart']],
  ['a stranger together', { keepTogether: [['p1', 'nobody']] }, 'unknown_member', ['nobody', 'keepTogether']],
  ['a strange facilitator', { facilitators: ['nobody'] }, 'unknown_member', ['nobody']],
  ['a strange absence', { attendance: [{ round: 1, absent: ['nobody'] }] }, 'unknown_member', ['nobody']],
  [
    'a fixed round with somebody twice',
    { fixedRounds: [{ groups: [['p1', 'p2'], ['p1']] }] },
    'invalid_fixed_round',
    ['p1'],
  ],
  [
    'a pair both ways',
    { keepApart: [['p4', 'p6']], keepTogether: [['p4', 'p6']] },
    'conflicting_constraints',
    ['p4', 'p6'],
  ],
  [
    'a pair together through others and apart',
    {
      keepApart: [['p1', 'p3']],
      keepTogether: [
        ['p1', 'p2'],
        ['p2', 'p3'],
      ],
    },
    'conflicting_constraints',
    ['p1', 'p2', 'p3'],
  ],
  ['a block of nine', { keepTogether: [people(9)] }, 'together_too_large', [...people(9), '8']],
  [
    'blocks that fit one by one only',
    {
      keepTogether: [
        people(24).slice(0, 5),
        people(24).slice(5, 10),
        people(24).slice(10, 15),
        people(24).slice(15, 20),
      ],
    },
    'together_impossible',
    ['p0', 'p19', '5'],
  ],
  [
    'four people pairwise apart in three groups',
    { keepApart: [['p1', 'p2', 'p3', 'p4']] },
    'apart_impossible',
    ['p1', 'p2', 'p3', 'p4'],
  ],
  [
    'too few facilitators',
    { facilitators: ['p1', 'p2'], facilitatorPerGroup: 'required' },
    'not_enough_facilitators',
    ['p1', 'p2', '3'],
  ],
  [
    'a round in which too many are absent',
    { attendance: [{ round: 2, absent: people(20) }] },
    'too_few_members',
    ['round 2', '4'],
  ],
]

describe('what cannot be planned', () => {
  it.each(cases)('%s is refused by its name', (_, change, code, named) => {
    const answer = planRounds({ ...base, ...change }, 'seed', tickingTime(50))
    if (answer.status === 'ok') throw new Error('planned nevertheless')
    expect(answer.refusal.code).toBe(code)
    for (const name of named) expect(answer.refusal.message).toContain(name)
  })

  it('a refusal names only those who are concerned', () => {
    const keepApart = [
      ['p1', 'p2', 'p3', 'p4'],
      ['p10', 'p11'],
      ['p12', 'p13'],
    ]
    const answer = planRounds({ ...base, keepApart }, 'seed', tickingTime(50))
    expect(answer).toMatchObject({ refusal: { people: ['p1', 'p2', 'p3', 'p4'] } })
  })

  it.each(['history', 'fixedRounds'])('people of earlier rounds who have left are passed over in %s', (rounds) => {
    const earlier = [
      {
        groups: [
          ['p1', 'left-long-ago'],
          ['p2', 'p3'],
        ],
      },
    ]
    expect(planRounds({ ...base, [rounds]: earlier }, 'seed', tickingTime(50)).status).toBe('ok')
  })
})
