import type { CircleFacts } from '../../shared/circles.ts'
import type { Refusal } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'

/** A circle's facts while they are being written: the capacity may be anything that fits into its field. */
export type CircleDraft = Omit<CircleFacts, 'capacity'> & { capacity: string }

export type DraftProblems = Partial<Record<keyof CircleFacts, string>>

export const newCircle: CircleDraft = {
  name: '',
  purpose: '',
  problem: '',
  values: ['', '', ''],
  conduct: [
    'We come to help each other, and we say so when we need help.',
    '',
    'Listen first. Ask before you advise. Speak about the work, not the person.',
    'What is said here stays here. Quote somebody outside only when they have agreed.',
    'Nobody has to explain why they pass, leave early or turn down an invitation.',
    'Selling and self-promotion have no seat at this table.',
    '',
    'If something goes wrong, tell a steward. We talk with everybody concerned, and whoever keeps hurting others leaves the circle.',
  ].join('\n'),
  capacity: '24',
}

export const draftOf = (facts: CircleFacts): CircleDraft => ({ ...facts, capacity: String(facts.capacity) })

export const factsOf = (draft: CircleDraft): CircleFacts => ({
  name: draft.name.trim(),
  purpose: draft.purpose.trim(),
  problem: draft.problem.trim(),
  values: draft.values.map((value) => value.trim()).filter((value) => value !== ''),
  conduct: draft.conduct.trim(),
  capacity: Number(draft.capacity),
})

/** What is still to be done before the circle can be opened, field by field. */
export function problemsIn(draft: CircleDraft): DraftProblems {
  const { name, purpose, problem, values, conduct } = factsOf(draft)
  const found: DraftProblems = {}
  if (name === '') found.name = 'A circle needs a name.'
  if (purpose === '') found.purpose = 'Say in one sentence what the circle is for.'
  if (problem === '') found.problem = 'Name the one problem that brought you here.'
  if (values.length === 0) found.values = 'Name one thing at least that you hold dear here.'
  if (conduct === '') found.conduct = 'Say how people treat each other here.'
  const capacity = capacityProblem(draft.capacity)
  if (capacity) found.capacity = capacity
  return found
}

export function capacityProblem(typed: string): string | null {
  const capacity = Number(typed)
  const { min, max } = limits.circle
  if (!Number.isInteger(capacity) || typed.trim() === '') return 'Give a whole number.'
  if (capacity < min) return `A circle has ${min} seats at least: two make a conversation, three make a table.`
  if (capacity <= max) return null
  return `One steward can care for ${max} people at most, about as many as anybody can know. A larger circle needs a second steward.`
}

/** Where the server found something wrong: the field, with its own words for it. */
export function problemFrom({ details }: Refusal): DraftProblems {
  if (details.reason === 'needs_second_steward') return { capacity: capacityProblem('151')! }
  if (details.reason === 'seats_taken') return { capacity: 'More people than this are in the circle already.' }
  const field = details.path?.replace(/^facts\./, '').split('.')[0]
  if (!field || !(field in newCircle)) return {}
  return { [field]: `The server does not take this: it ${details.message ?? 'is not valid'}.` }
}
