import * as z from 'zod/mini'
import { Head, Id, Instant, Seq } from './ids.ts'
import { limits } from './limits.ts'
import { line, optionalWords } from './text.ts'

const lines = (max: number) => z.array(line(limits.harvest.lineLength)).check(z.maxLength(max))

/** What a breakout brings back to its room. Anything may be left empty; a card with nothing in it counts as none. */
export const HarvestCard = z.strictObject({
  headline: optionalWords(limits.harvest.headlineLength),
  insights: lines(limits.harvest.insights),
  decisions: lines(limits.harvest.lines),
  actions: z
    .array(z.strictObject({ text: line(limits.harvest.lineLength), ownerId: z.nullable(Id) }))
    .check(z.maxLength(limits.harvest.lines)),
  question: optionalWords(limits.harvest.lineLength),
  wins: lines(limits.harvest.lines),
})
export type HarvestCard = z.infer<typeof HarvestCard>

/**
 * A card as it stands in its room's log, `no` of `of` in the order of reporting back; null where nothing was noted. It was
 * posted at `at` under the number `seq`, and is shown as its people have corrected it since: by whom and when, if they did.
 */
export const PostedCard = z.strictObject({
  seq: Seq,
  at: Instant,
  roundId: Id,
  breakoutId: Id,
  name: z.string(),
  no: z.int(),
  of: z.int(),
  memberIds: z.array(Id),
  version: Head,
  card: z.nullable(HarvestCard),
  corrected: z.nullable(z.strictObject({ memberId: Id, at: Instant })),
})
export type PostedCard = z.infer<typeof PostedCard>
