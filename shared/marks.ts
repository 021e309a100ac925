/** What a message can be marked as. */
export const markKinds = ['decision', 'action', 'win', 'insight', 'question', 'resource'] as const
