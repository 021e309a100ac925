import type * as z from 'zod/mini'
import { DomainError } from '../../shared/errors.ts'

type Issue = z.core.$ZodIssue

/** What was sent, if it is of the right shape; else `invalid` with the first bad field and a sentence, never its content. */
export function readInput<Schema extends z.ZodMiniType>(schema: Schema, sent: unknown): z.infer<Schema> {
  const result = schema.safeParse(sent)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  throw new DomainError('invalid', { path: issue.path.join('.'), message: sentenceFor(issue) })
}

function sentenceFor(issue: Issue): string {
  const what = issue.path.length > 0 ? 'This field' : 'What was sent'
  switch (issue.code) {
    case 'invalid_type':
      return `${what} is missing or not of the type ${issue.expected}.`
    case 'unrecognized_keys':
      return `${what} holds a field that is not known.`
    case 'too_big':
      return `${what} is over its limit of ${issue.maximum}.`
    case 'too_small':
      return `${what} is under its limit of ${issue.minimum}.`
    case 'invalid_value':
      return `${what} is none of the values that it may have.`
    case 'custom':
      return `${what} ${issue.message}.`
    default:
      return `${what} is not of the right form.`
  }
}
