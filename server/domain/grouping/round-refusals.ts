import type { Instance, Refusal } from './instance.ts'
import { type Meetings, meetingsBefore, noLimit } from './meetings.ts'
import { type Problem, type RoundShape, problemOf } from './problem.ts'
import { seededRandom } from './random.ts'
import { refusal } from './refusals.ts'
import { type Rules, allRules, seatRound } from './seat-round.ts'
import { evenSizes, feasibleCounts, nearestChoices } from './sizes.ts'

/**
 * Why a round of an instance cannot be seated, or null. Sizes first, then each hard rule alone, then rules together:
 * so the answer names the smallest set of rules and people that is at fault. `instanceRefusal` has found nothing.
 */
export function roundRefusal(instance: Instance, problem: Problem): Refusal | null {
  const meetings = meetingsBefore(problem, noLimit)
  for (const [round, shape] of problem.rounds.entries()) {
    // Rounds with the same people have the same answer.
    if (round > 0 && problem.rounds.findIndex((other) => isSameShape(other, shape)) < round) continue
    const found =
      sizesRefusal(instance, shape, round) ??
      blockRefusal(problem, shape, round) ??
      seatingRefusal(instance, problem, meetings, round) ??
      facilitatorRefusal(instance, problem, shape, round) ??
      spreadRefusal(problem, meetings, round)
    if (found !== null) return found
  }
  return null
}

function sizesRefusal({ groupSize }: Instance, shape: RoundShape, round: number): Refusal | null {
  const people = shape.present.length
  const counts = feasibleCounts(people, groupSize)
  const { min, max, count } = groupSize
  if (count === undefined ? counts.length > 0 : counts.includes(count)) return null
  const nearest =
    counts.length > 0
      ? counts.map((groups) => evenSizes(people, groups))
      : nearestChoices(people, groupSize).map((choice) => choice.sizes)
  const offer = nearest
    .map((sizes) => (sizes.length === 1 ? `one group of ${sizes[0]}` : sizes.join(' + ')))
    .join(', or ')
  const hint = offer ? `; the nearest choices: ${offer}` : ''
  if (people < min) {
    return refusal(
      'too_few_members',
      `round ${round + 1}: ${people} present, fewer than one group of ${min}${hint}`,
      [],
      nearest,
    )
  }
  const groups = count === undefined ? 'groups' : `${count} groups`
  return refusal(
    'no_group_split',
    `round ${round + 1}: ${people} present cannot be split into ${groups} of ${min}-${max}${hint}`,
    [],
    nearest,
  )
}

function blockRefusal(problem: Problem, shape: RoundShape, round: number): Refusal | null {
  for (const block of shape.blocks) {
    const people = block.map((member) => problem.names[member]!)
    if (block.length > shape.width) {
      const size = `${block.length} people, but groups have at most ${shape.width} seats`
      return refusal(
        'together_too_large',
        `round ${round + 1}: ${people.join(', ')} must stay together: ${size}; ` +
          `the nearest choice is a block of ${shape.width}`,
        people,
      )
    }
    for (const a of block) {
      const b = problem.apartOf[a]!.find((other) => block.includes(other))
      if (b === undefined) continue
      const pair = [problem.names[a]!, problem.names[b]!]
      const chain = block.length > 2 ? ` (through ${people.filter((name) => !pair.includes(name)).join(', ')})` : ''
      return refusal(
        'conflicting_constraints',
        `${pair.join(' and ')} must be both together${chain} and apart; drop one of the two rules`,
        pair,
      )
    }
  }
  return null
}

