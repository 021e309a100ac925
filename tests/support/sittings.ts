import { leastRepeats } from '../../server/domain/grouping/bound.ts'
import { problemOf } from '../../server/domain/grouping/problem.ts'
import { limits } from '../../shared/limits.ts'

/** One breakout of a round, and the names of those who sit there. */
export type Sitting = { roomId: string; name: string; people: string[] }

export const groupsOf = (sittings: Sitting[]) => sittings.map(({ people }) => people)

export const sittingOf = (name: string, sittings: Sitting[]) => sittings.find(({ people }) => people.includes(name))!

type Pair = readonly [string, string]

/** How many pairs of a round have sat together in one before. */
export function repeatsIn(groups: string[][], before: string[][][]): number {
  const met = (a: string, b: string) => before.flat().some((group) => group.includes(a) && group.includes(b))
  const pairs = groups.flatMap((group) => group.flatMap((a, i) => group.slice(i + 1).map((b): Pair => [a, b])))
  return pairs.filter(([a, b]) => met(a, b)).length
}

/** A number of such pairs below which no round of these people in so many groups can be. */
export function leastRepeatsIn(groups: string[][], before: string[][][], apart: readonly Pair[]): number {
  const members = groups.flat()
  const isHere = (name: string) => members.includes(name)
  const { min, max } = limits.breakout
  const problem = problemOf({
    members,
    rounds: 1,
    groupSize: { min, max, count: groups.length },
    keepApart: apart.filter((pair) => pair.every(isHere)).map((pair) => [...pair]),
    fixedRounds: before.map((round) => ({ groups: round.map((group) => group.filter(isHere)) })),
  })
  return leastRepeats(problem)
}

/** Where a latecomer is placed: in the smallest breakout without whom they sit apart from, of equal ones in the first. */
export function placeForLate(sittings: Sitting[], without: string | null): Sitting {
  const isBefore = (a: Sitting, b: Sitting) => a.people.length - b.people.length || (a.roomId < b.roomId ? -1 : 1)
  return sittings.filter(({ people }) => without === null || !people.includes(without)).toSorted(isBefore)[0]!
}
