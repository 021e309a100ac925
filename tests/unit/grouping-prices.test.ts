import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anneal } from '../../server/domain/grouping/anneal.ts'
import { type Board, boardOf, swapChange } from '../../server/domain/grouping/board.ts'
import { figuresOf } from '../../server/domain/grouping/figures.ts'
import { meetingsBefore } from '../../server/domain/grouping/meetings.ts'
import { problemOf } from '../../server/domain/grouping/problem.ts'
import { seededRandom } from '../../server/domain/grouping/random.ts'
import { relabelled } from '../../server/domain/grouping/relabel.ts'
import { greedyStart } from '../../server/domain/grouping/starts.ts'
import { people } from './grouping-support.ts'

const anySitting = fc.record({
  count: fc.integer({ min: 13, max: 31 }),
  rounds: fc.integer({ min: 1, max: 4 }),
  absent: fc.nat({ max: 5 }),
  seed: fc.string(),
})

const sitting = ({ count, rounds, absent }: { count: number; rounds: number; absent: number }) => {
  const members = people(count)
  const problem = problemOf({
    members,
    rounds,
    groupSize: { min: 2, max: 8, target: 4 },
    keepTogether: [members.slice(1, 3), members.slice(5, 8)],
    facilitators: members.slice(8, 11),
    history: [{ groups: [members.slice(0, 6), members.slice(6)] }],
    attendance: [{ round: 1, absent: members.slice(2, 2 + absent) }],
  })
  const before = meetingsBefore(problem, { soft: 2, hard: 3, price: 8 })
  const start = greedyStart(problem, before, seededRandom('start'))!
  return { problem, before, seats: start.seating }
}

const budget = (looks: number) => {
  let look = 0
  return { spent: () => look++ / looks, goal: -1 }
}

/** What every swap of two chairs of different groups would cost, round by round. */
const swapChanges = (board: Board): number[] =>
  board.seats.flatMap((chairs, round) => {
    const { width } = board.problem.rounds[round]!
    const groupOf = (chair: number) => Math.floor(chair / width)
    const places = [...chairs.keys()]
    return places.flatMap((from) =>
      places.filter((to) => groupOf(from) !== groupOf(to)).map((to) => swapChange(board, round, from, to)),
    )
  })

/** The pairs of groups out of which somebody moves more cheaply than the least price says. */
const dearerLeast = ({ prices, seats, problem }: Board): string[] =>
  seats.flatMap((chairs, round) => {
    const { width, groups } = problem.rounds[round]!
    return [...chairs.keys()].flatMap((chair) =>
      Array.from({ length: groups }, (_, group) => group)
        .filter((group) => group !== Math.floor(chair / width))
        .filter((group) => {
          const spot = prices.firstLeast[round]! + group * groups + Math.floor(chair / width)
          return prices.least[spot]! > prices.move[prices.first[round]! + group * chairs.length + chair]!
        })
        .map((group) => `round ${round}, chair ${chair} to ${group}`),
    )
  })

it('after many changes of places every swap costs what counting afresh gives', () => {
  fc.assert(
    fc.property(anySitting, (drawn) => {
      const { problem, before, seats } = sitting(drawn)
      const board = boardOf(problem, before, seats)
      anneal(board, seededRandom(drawn.seed), 200, 40, budget(3))
      const afresh = boardOf(problem, before, board.seats)
      expect(board.cost).toBe(afresh.cost)
      expect(swapChanges(board)).toEqual(swapChanges(afresh))
      expect(dearerLeast(board)).toEqual([])
    }),
    { numRuns: 60 },
  )
})

it('other people on the places of a plan repeat no meeting more, and nobody is lost', () => {
  fc.assert(
    fc.property(anySitting, (drawn) => {
      const { problem, before, seats } = sitting(drawn)
      const after = relabelled(problem, before, seats, seededRandom(drawn.seed), budget(3))
      expect(figuresOf(problem, after).repeats).toBeLessThanOrEqual(figuresOf(problem, seats).repeats)
      after.forEach((chairs, round) => expect(chairs.toSorted()).toEqual(seats[round]!.toSorted()))
    }),
    { numRuns: 60 },
  )
})
