import * as z from 'zod/mini'
import { CircleState, Invite, RecapCard, Role, RoomCard } from './circles.ts'
import { PreparedRounds, previewing, PreviewReply } from './composing.ts'
import { EventEnvelope } from './events.ts'
import { HarvestCard, PostedCard } from './harvest.ts'
import { Head, Id, Instant, Seq } from './ids.ts'
import { limits } from './limits.ts'
import { Recap } from './recaps.ts'
import { HelpKind, LateRule, Message, RoomState, TimeAsk } from './rooms.ts'

const limit = z.optional(z.int().check(z.minimum(1), z.maximum(limits.page)))
/** The names of people who appear in an answer and may have left the circle since. */
const names = z.record(Id, z.string())

const RoomPulse = z.strictObject({
  ...RoomCard.shape,
  head: Head,
  read: Head,
  unread: z.int(),
  taken: z.int(),
  waiting: z.int(),
})

/**
 * Everything that a member can look up: name -> path, what it takes, what it answers. Each runs over the socket under its
 * name and over HTTP as `GET <path>` with the rest of its input in the query string. None of them changes anything.
 */
export const queries = {
  me: {
    path: '/api/me',
    input: z.strictObject({}),
    reply: z.strictObject({
      memberId: Id,
      name: z.string(),
      hasEmail: z.boolean(),
      circles: z.array(z.strictObject({ circleId: Id, name: z.string(), purpose: z.string(), role: Role })),
      /** Full circles in which this person keeps a place in line; 1 is next. */
      inLine: z.array(z.strictObject({ circleId: Id, name: z.string(), place: z.int() })),
      /** Circles from which this person was removed in the last 30 days, the newest first, with the reason that was given. */
      removedFrom: z.array(z.strictObject({ circleId: Id, name: z.string(), reason: z.string(), at: Instant })),
      serverNow: Instant,
    }),
  },
  'circle:view': { path: '/api/circles/:circleId', input: z.strictObject({ circleId: Id }), reply: CircleState },
  /** The home screen: what is on now with free seats, what is unread, where the member sits. */
  'circle:table': {
    path: '/api/circles/:circleId/table',
    input: z.strictObject({ circleId: Id }),
    reply: z.strictObject({
      rooms: z.array(RoomPulse),
      seatedIn: z.nullable(Id),
      placedIn: z.nullable(Id),
      recaps: z.array(RecapCard),
    }),
  },
  'circle:invites': {
    path: '/api/circles/:circleId/invites',
    input: z.strictObject({ circleId: Id }),
    reply: z.strictObject({
      invites: z.array(Invite),
      line: z.array(z.strictObject({ memberId: Id, name: z.string() })),
    }),
  },
  'circle:recaps': {
    path: '/api/circles/:circleId/recaps',
    input: z.strictObject({ circleId: Id }),
    reply: z.strictObject({
      recaps: z.array(RecapCard),
      /** Sessions that have ended and whose recap is still to be signed by somebody like the asker. */
      unsigned: z.array(
        z.strictObject({ sessionId: Id, roomId: Id, roomName: z.string(), title: z.string(), endedAt: Instant }),
      ),
    }),
  },
  /** Who sat with whom: the newest ended sessions in which the asker was, round by round, as each breakout ended. */
  'circle:together': {
    path: '/api/circles/:circleId/together',
    input: z.strictObject({ circleId: Id }),
    reply: z.strictObject({
      sessions: z.array(
        z.strictObject({
          sessionId: Id,
          title: z.string(),
          roomName: z.string(),
          startedAt: Instant,
          rounds: z.array(
            z.strictObject({
              no: z.int(),
              task: z.string(),
              breakouts: z.array(z.strictObject({ name: z.string(), memberIds: z.array(Id) })),
            }),
          ),
        }),
      ),
      names,
    }),
  },

  'room:snapshot': {
    path: '/api/rooms/:roomId',
    input: z.strictObject({ roomId: Id }),
    reply: z.strictObject({ state: RoomState, names, read: Head, serverNow: Instant }),
  },
  /** The events after a number, oldest first. `tooFar` asks the client to take a snapshot instead. */
  'room:catch-up': {
    path: '/api/rooms/:roomId/events',
    input: z.strictObject({ roomId: Id, after: Head, limit }),
    reply: z.strictObject({
      events: z.array(EventEnvelope),
      head: Head,
      tooFar: z.boolean(),
      names,
      serverNow: Instant,
    }),
  },
  /** Messages as they stand now, up to `limit` before a number, in the order of their numbers. */
  'room:messages': {
    path: '/api/rooms/:roomId/messages',
    input: z.strictObject({ roomId: Id, before: Seq, limit }),
    reply: z.strictObject({ messages: z.array(Message), hasMore: z.boolean(), names }),
  },

  /**
   * Groups of everybody who sits in the room now but `sittingOut`, dealt afresh or as near to `groups` as can be. The same
   * seed gives the same groups. Each member has one line why they sit there. In a query string, lists of lists and objects
   * are JSON.
   */
  'round:preview': {
    path: '/api/rooms/:roomId/round-preview',
    input: z.strictObject({
      roomId: Id,
      seed: z.string().check(z.minLength(1), z.maxLength(64)),
      ...previewing,
    }),
    reply: PreviewReply,
  },
  /** The room is a breakout: why the asker was placed there when the round was opened; null for who came to it later. */
  'round:reason': {
    path: '/api/rooms/:roomId/reason',
    input: z.strictObject({ roomId: Id }),
    reply: z.strictObject({ reason: z.nullable(z.string()) }),
  },
  /** What hosts see of an open round: who is in each breakout, when something was said last, how much. */
  'round:monitor': {
    path: '/api/rooms/:roomId/rounds/:roundId',
    input: z.strictObject({ roomId: Id, roundId: Id }),
    reply: z.strictObject({
      isOpen: z.boolean(),
      endsAt: Instant,
      serverNow: Instant,
      late: LateRule,
      /** Who sits in the room and in no breakout: came late, stepped out, sits this one out. */
      unplacedIds: z.array(Id),
      breakouts: z.array(
        z.strictObject({
          roomId: Id,
          name: z.string(),
          memberIds: z.array(Id),
          hereIds: z.array(Id),
          /** Who of them has not said anything here yet. */
          silentIds: z.array(Id),
          visitorIds: z.array(Id),
          messages: z.int(),
          lastSaidAt: z.nullable(Instant),
          /** Its own end, where it is not the round's. */
          endsAt: Instant,
          asked: z.nullable(TimeAsk),
          /** The headline of its card and when the card was saved last; null while nothing is noted. */
          notes: z.nullable(z.strictObject({ headline: z.string(), savedAt: Instant })),
        }),
      ),
    }),
  },
  /** Open calls of a table that the asker may see, longest waiting first: hosts all but where they are named, others their own. */
  'help:queue': {
    path: '/api/rooms/:roomId/help',
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
        }),
      ),
    }),
  },
  /** What was said aside in the table's running session to the asker, by them or, for hosts, to the hosts; the oldest first. */
  'aside:list': {
    path: '/api/rooms/:roomId/asides',
    input: z.strictObject({ roomId: Id }),
    reply: z.strictObject({
      asides: z.array(
        z.strictObject({ asideId: Id, memberId: Id, toId: z.nullable(Id), text: z.string(), at: Instant }),
      ),
    }),
  },
  /** A breakout's card and its newest versions: for its people, and for the room once the round has ended. */
  'harvest:view': {
    path: '/api/rooms/:roomId/harvest',
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
    path: '/api/rooms/:roomId/harvests',
    input: z.strictObject({ roomId: Id, after: Head, before: z.optional(Seq) }),
    reply: z.strictObject({ cards: z.array(PostedCard), names }),
  },
  /** The rounds prepared for a table: for its running session, and for any. Hosts only. */
  'round:prepared': {
    path: '/api/rooms/:roomId/prepared-rounds',
    input: z.strictObject({ roomId: Id }),
    reply: PreparedRounds,
  },
  /** The asker's own private wishes: with whom they are not placed, and the tables at which they sit this round out. */
  'grouping:wishes': {
    path: '/api/circles/:circleId/wishes',
    input: z.strictObject({ circleId: Id }),
    reply: z.strictObject({ apart: z.array(Id), sittingOut: z.array(Id) }),
  },
  'recap:view': { path: '/api/recaps/:recapId', input: z.strictObject({ recapId: Id }), reply: Recap },
} as const

export type QueryName = keyof typeof queries
export type QueryInput<N extends QueryName> = z.infer<(typeof queries)[N]['input']>
export type QueryReply<N extends QueryName> = z.infer<(typeof queries)[N]['reply']>
