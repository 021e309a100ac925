import * as z from 'zod/mini'
import { Head, Id, Instant, Seq } from './ids.ts'
import { limits } from './limits.ts'
import { MarkKind } from './rooms.ts'
import { line, optionalLine } from './text.ts'

/** A message on which a bullet stands: its room and its number there. */
export const Citation = z.strictObject({ roomId: Id, seq: Seq })
export type Citation = z.infer<typeof Citation>

/** What a bullet tells: what somebody marked, or else a `point` that was made. */
export const BulletKind = z.enum([...MarkKind.options, 'point'])
export type BulletKind = z.infer<typeof BulletKind>

/** One of at most ten: what was said, standing on one to five messages. `section` is the breakout's name, '' for the room. */
export const Bullet = z.strictObject({
  text: line(limits.recap.bulletLength),
  type: BulletKind,
  section: optionalLine(limits.table.nameLength),
  cites: z.array(Citation).check(z.minLength(1), z.maxLength(limits.recap.citations)),
})
export type Bullet = z.infer<typeof Bullet>

/** The bullets of a recap in their order, ten at most; a draft may have none. */
export const Bullets = z.array(Bullet).check(z.maxLength(limits.recap.bullets))

/**
 * A cited message as it stands now, so that a reader checks a bullet in one action; `text` is null once it was removed.
 * `isReadable` is whether this reader may also open the room around it: what others said in a breakout stays there.
 */
export const Source = z.strictObject({
  roomId: Id,
  seq: Seq,
  memberId: Id,
  name: z.string(),
  at: Instant,
  text: z.nullable(z.string()),
  isReadable: z.boolean(),
})
export type Source = z.infer<typeof Source>

/** A recap: a draft that only its room's hosts see, or signed and open to the circle. `version` counts the saves. */
export const Recap = z.strictObject({
  recapId: Id,
  circleId: Id,
  circleName: z.string(),
  roomId: Id,
  roomName: z.string(),
  sessionId: Id,
  title: line(limits.recap.titleLength),
  state: z.enum(['draft', 'signed']),
  version: Head,
  startedAt: Instant,
  endedAt: z.nullable(Instant),
  hostName: z.string(),
  attendance: z.array(z.string()),
  bullets: z.array(Bullet),
  sources: z.array(Source),
  signedBy: z.nullable(z.string()),
  signedAt: z.nullable(Instant),
})
export type Recap = z.infer<typeof Recap>
