import type { QueryReply } from '../../shared/queries.ts'

export type Call = QueryReply<'help:queue'>['calls'][number]
export type HelpKind = Call['kind']

export const helpKinds: readonly { value: HelpKind; label: string }[] = [
  { value: 'question', label: 'A question' },
  { value: 'stuck', label: 'We are stuck' },
  { value: 'technical', label: 'Something does not work' },
  { value: 'safety', label: 'Safety, in private' },
]

/** Who comes, or who is asked to. What it is about stands on no screen that others may see. */
export function answerText({ claimedBy, askedId, settledAt }: Call, nameOf: (id: string) => string): string {
  if (settledAt !== null) return 'You said that it is settled. A host still writes down what was done.'
  if (claimedBy) return `${nameOf(claimedBy)} is coming.`
  if (askedId) return `You called. ${nameOf(askedId)} is asked to come.`
  return 'You called. No host is here just now; your call stays open.'
}
