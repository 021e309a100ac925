import * as z from 'zod/mini'
import { CircleState, Invite, RecapCard, Role, RoomCard } from './circles.ts'
import { EventEnvelope } from './events.ts'
import { Head, Id, Instant, Seq } from './ids.ts'
import { limits } from './limits.ts'
import { queryPaths } from './paths.ts'
import { Recap } from './recaps.ts'
import { Message, RoomState } from './rooms.ts'
import { names, roundQueries } from './round-queries.ts'

const limit = z.optional(z.int().check(z.minimum(1), z.maximum(limits.page)))

const GuestPass = z.strictObject({
  circleId: Id,
  circleName: z.string(),
  purpose: z.string(),
  roomId: Id,
  roomName: z.string(),
  title: z.string(),
  invitedBy: z.string(),
  endedAt: z.nullable(Instant),
  because: z.nullable(z.enum(['shown-out', 'session', 'time'])),
})

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
    path: queryPaths.me,
    input: z.strictObject({}),
    reply: z.strictObject({
      memberId: Id,
      name: z.string(),
      hasEmail: z.boolean(),
      circles: z.array(z.strictObject({ circleId: Id, name: z.string(), purpose: z.string(), role: Role })),
      /** Full circles in which this person keeps a place in line; 1 is next. */
      inLine: z.array(z.strictObject({ circleId: Id, name: z.string(), place: z.int() })),
      /** Sessions of which this person is a guest, or was in the last 30 days; the newest first. `invitedBy` is a name. */
      guestAt: z.array(GuestPass),
      /** Circles from which this person was removed in the last 30 days, the newest first, with the reason that was given. */
      removedFrom: z.array(z.strictObject({ circleId: Id, name: z.string(), reason: z.string(), at: Instant })),
      serverNow: Instant,
    }),
  },
  'circle:view': { path: queryPaths['circle:view'], input: z.strictObject({ circleId: Id }), reply: CircleState },
  /** The home screen: what is on now with free seats, what is unread, where the member sits. */
  'circle:table': {
    path: queryPaths['circle:table'],
    input: z.strictObject({ circleId: Id }),
    reply: z.strictObject({
      rooms: z.array(RoomPulse),
      seatedIn: z.nullable(Id),
      placedIn: z.nullable(Id),
      /** Until when that place is kept; null while the member has not stepped out of it. */
      placedUntil: z.nullable(Instant),
      /** The rooms in whose line the member stands, or in which a seat is offered to them. */
      waitsIn: z.array(Id),
      recaps: z.array(RecapCard),
    }),
  },
  'circle:invites': {
    path: queryPaths['circle:invites'],
    input: z.strictObject({ circleId: Id }),
    reply: z.strictObject({
      invites: z.array(Invite),
      line: z.array(z.strictObject({ memberId: Id, name: z.string() })),
    }),
  },
  /** The invites that bring guests to the session that runs at this table; for facilitators and stewards. */
  'guest:invites': {
    path: queryPaths['guest:invites'],
    input: z.strictObject({ roomId: Id }),
    reply: z.strictObject({ invites: z.array(Invite) }),
  },
  'circle:recaps': {
    path: queryPaths['circle:recaps'],
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
    path: queryPaths['circle:together'],
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
    path: queryPaths['room:snapshot'],
    input: z.strictObject({ roomId: Id }),
    reply: z.strictObject({ state: RoomState, names, read: Head, serverNow: Instant }),
  },
  /** The events after a number, oldest first. `tooFar` asks the client to take a snapshot instead. */
  'room:catch-up': {
    path: queryPaths['room:catch-up'],
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
    path: queryPaths['room:messages'],
    input: z.strictObject({ roomId: Id, before: Seq, limit }),
    reply: z.strictObject({ messages: z.array(Message), hasMore: z.boolean(), names }),
  },

  ...roundQueries,

  /** The asker's own private wishes: with whom they are not placed, and the tables at which they sit this round out. */
  'grouping:wishes': {
    path: queryPaths['grouping:wishes'],
    input: z.strictObject({ circleId: Id }),
    reply: z.strictObject({ apart: z.array(Id), sittingOut: z.array(Id) }),
  },
  'recap:view': { path: queryPaths['recap:view'], input: z.strictObject({ recapId: Id }), reply: Recap },
} as const

export type QueryName = keyof typeof queries
export type QueryInput<N extends QueryName> = z.infer<(typeof queries)[N]['input']>
export type QueryReply<N extends QueryName> = z.infer<(typeof queries)[N]['reply']>
