import type { Ports } from '../domain/ports.ts'
import type { Keys } from './keys.ts'

/**
 * The codes of invites, which follow from their ids. A code stands in the fragment of its link: browsers send that to
 * nobody, so it is in no log on the way.
 */
export function inviteCodes(keys: Keys, linkOrigin: () => string): Ports['inviteCode'] {
  return (inviteId) => {
    const code = keys.deriveCode('invite', inviteId)
    return { code, hash: keys.hashCode(code), link: `${linkOrigin()}/join#${code}` }
  }
}
