import type { Instance, PlanAnswer } from './instance.ts'
import { problemOf } from './problem.ts'
import { seededRandom } from './random.ts'
import { plannedRounds } from './reasons.ts'
import { instanceRefusal, refusal } from './refusals.ts'
import { roundRefusal } from './round-refusals.ts'
import { bestSeating } from './search.ts'
import type { Time } from './time.ts'
import { figuresOf } from './figures.ts'

/**
 * Plans the rounds of an instance so that as few people as possible meet again, and nobody too often.
 * Hard, and never dropped: keep apart, sizes that differ by one at most inside the band, absence, keep together, a
 * facilitator in as many breakouts as there are facilitators. Soft, in this order: new pairs, the most meetings of one
 * pair, tags. What cannot be met is refused with a code and the people concerned (`Refusal`). The same instance and
 * seed give the same plan, as long as the clock lets the search take the same number of steps.
 */
export function planRounds(instance: Instance, seed: string, time: Time): PlanAnswer {
  const wrong = instanceRefusal(instance)
  if (wrong !== null) return { status: 'error', refusal: wrong }
  const problem = problemOf(instance)
  const impossible = roundRefusal(instance, problem)
  if (impossible !== null) return { status: 'error', refusal: impossible }
  const seating = bestSeating(problem, seededRandom(seed), time)
  if (seating === null) {
    const people = [...new Set([...(instance.keepApart ?? []), ...(instance.keepTogether ?? [])].flat())]
    const message =
      `no seating was found that keeps every rule about ${people.join(', ')}; ` +
      'the nearest choice: one keep-apart or keep-together rule fewer'
    return { status: 'error', refusal: refusal('conflicting_constraints', message, people) }
  }
  return { status: 'ok', plan: { rounds: plannedRounds(problem, seating), ...figuresOf(problem, seating) } }
}
