import * as z from 'zod/mini'
import { CircleFacts, InviteReason, OptionalReason, Reason, Role } from './circles.ts'
import { composition, PreparedPlan } from './composing.ts'
import { HarvestCard } from './harvest.ts'
import { Head, Id, Instant, Seq } from './ids.ts'
import { limits } from './limits.ts'
import { Bullets } from './recaps.ts'
import { HelpKind, LateRule, MarkKind, TableCapacity, TableName } from './rooms.ts'
import { line, name, optionalWords, words } from './text.ts'

/** The sender's UUID version 7 that makes a command safe to repeat (INV-3). */
const commandId = Id
const circleId = Id
const roomId = Id
const memberId = Id
const nothing = z.strictObject({})
/** Where an event landed in its room's log, and when by the database's clock. */
const landed = z.strictObject({ seq: Seq, at: Instant })
const inRoom = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.strictObject({ commandId, roomId, ...shape })
const inRound = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject({ commandId, roomId, roundId: Id, ...shape })
const aWhile = z.int().check(z.minimum(1), z.maximum(limits.breakout.shift))
const inCircle = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject({ commandId, circleId, ...shape })

const Emoji = z.string().check(z.maxLength(limits.reaction.length), z.regex(/^\p{RGI_Emoji}$/v, 'is not one emoji'))

/** Which seat a member holds, or how many are before them in line: `place` 1 is next. */
export const SeatReply = z.strictObject({ no: z.nullable(z.int()), place: z.nullable(z.int()), visiting: z.boolean() })

/** One group of a round: whom the host wants in it. The name may be left out. */
export const GroupInput = z.strictObject({
  name: z.optional(name(limits.table.nameLength)),
  memberIds: z.array(Id).check(z.minLength(1), z.maxLength(limits.breakout.withOverride)),
})
export type GroupInput = z.infer<typeof GroupInput>

