import type { Id } from '../../shared/ids.ts'
import type { Keys } from './keys.ts'

/**
 * The id of the person whom an invite makes. It follows from the invite and the command, so that a newcomer whose first
 * answer was lost on the way repeats the command and is the same person (INV-3); nobody else has both.
 * @returns a UUID version 7 with the time of the command's id
 */
export function newcomerId(keys: Keys, code: string, commandId: Id): Id {
  const bytes = keys.deriveBytes('newcomer', `${code}:${commandId}`)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = bytes.subarray(6, 16).toString('hex')
  return `${commandId.slice(0, 13)}-${hex.slice(0, 4)}-${hex.slice(4, 8)}-${hex.slice(8)}`
}
