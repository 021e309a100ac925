import * as z from 'zod/mini'
import { Id, Instant } from './ids.ts'
import { limits } from './limits.ts'
import { line, optionalWords } from './text.ts'

/** What somebody does for their breakout in one round. It rotates: whoever has served least recently is next. */
export const Duty = z.enum(['leader', 'note-taker'])
export type Duty = z.infer<typeof Duty>

/**
 * Where somebody is placed who comes while a round is open: in the smallest breakout, or where they have met the fewest; or
 * they stay at the table until a host places them.
 */
export const LateRule = z.enum(['smallest', 'fewest-met', 'stay'])
export type LateRule = z.infer<typeof LateRule>

/** By member: who leads and who takes notes. */
export const Duties = z.record(Id, Duty)
export type Duties = z.infer<typeof Duties>

const size = z.int().check(z.minimum(1), z.maximum(limits.breakout.withOverride))
const people = z.array(Id).check(z.maxLength(limits.circle.absolute))
const groups = z.array(people).check(z.maxLength(limits.breakout.rooms))

/**
 * How a host wants a round composed. The preview deals by it; the opening repairs by it, and says by it why each sits
 * where they do.
 */
export const composition = {
  /** Drawn by lot; with people whom one has not met yet; as in the last round of this table; just as `groups` has it. */
  mode: z.optional(z.enum(['even', 'meet-new', 'as-last', 'by-hand'])),
  /** Who stays where the host has put them, by hand: one list for each breakout. The engine works around them. */
  fixed: z.optional(groups),
  /** Who sits together, whichever breakout it is. */
  together: z.optional(groups),
  /** Whether each breakout has a leader and a note-taker. */
  duties: z.optional(z.boolean()),
}

/** What a preview of a round is asked with: how it is composed, of whom, in how many breakouts. */
export const previewing = {
  ...composition,
  /** The least and the most people of one breakout, 6 to 10 where it is left out. */
  size: z.optional(z.strictObject({ min: size, max: size }).check(z.refine(({ min, max }) => min <= max))),
  breakouts: z.optional(z.int().check(z.minimum(1), z.maximum(limits.breakout.rooms))),
  sittingOut: z.optional(people),
  /** An arrangement to be kept as far as people and sizes allow; without it everybody is dealt afresh. */
  groups: z.optional(groups),
  /** Who has just been put somewhere by hand: refused where they cannot be, as nobody else is. */
  moved: z.optional(people),
  /** A word for each of some people: those with the same word are spread over the breakouts. Kept with a prepared round alone. */
  tags: z.optional(z.record(Id, line(limits.tag.length))),
  /** Plans for all members of the circle, to be prepared for later, instead of for who sits here now. */
  ahead: z.optional(z.boolean()),
}
export type Previewing = z.infer<z.ZodMiniObject<typeof previewing>>

/** A round as it would be, and by which numbers of breakouts it could be otherwise. */
export const PreviewReply = z.strictObject({
  groups: z.array(z.array(Id)),
  reasons: z.record(Id, z.string()),
  duties: Duties,
  /** Who is in no group, those aside whom the host lets sit out. */
  unplaced: z.array(Id),
  /** The numbers of breakouts that are possible with the sizes asked for. */
  counts: z.array(z.int()),
  /** Whether a group is outside 6 to 10: opening takes the host's word then. */
  needsOverride: z.boolean(),
  /** Whether a round was held at this table before. */
  hasLast: z.boolean(),
  /** Whether a round of the running session has ended, so that there are cards to pass on. */
  hasCards: z.boolean(),
  nearest: z.array(z.strictObject({ sizes: z.array(z.int()), label: z.string() })),
})

/** Whether each breakout gets the card of another one of this session's last round, to go on from. */
export const passOn = z.optional(z.boolean())

/**
 * A composed round as it is kept for later, with what is needed to compose it anew for who is here by then. `override` is the
 * host's word that sizes outside 6 to 10 are meant.
 */
export const PreparedPlan = z.strictObject({
  breakouts: z
    .array(z.strictObject({ name: line(limits.table.nameLength), memberIds: people }))
    .check(z.minLength(1), z.maxLength(limits.breakout.rooms)),
  task: optionalWords(limits.breakout.taskLength),
  minutes: z.int().check(z.minimum(limits.breakout.minutes.min), z.maximum(limits.breakout.minutes.max)),
  late: z.optional(LateRule),
  ...composition,
  size: previewing.size,
  sittingOut: z.optional(people),
  tags: previewing.tags,
  override: z.optional(z.boolean()),
  passOn,
})
export type PreparedPlan = z.infer<typeof PreparedPlan>

/** What is kept for a table: for its running session, or for any. */
export const PreparedRounds = z.strictObject({
  prepared: z.array(
    z.strictObject({
      preparedId: Id,
      name: z.string(),
      madeAt: Instant,
      forSession: z.boolean(),
      plan: PreparedPlan,
      /** How many minutes into a session it opens by itself, and when in the one that runs; null where it does not. */
      opensAfter: z.nullable(z.int()),
      opensAt: z.nullable(Instant),
    }),
  ),
})
