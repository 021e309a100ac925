import * as z from 'zod/mini'
import { composition, LateRule, passOn, PreparedPlan } from './composing.ts'
import { HarvestCard } from './harvest.ts'
import { Head, Id, Instant } from './ids.ts'
import { limits } from './limits.ts'
import { BreakoutCard, HelpKind, TableName } from './rooms.ts'
import { name, optionalWords, words } from './text.ts'

/** The sender's UUID version 7 that makes a command safe to repeat (INV-3). */
export const commandId = Id
export const roomId = Id
export const memberId = Id
export const nothing = z.strictObject({})
/** What a command takes that concerns one room: its own fields, `commandId` and `roomId`. */
export const inRoom = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject({ commandId, roomId, ...shape })
const inRound = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject({ commandId, roomId, roundId: Id, ...shape })
const aWhile = z.int().check(z.minimum(1), z.maximum(limits.breakout.shift))

/** One group of a round: whom the host wants in it. The name may be left out. */
const GroupInput = z.strictObject({
  name: z.optional(name(limits.table.nameLength)),
  memberIds: z.array(Id).check(z.minLength(1), z.maxLength(limits.breakout.withOverride)),
})

/** A breakout in which people sit down themselves, so many at most. */
const FreeBreakout = z.strictObject({
  name: z.optional(TableName),
  seats: z.int().check(z.minimum(2), z.maximum(limits.breakout.max)),
})

/** What is asked for in rounds and about them: by who leads them, and by who is in them. Part of `commands`. */
export const roundCommands = {
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
      passOn,
      /** The prepared round that this is: it opens by itself no more. */
      preparedId: z.optional(Id),
      ...composition,
    }),
    reply: z.strictObject({
      roundId: Id,
      endsAt: Instant,
      breakouts: z.array(BreakoutCard),
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
  /**
   * The room is the table: a host's word to one person there, or with null to the other hosts. Who leads reads both; in no
   * log, for this session.
   */
  'aside:say': {
    input: inRoom({ toId: z.nullable(memberId), text: words(limits.announcement.length) }),
    reply: z.strictObject({ asideId: Id }),
  },

  /** The room is the table: whoever a host has spoken to, alone or in their breakout, answers all who lead the session. */
  'aside:answer': {
    input: inRoom({ text: words(limits.announcement.length) }),
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
  /** Ends a call. A host ends one for safety with what was done; when its author does, it stays open for the hosts. */
  'help:resolve': {
    input: inRoom({ helpId: Id, outcome: z.optional(words(limits.help.outcomeLength)) }),
    reply: nothing,
  },

  /** Places a member in a breakout, from wherever they are; null brings them back to the room. To undo it, move them again. */
  'round:move': { input: inRound({ memberId, breakoutId: z.nullable(roomId) }), reply: nothing },
  /**
   * Places who sits in the room and was never placed, or whose breakout has closed: each by the round's `late`, and in the
   * smallest breakout where that lets them stay.
   */
  'round:place': { input: inRound({}), reply: z.strictObject({ placed: z.array(Id) }) },
  /** Where those are placed who come from now on. */
  'round:change-late': { input: inRound({ late: LateRule }), reply: nothing },
  'breakout:add': {
    input: inRound({ name: z.optional(TableName) }),
    reply: z.strictObject({ breakoutId: roomId }),
  },
  /** Ends one breakout: its people are back in the room, and the round goes on. */
  'breakout:close': { input: inRound({ breakoutId: roomId }), reply: nothing },
  /** Connects two breakouts: people of both can speak to both, each from their own, until one of them ends. */
  'breakout:connect': { input: inRound({ breakoutId: roomId, withId: roomId }), reply: nothing },
  'breakout:disconnect': { input: inRound({ breakoutId: roomId, withId: roomId }), reply: nothing },
  /** Brings everybody of one breakout into another, ten together at most. */
  'breakout:merge': { input: inRound({ breakoutId: roomId, intoId: roomId }), reply: nothing },

  /** Keeps a composed round under a name, in place of what had it: for the running session, or without one for any. */
  'round:prepare': {
    input: inRoom({ name: TableName, plan: PreparedPlan }),
    reply: z.strictObject({ preparedId: Id }),
  },
  'round:unprepare': { input: inRoom({ preparedId: Id }), reply: nothing },
  /** Lets a prepared round open by itself so many minutes after its session has started; with null no more. */
  'round:schedule': {
    input: inRoom({
      preparedId: Id,
      opensAfter: z.nullable(z.int().check(z.minimum(limits.opensAfter.min), z.maximum(limits.opensAfter.max))),
    }),
    reply: z.strictObject({ opensAt: z.nullable(Instant) }),
  },

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
      /** For who comes after that; where it is left out, as `rest`. */
      late: z.optional(LateRule),
      passOn,
    }),
    reply: z.strictObject({ roundId: Id, endsAt: Instant, choosingUntil: Instant }),
  },
  /** Takes a free seat in a breakout of one's own choice, or with null goes back to the room, while people may choose. */
  'round:choose': { input: inRound({ breakoutId: z.nullable(roomId) }), reply: nothing },

  /** The room is a breakout: its place is kept for ten minutes for who looks in at the table, and is theirs again on entering. */
  'round:step-out': { input: inRoom({}), reply: z.strictObject({ until: Instant }) },
  /** Back into the round, where the place was kept or, later than that, where there is one. */
  'round:come-back': { input: inRound({}), reply: z.strictObject({ breakoutId: roomId }) },

  /** Not this round: whoever says so is placed in none until it is over, and nobody else learns that they did. */
  'round:sit-out': { input: inRoom({}), reply: nothing },
  /** Takes that back; where a round is open they are placed at once. */
  'round:take-part': { input: inRoom({}), reply: nothing },
} as const
