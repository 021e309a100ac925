import * as z from 'zod/mini'
import { Duties, LateRule, PreparedRounds, previewing, PreviewReply } from './composing.ts'
import { HarvestCard, PostedCard } from './harvest.ts'
import { queryPaths } from './paths.ts'
import { Head, Id, Instant, Seq } from './ids.ts'
import { HelpKind, TimeAsk } from './rooms.ts'

/** The names of people who appear in an answer and may have left the circle since. */
export const names = z.record(Id, z.string())

/** What is looked up about rounds: by who composes and leads them, and by who is in them. Part of `queries`. */
export const roundQueries = {
  /**
   * Groups of everybody who sits in the room now but `sittingOut`, dealt afresh or as near to `groups` as can be. The same
   * seed gives the same groups. Each member has one line why they sit there. In a query string, lists of lists and objects
   * are JSON.
   */
  'round:preview': {
    path: queryPaths['round:preview'],
    input: z.strictObject({
      roomId: Id,
      seed: z.string().check(z.minLength(1), z.maxLength(64)),
      ...previewing,
    }),
    reply: PreviewReply,
  },
  /** The room is a breakout: why the asker sits there, or null where nothing was said about it. */
  'round:reason': {
    path: queryPaths['round:reason'],
    input: z.strictObject({ roomId: Id }),
    reply: z.strictObject({ reason: z.nullable(z.string()) }),
  },
  /** What hosts see of an open round: who is in each breakout, when something was said last, how much. */
  'round:monitor': {
    path: queryPaths['round:monitor'],
    input: z.strictObject({ roomId: Id, roundId: Id }),
    reply: z.strictObject({
      isOpen: z.boolean(),
      endsAt: Instant,
      serverNow: Instant,
      late: LateRule,
      /** Whether people still choose: until then nobody is placed who has not been before. */
      isChoosing: z.boolean(),
      /** Who sits in the room and in no breakout: came late, stepped out, sits this one out. */
      unplacedIds: z.array(Id),
      breakouts: z.array(
        z.strictObject({
          roomId: Id,
          name: z.string(),
          memberIds: z.array(Id),
          hereIds: z.array(Id),
          /** Who of them has stepped out to the table. */
          outIds: z.array(Id),
          /** Who of them has not said anything here yet. */
          silentIds: z.array(Id),
          visitorIds: z.array(Id),
          /** The breakouts with which it is connected. */
          connectedIds: z.array(Id),
          messages: z.int(),
          lastSaidAt: z.nullable(Instant),
          /** Its own end, where it is not the round's. */
          endsAt: Instant,
          asked: z.nullable(TimeAsk),
          /** The headline of its card and when the card was saved last; null while nothing is noted. */
          notes: z.nullable(z.strictObject({ headline: z.string(), savedAt: Instant })),
          duties: Duties,
        }),
      ),
    }),
  },
  /** Open calls of a table that the asker may see, longest waiting first: hosts all but where they are named, others their own. */
  'help:queue': {
    path: queryPaths['help:queue'],
    input: z.strictObject({ roomId: Id }),
    reply: z.strictObject({
      serverNow: Instant,
      calls: z.array(
        z.strictObject({
          helpId: Id,
          roomId: Id,
          memberId: Id,
          kind: HelpKind,
          text: z.string(),
          about: z.array(Id),
          calledAt: Instant,
          /** The host who is asked to go now; null once somebody goes. */
          askedId: z.nullable(Id),
          claimedBy: z.nullable(Id),
          /** When who called for safety said that it is settled: it stays open until a host has written what was done. */
          settledAt: z.nullable(Instant),
        }),
      ),
    }),
  },
  /**
   * Calls for safety in a circle, open ones first: hosts see those in which they are not named, everybody their own, also a
   * guest who called, until 30 days after their stay. `outcome` is what was done about one, `mayWrite` whether the asker is to
   * write it.
   */
  'help:safety': {
    path: queryPaths['help:safety'],
    input: z.strictObject({ circleId: Id }),
    reply: z.strictObject({
      calls: z.array(
        z.strictObject({
          helpId: Id,
          tableId: Id,
          tableName: z.string(),
          memberId: Id,
          text: z.string(),
          about: z.array(Id),
          calledAt: Instant,
          claimedBy: z.nullable(Id),
          settledAt: z.nullable(Instant),
          mayWrite: z.boolean(),
          outcome: z.nullable(z.string()),
          outcomeBy: z.nullable(Id),
          doneAt: z.nullable(Instant),
        }),
      ),
      names,
    }),
  },
  /**
   * What was said aside in the table's running session, the oldest first: with the asker, or for who leads with everybody.
   * `threadId` is with whom the hosts speak; null among themselves.
   */
  'aside:list': {
    path: queryPaths['aside:list'],
    input: z.strictObject({ roomId: Id }),
    reply: z.strictObject({
      asides: z.array(
        z.strictObject({
          asideId: Id,
          memberId: Id,
          toId: z.nullable(Id),
          threadId: z.nullable(Id),
          text: z.string(),
          at: Instant,
        }),
      ),
    }),
  },
  /** A breakout's card and its newest versions: for its people, and for the room once the round has ended. */
  'harvest:view': {
    path: queryPaths['harvest:view'],
    input: z.strictObject({ roomId: Id }),
    reply: z.strictObject({
      version: Head,
      card: z.nullable(HarvestCard),
      memberIds: z.array(Id),
      isPosted: z.boolean(),
      /** Until when its people may correct it; null while the round is open. */
      until: z.nullable(Instant),
      mayCorrect: z.boolean(),
      history: z.array(z.strictObject({ version: Head, memberId: Id, at: Instant, card: HarvestCard })),
      names,
    }),
  },
  /** The cards that were posted in a room after a number of its log, and before another if one is given; 100 at most. */
  'harvest:posted': {
    path: queryPaths['harvest:posted'],
    input: z.strictObject({ roomId: Id, after: Head, before: z.optional(Seq) }),
    reply: z.strictObject({ cards: z.array(PostedCard), names }),
  },
  /** The rounds prepared for a table: for its running session, and for any. Hosts only. */
  'round:prepared': {
    path: queryPaths['round:prepared'],
    input: z.strictObject({ roomId: Id }),
    reply: PreparedRounds,
  },
} as const
