import * as z from 'zod/mini'
import { Id, Seq } from './ids.ts'

/**
 * What a socket tells its node without a log entry: read markers, presence, typing, which circle's table it watches.
 * Each is answered; none carries a `commandId`, because saying it twice changes nothing.
 */
export const notes = {
  'read:mark': z.strictObject({ roomId: Id, seq: Seq }),
  'presence:set': z.strictObject({ circleId: Id, state: z.enum(['here', 'heads-down', 'away']) }),
  'typing:start': z.strictObject({ roomId: Id }),
  /** Which circle's table is on the screen; null when none is. */
  'table:watch': z.strictObject({ circleId: z.nullable(Id) }),
} as const

export type NoteName = keyof typeof notes
export type NoteInput<N extends NoteName> = z.infer<(typeof notes)[N]>