function facilitatorRefusal(instance: Instance, problem: Problem, shape: RoundShape, round: number): Refusal | null {
  if (instance.facilitatorPerGroup !== 'required' || shape.covered >= shape.groups) return null
  const people = shape.present.filter((member) => problem.isFacilitator[member]).map((member) => problem.names[member]!)
  const named = people.length > 0 ? ` (${people.join(', ')})` : ''
  const counts = feasibleCounts(shape.present.length, instance.groupSize).filter((groups) => groups <= shape.covered)
  const hint = counts.length > 0 ? `at most ${counts.at(-1)} groups, or ` : ''
  const missing = `${shape.groups - shape.covered} more facilitator${shape.groups - shape.covered > 1 ? 's' : ''}`
  return refusal(
    'not_enough_facilitators',
    `round ${round + 1}: ${shape.groups} groups but only ${shape.covered} can have one of the ${people.length} ` +
      `facilitators present${named}; the nearest choice: ${hint}${missing}`,
    people,
    counts.map((groups) => evenSizes(shape.present.length, groups)),
  )
}

/** Keep together alone, then with keep apart, searched through. */
function seatingRefusal(instance: Instance, problem: Problem, meetings: Meetings, round: number): Refusal | null {
  if (!isImpossible(problem, meetings, round, { apart: true, together: true, facilitators: false })) return null
  const { groups, blocks, present, width } = problem.rounds[round]!
  const sizes = evenSizes(present.length, groups).join(' + ')
  if (isImpossible(problem, meetings, round, { apart: false, together: true, facilitators: false })) {
    const named = blocks.map((block) => namesOf(problem, block).join(' + ')).join(', ')
    const lengths = blocks.map((block) => block.length).join(', ')
    return refusal(
      'together_impossible',
      `round ${round + 1}: the keep-together blocks ${named} (of ${lengths} people) do not fit into ${groups} groups of ` +
        `${sizes}; the nearest choice: split one block, or allow larger groups than ${width}`,
      namesOf(problem, blocks.flat()),
    )
  }
  const people = apartCore(instance, meetings, round)
  const counts = feasibleCounts(present.length, instance.groupSize).filter((count) => count > groups)
  const more = counts.length > 0 ? `${counts[0]} groups, or ` : ''
  return refusal(
    'apart_impossible',
    `round ${round + 1}: the keep-apart rules of ${people.join(', ')} need more than ${groups} groups of ${sizes}; ` +
      `the nearest choice: ${more}one keep-apart rule fewer`,
    people,
  )
}

function spreadRefusal(problem: Problem, meetings: Meetings, round: number): Refusal | null {
  const { present, groups, covered } = problem.rounds[round]!
  if (covered === 0 || !isImpossible(problem, meetings, round, allRules)) return null
  const leaders = namesOf(
    problem,
    present.filter((member) => problem.isFacilitator[member]),
  )
  return refusal(
    'conflicting_constraints',
    `round ${round + 1}: the facilitators ${leaders.join(', ')} cannot be spread over ${groups} groups under the ` +
      'keep-apart and keep-together rules; the nearest choice: one rule fewer among them',
    leaders,
  )
}

function namesOf(problem: Problem, members: number[]): string[] {
  return members.map((member) => problem.names[member]!)
}

/** The fewest people whose rules are already impossible: entries are left out one by one while that stays so. */
function apartCore(instance: Instance, meetings: Meetings, round: number): string[] {
  let pairs = (instance.keepApart ?? []).flatMap((entry) =>
    entry.flatMap((a, place) => entry.slice(place + 1).map((b) => [a, b])),
  )
  const fails = (keepApart: string[][]) =>
    isImpossible(problemOf({ ...instance, keepApart }), meetings, round, {
      apart: true,
      together: true,
      facilitators: false,
    })
  const everybody = [...new Set(pairs.flat())]
  for (const person of everybody) {
    const fewer = pairs.filter((pair) => !pair.includes(person))
    if (fails(fewer)) pairs = fewer
  }
  return [...new Set(pairs.flat())]
}

function isSameShape(a: RoundShape, b: RoundShape): boolean {
  return a.groups === b.groups && a.isPresent.every((present, member) => present === b.isPresent[member])
}

function isImpossible(problem: Problem, meetings: Meetings, round: number, rules: Rules): boolean {
  return seatRound(problem, meetings, round, seededRandom('feasible'), null, rules) === 'impossible'
}
