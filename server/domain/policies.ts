import type { Role } from '../../shared/circles.ts'

/**
 * Who may do what in a circle, as lists of roles. The operation hands its list to the SQL function, which compares it with
 * the member's role after the lock. Who leads a session (its host, facilitators, stewards) is decided there too.
 */
type Policy = readonly Role[]

export const canChangeCircle: Policy = ['steward']
export const canInvite: Policy = ['steward']
/** Whom a circle lets in for a session is for those to say whom its stewards have made hosts; who leads may show them out. */
export const canBringGuest: Policy = ['facilitator', 'steward']
export const canChangeRole: Policy = ['steward']
export const canRemoveMember: Policy = ['steward']
export const canOpenRoom: Policy = ['facilitator', 'steward']
export const canChangeRoom: Policy = ['facilitator', 'steward']
