import * as z from 'zod/mini'
import { CircleFacts, InviteReason, OptionalReason, Reason, Role } from './circles.ts'
import { Head, Id, Instant, Seq } from './ids.ts'
import { limits } from './limits.ts'
import { Bullets } from './recaps.ts'
import { MarkKind, TableCapacity, TableName } from './rooms.ts'
import { commandId, inRoom, memberId, nothing, roomId, roundCommands } from './round-commands.ts'
import { line, name, words } from './text.ts'

const circleId = Id
/** Where an event landed in its room's log, and when by the database's clock. */
const landed = z.strictObject({ seq: Seq, at: Instant })
const inCircle = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject({ commandId, circleId, ...shape })

const Emoji = z.string().check(z.maxLength(limits.reaction.length), z.regex(/^\p{RGI_Emoji}$/v, 'is not one emoji'))

/** Which seat a member holds, or how many are before them in line: `place` 1 is next. */
export const SeatReply = z.strictObject({ no: z.nullable(z.int()), place: z.nullable(z.int()), visiting: z.boolean() })

/**
 * Everything that a member can ask for: name -> what it takes, what it answers. Each runs over the socket under its name
 * and over HTTP as `POST /api/commands/<name>`. Refusals are those of `shared/errors.ts`.
 */
export const commands = {
  'circle:open': {
    input: z.strictObject({ commandId, facts: CircleFacts, name: z.optional(name(limits.member.nameLength)) }),
    reply: z.strictObject({ circleId, commonsId: roomId }),
  },
  'circle:change': { input: inCircle({ facts: CircleFacts }), reply: nothing },

  'invite:create': {
    input: inCircle({ addressee: name(limits.member.nameLength), reason: InviteReason }),
    reply: z.strictObject({ inviteId: Id, link: z.string(), expiresAt: Instant }),
  },
  'invite:revoke': { input: inCircle({ inviteId: Id }), reply: nothing },

  /** Invites somebody from outside to the session that runs at this table: two guests a session, for its time alone. */
  'guest:invite': {
    input: inRoom({ addressee: name(limits.member.nameLength), reason: InviteReason }),
    reply: z.strictObject({ inviteId: Id, link: z.string(), expiresAt: Instant }),
  },
  /** Ends a guest's stay at once, like a removal. */
  'guest:show-out': { input: inRoom({ memberId }), reply: nothing },

  'member:rename': { input: inCircle({ name: name(limits.member.nameLength) }), reply: nothing },
  'member:change-role': { input: inCircle({ memberId, role: Role }), reply: nothing },
  'member:remove': { input: inCircle({ memberId, reason: Reason }), reply: nothing },
  'member:leave': { input: inCircle({ reason: z.optional(OptionalReason) }), reply: nothing },

  'room:open': { input: inCircle({ name: TableName, capacity: TableCapacity }), reply: z.strictObject({ roomId }) },
  'room:change': { input: inRoom({ name: TableName, capacity: TableCapacity }), reply: nothing },
  'room:close': { input: inRoom({}), reply: nothing },
  /** Takes a seat, or a place in line. `moving` agrees to leave the table where the member sits now. */
  'room:enter': { input: inRoom({ moving: z.optional(z.boolean()) }), reply: SeatReply },
  /** A host's visit: sees and speaks without holding a seat. */
  'room:visit': { input: inRoom({}), reply: SeatReply },
  /** Gives up the seat, the place in line, the offer or the visit, whichever there is. */
  'room:leave': { input: inRoom({}), reply: nothing },

  'message:send': {
    input: inRoom({
      text: words(limits.message.length),
      replyTo: z.optional(Seq),
      /** The breakout that hears it too, where a host has connected the two. */
      alsoTo: z.optional(roomId),
    }),
    reply: landed,
  },
  'message:edit': { input: inRoom({ seq: Seq, text: words(limits.message.length) }), reply: landed },
  'message:remove': { input: inRoom({ seq: Seq }), reply: landed },
  'reaction:add': { input: inRoom({ seq: Seq, emoji: Emoji }), reply: landed },
  'reaction:remove': { input: inRoom({ seq: Seq, emoji: Emoji }), reply: landed },
  'mark:add': { input: inRoom({ seq: Seq, mark: MarkKind }), reply: landed },
  'mark:remove': { input: inRoom({ seq: Seq, mark: MarkKind }), reply: landed },

  'session:start': {
    input: inRoom({ title: line(limits.session.titleLength) }),
    reply: z.strictObject({ sessionId: Id }),
  },
  'session:end': { input: inRoom({}), reply: nothing },
  /** Somebody else hosts from now on; who did so far leads on as a co-host. */
  'session:hand-over': { input: inRoom({ memberId }), reply: nothing },
  /** Lets somebody lead too until the session ends, or no longer. */
  'session:change-co-host': { input: inRoom({ memberId, isCoHost: z.boolean() }), reply: nothing },

  /**
   * Gives somebody who sits here, or everybody, so many seconds, in place of the timer before: by who leads, in a breakout by
   * whoever sits there. A table needs a running session.
   */
  'timer:set': {
    input: inRoom({
      seconds: z.int().check(z.minimum(limits.timer.minS), z.maximum(limits.timer.maxS)),
      memberId: z.optional(memberId),
      label: z.optional(line(limits.timer.labelLength)),
    }),
    reply: z.strictObject({ timerId: Id, endsAt: Instant }),
  },
  /** More time for this timer, counted from now where it is over; an hour at most is left then. */
  'timer:extend': {
    input: inRoom({ timerId: Id, seconds: z.int().check(z.minimum(limits.timer.minS), z.maximum(limits.timer.maxS)) }),
    reply: z.strictObject({ endsAt: Instant }),
  },
  /** Ends this timer, or puts it away once it is over. */
  'timer:stop': { input: inRoom({ timerId: Id }), reply: nothing },

  ...roundCommands,

  /** A private wish: the two are never placed in one breakout. Nobody else learns of it, whatever it prevents. */
  'grouping:keep-apart': { input: inCircle({ memberId }), reply: nothing },
  'grouping:forget': { input: inCircle({ memberId }), reply: nothing },

  /** Makes the draft of a session's recap from marks and from what was said, or gives the one there is. */
  'recap:draft': { input: inRoom({ sessionId: Id }), reply: z.strictObject({ recapId: Id, version: Head }) },
  'recap:save': {
    input: inCircle({ recapId: Id, version: Head, title: line(limits.recap.titleLength), bullets: Bullets }),
    reply: z.strictObject({ version: Head }),
  },
  /** Publishes under the signer's name what was saved as `version`; 1 bullet at least. */
  'recap:sign': { input: inCircle({ recapId: Id, version: Head }), reply: nothing },
} as const

export type CommandName = keyof typeof commands
export type CommandInput<N extends CommandName> = z.infer<(typeof commands)[N]['input']>
export type CommandReply<N extends CommandName> = z.infer<(typeof commands)[N]['reply']>