/** A breakout in which people sit down themselves, so many at most. */
const FreeBreakout = z.strictObject({
  name: z.optional(TableName),
  seats: z.int().check(z.minimum(2), z.maximum(limits.breakout.max)),
})

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
    input: inRoom({ text: words(limits.message.length), replyTo: z.optional(Seq) }),
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
   * Opens a round in a table with a session. Who left or came since the preview is repaired; `repaired` tells the host.
   * `override` accepts a breakout of 11, or of fewer than 6; the log keeps it. `late` is the smallest where it is left out.
   */
  'round:open': {
    input: inRoom({
      groups: z.array(GroupInput).check(z.minLength(1), z.maxLength(limits.breakout.rooms)),
      sittingOut: z.optional(z.array(Id).check(z.maxLength(limits.table.max))),
      task: optionalWords(limits.breakout.taskLength),
      minutes: z.int().check(z.minimum(limits.breakout.minutes.min), z.maximum(limits.breakout.minutes.max)),
      override: z.optional(z.boolean()),
      late: z.optional(LateRule),
      ...composition,
    }),
    reply: z.strictObject({
      roundId: Id,
      endsAt: Instant,
      breakouts: z.array(z.strictObject({ roomId, name: z.string(), memberIds: z.array(Id) })),
      repaired: z.strictObject({ placed: z.array(Id), gone: z.array(Id), changed: z.int() }),
    }),
  },
  /** Gives more time to all breakouts or to one, which may then last longer than the others. `endsAt` is its end. */
  'round:extend': {
    input: inRound({ minutes: aWhile, breakoutId: z.optional(roomId) }),
    reply: z.strictObject({ endsAt: Instant }),
  },
  /** Takes time from all breakouts or from one. Nothing ends sooner than a minute from now. */
  'round:shorten': {
    input: inRound({ minutes: aWhile, breakoutId: z.optional(roomId) }),
    reply: z.strictObject({ endsAt: Instant }),
  },
  /** Brings everybody back: at once, or with `warn` a minute from now at the latest. */
  'round:close': { input: inRound({ warn: z.optional(z.boolean()) }), reply: nothing },
  /** A host's word to everybody in the round, or to one breakout. */
  'round:announce': {
    input: inRound({ text: words(limits.announcement.length), breakoutId: z.optional(roomId) }),
    reply: nothing,
  },
  /** The room is the breakout: whoever sits there asks the hosts for more time, once for all of them until it is answered. */
  'round:ask-time': { input: inRoom({ minutes: aWhile }), reply: nothing },
  /** A host's no. Yes is `round:extend`, of all or of that breakout. */
  'round:decline-time': { input: inRound({ breakoutId: roomId }), reply: nothing },
  /** The room is the table: a host's word to one person there, or with null to the other hosts. In no log; for this session. */
  'aside:say': {
    input: inRoom({ toId: z.nullable(memberId), text: words(limits.announcement.length) }),
    reply: z.strictObject({ asideId: Id }),
  },

  /** Saves a breakout's card over the version that was seen; 0 for the first. Its people may correct it for a day. */
  'harvest:save': { input: inRoom({ version: Head, card: HarvestCard }), reply: z.strictObject({ version: Head }) },

  /** Calls a host to where the caller sits. Hosts named in `about` never hear of a call for safety. */
  'help:call': {
    input: inRoom({
      kind: HelpKind,
      text: z.optional(optionalWords(limits.help.textLength)),
      about: z.optional(z.array(Id).check(z.maxLength(limits.help.about))),
    }),
    reply: z.strictObject({ helpId: Id }),
  },
  /** The room is the table, wherever the call came from. Only one host has a call. */
  'help:claim': { input: inRoom({ helpId: Id }), reply: nothing },
  /** Gives a call back that one has taken: the next host is asked. */
  'help:release': { input: inRoom({ helpId: Id }), reply: nothing },
  'help:resolve': { input: inRoom({ helpId: Id }), reply: nothing },

  /** Places a member in a breakout, from wherever they are; null brings them back to the room. To undo it, move them again. */
  'round:move': { input: inRound({ memberId, breakoutId: z.nullable(roomId) }), reply: nothing },
  /** Places who sits in the room and was never placed, each in the smallest breakout. */
  'round:place': { input: inRound({}), reply: z.strictObject({ placed: z.array(Id) }) },
  /** Where those are placed who come from now on. */
  'round:change-late': { input: inRound({ late: LateRule }), reply: nothing },
  'breakout:add': {
    input: inRound({ name: z.optional(TableName) }),
    reply: z.strictObject({ breakoutId: roomId }),
  },
  /** Ends one breakout: its people are back in the room, and the round goes on. */
  'breakout:close': { input: inRound({ breakoutId: roomId }), reply: nothing },
  /** Brings everybody of one breakout into another, ten together at most. */
  'breakout:merge': { input: inRound({ breakoutId: roomId, intoId: roomId }), reply: nothing },

  /** Keeps a composed round under a name, in place of what had it: for the running session, or without one for any. */
  'round:prepare': {
    input: inRoom({ name: TableName, plan: PreparedPlan }),
    reply: z.strictObject({ preparedId: Id }),
  },
  'round:unprepare': { input: inRoom({ preparedId: Id }), reply: nothing },

  /** Opens breakouts with free seats, in which people sit down where they like until the time to choose is up. */
  'round:offer': {
    input: inRoom({
      breakouts: z.array(FreeBreakout).check(z.minLength(1), z.maxLength(limits.breakout.rooms)),
      task: optionalWords(limits.breakout.taskLength),
      /** From when the time to choose is up. */
      minutes: z.int().check(z.minimum(limits.breakout.minutes.min), z.maximum(limits.breakout.minutes.max)),
      chooseSeconds: z.int().check(z.minimum(limits.choosing.minS), z.maximum(limits.choosing.maxS)),
      /** What becomes of who has not chosen by then: they stay in the room, or are placed where there are fewest. */
      rest: z.enum(['stay', 'place']),
    }),
    reply: z.strictObject({ roundId: Id, endsAt: Instant, choosingUntil: Instant }),
  },
  /** Takes a free seat in a breakout of one's own choice, or with null goes back to the room, while people may choose. */
  'round:choose': { input: inRound({ breakoutId: z.nullable(roomId) }), reply: nothing },

  /** Not this round: whoever says so is placed in none until it is over, and nobody else learns that they did. */
  'round:sit-out': { input: inRoom({}), reply: nothing },
  /** Takes that back; where a round is open they are placed at once. */
  'round:take-part': { input: inRoom({}), reply: nothing },

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
