import { limits } from '../../../shared/limits.ts'

const gap = '[what you saw in them]'
const frame = ['We are a few people who help each other; that is the point of it.', 'I thought of you because']
const question = 'Would you like to sit with us?'

/** How an invite may begin: what the circle is about, why this person, a plain question. All of it may be changed. */
export const inviteTemplate = `${frame.join(' ')} ${gap}.\n\n${question}`

/** How many characters of an invite are the steward's own: what the template brought does not count. */
export function ownLength(reason: string): number {
  const own = [...frame, gap, question].reduce((text, piece) => text.replace(piece, ''), reason)
  return own.replace(/^[\s.]+|[\s.]+$/g, '').length
}

export function reasonProblem(reason: string): string | null {
  if (reason.includes(gap)) return `Put your own words where it says ${gap}.`
  const { reasonMin, reasonLength } = limits.invite
  const missing = reasonMin - ownLength(reason)
  if (missing > 0) return `Write ${missing} more ${missing === 1 ? 'character' : 'characters'} of your own.`
  return reason.trim().length > reasonLength ? 'This is too long.' : null
}

/** What a host sends along with a guest's link. */
export const guestText = (addressee: string, circleName: string, title: string) =>
  `${addressee}, come and sit with ${circleName} as our guest: “${title}”. This link is yours alone and works once, while we sit together:`

/** What a steward sends along with the link. */
export const shareText = (addressee: string, circleName: string, until: string) =>
  `${addressee}, I would like you to sit with us in ${circleName}. This link is yours alone and works once, until ${until}:`
