import * as z from 'zod/mini'
import { CircleFacts, Role } from './circles.ts'
import { Duties, Duty } from './composing.ts'
import { HarvestCard } from './harvest.ts'
import { Head, Id, Instant, Seq } from './ids.ts'
import { limits } from './limits.ts'
import { Both, BreakoutCard, Guest, HelpKind, MarkKind } from './rooms.ts'

const savedCard = { roundId: Id, breakoutId: Id, version: Head, card: HarvestCard }
const Emoji = z.string().check(z.minLength(1), z.maxLength(limits.reaction.length))

/**
 * Everything that a room's log can hold: kind -> payload. Who did it and when stand beside the payload, in the envelope.
 * The commons log of a circle also carries what concerns the whole circle.
 */
export const events = {
  // The circle (in the commons log).
  'circle:opened': z.strictObject({ facts: CircleFacts, stewardId: Id, name: z.string() }),
  'circle:changed': z.strictObject({ facts: CircleFacts }),
  'member:joined': z.strictObject({ memberId: Id, name: z.string(), role: Role, invitedBy: z.nullable(Id) }),
  'member:renamed': z.strictObject({ memberId: Id, name: z.string() }),
  'member:role-changed': z.strictObject({ memberId: Id, role: Role }),
  'member:left': z.strictObject({ memberId: Id }),
  /** Also in every open room that the person could read, so that each log stops for them at one number. */
  'member:removed': z.strictObject({ memberId: Id }),
  'recap:signed': z.strictObject({ recapId: Id, roomId: Id, sessionId: Id, title: z.string() }),

  // Rooms: these stand in the commons log and in the room's own.
  'room:opened': z.strictObject({ roomId: Id, name: z.string(), capacity: z.int() }),
  'room:changed': z.strictObject({ roomId: Id, name: z.string(), capacity: z.int() }),
  'room:closed': z.strictObject({ roomId: Id }),
  'session:started': z.strictObject({ roomId: Id, sessionId: Id, hostId: Id, title: z.string() }),
  'session:hosts-changed': z.strictObject({ roomId: Id, sessionId: Id, hostId: Id, coHostIds: z.array(Id) }),
  /** In its table it names the guests whose stay has ended with it. */
  'session:ended': z.strictObject({ roomId: Id, sessionId: Id, guestIds: z.optional(z.array(Id)) }),

  /** A guest of the running session, in its table and in each open breakout: they may come in, or may no longer. */
  'guest:came': z.strictObject({ ...Guest.shape, name: z.string() }),
  'guest:left': z.strictObject({ memberId: Id, because: z.enum(['shown-out', 'time']) }),

  // Seats.
  'seat:taken': z.strictObject({ memberId: Id, no: z.int() }),
  'seat:left': z.strictObject({ memberId: Id, no: z.int(), reason: z.enum(['left', 'gone', 'moved', 'lapsed']) }),
  'seat:offered': z.strictObject({ memberId: Id, no: z.int(), until: Instant }),
  /** In a breakout: gone to look in at the table; the place is kept until then, unless its member comes back. */
  'seat:stepped-out': z.strictObject({ memberId: Id, until: Instant }),
  'seat:came-back': z.strictObject({ memberId: Id }),
  'line:joined': z.strictObject({ memberId: Id }),
  'line:left': z.strictObject({ memberId: Id }),
  'visit:started': z.strictObject({ memberId: Id }),
  'visit:ended': z.strictObject({ memberId: Id }),

  // What is said. `text` is null where an edit or a removal has blanked it since.
  'message:sent': z.strictObject({ text: z.nullable(z.string()), replyTo: z.optional(Seq), both: z.optional(Both) }),
  'message:edited': z.strictObject({ seq: Seq, text: z.nullable(z.string()) }),
  'message:removed': z.strictObject({ seq: Seq }),
  'reaction:added': z.strictObject({ seq: Seq, emoji: Emoji }),
  'reaction:removed': z.strictObject({ seq: Seq, emoji: Emoji }),
  'mark:added': z.strictObject({ seq: Seq, mark: MarkKind }),
  'mark:removed': z.strictObject({ seq: Seq, mark: MarkKind }),
  /** In the place of an event that is about what was said before a guest's session: they read its number and nothing else. */
  'event:withheld': z.strictObject({}),
  /** A host's word to everybody in a round; with `breakoutId` to that breakout alone. */
  'host:announced': z.strictObject({ wordId: Id, text: z.string(), breakoutId: z.optional(Id) }),

  /** The card that a breakout writes together, as it stands now; in the breakout. */
  'harvest:saved': z.strictObject(savedCard),
  /** One for each breakout when a round has ended, in the order of reporting back; no card where nothing was noted. */
  'harvest:posted': z.strictObject({
    roundId: Id,
    breakoutId: Id,
    name: z.string(),
    no: z.int(),
    of: z.int(),
    memberIds: z.array(Id),
    version: Head,
    card: z.nullable(HarvestCard),
  }),
  /** A posted card as its people have corrected it; in the room. */
  'harvest:corrected': z.strictObject(savedCard),

  /** A host is on the way to somebody here who called. Calls for safety leave no event. */
  'help:claimed': z.strictObject({
    helpId: Id,
    memberId: Id,
    hostId: Id,
    kind: HelpKind.check(z.refine((kind) => kind !== 'safety')),
  }),

  /** They cannot come after all; another host is asked. */
  'help:released': z.strictObject({ helpId: Id, memberId: Id, hostId: Id }),

  // Rounds. `overridden` says that the host chose a size outside 6 to 10, for everybody to see.
  'round:opened': z.strictObject({
    roundId: Id,
    no: z.int(),
    task: z.string(),
    endsAt: Instant,
    overridden: z.boolean(),
    breakouts: z.array(BreakoutCard),
    /** Why each sits where they do, in one line. */
    reasons: z.optional(z.record(Id, z.string())),
    duties: z.optional(Duties),
    choosingUntil: z.optional(Instant),
    /** The prepared round that this was; where the clock opened it, nobody did it. */
    preparedId: z.optional(Id),
  }),
  /** When a prepared round opens by itself in this session, or that it does not; put off by the clock while a round is open. */
  'round:scheduled': z.strictObject({ preparedId: Id, at: z.nullable(Instant) }),
  /** It was due, and could not be composed with who was here. Why is said to nobody: it may be about people. */
  'round:missed': z.strictObject({ preparedId: Id }),
  /** The time to choose is up: who has no place by now stays in the room, or is placed by the events that follow. */
  'round:chosen': z.strictObject({ roundId: Id }),
  /** The first event of a breakout's own log: everybody placed holds a seat from here on, in this order. */
  'breakout:opened': z.strictObject({
    roundId: Id,
    parentId: Id,
    no: z.int(),
    name: z.string(),
    task: z.string(),
    endsAt: Instant,
    memberIds: z.array(Id),
    seats: BreakoutCard.shape.seats,
    handed: BreakoutCard.shape.handed,
    guests: z.optional(z.array(Guest)),
    duties: z.optional(Duties),
  }),
  /** In a breakout: whoever had this duty has left, and who has it now; null while nobody can. */
  'duty:passed': z.strictObject({ roundId: Id, duty: Duty, memberId: z.nullable(Id) }),
  /** A change of places, in the room and in both breakouts: no `fromId` for who was in none, no `toId` for who is back. */
  'round:moved': z.strictObject({
    roundId: Id,
    memberId: Id,
    fromId: z.nullable(Id),
    toId: z.nullable(Id),
    no: z.nullable(z.int()),
  }),
  'breakout:added': z.strictObject({ roundId: Id, breakout: BreakoutCard }),
  /** In the room and in the breakout, whose log ends here: `memberIds` are back in the room. */
  'breakout:closed': z.strictObject({ roundId: Id, breakoutId: Id, memberIds: z.array(Id) }),
  /** In the room and in both breakouts. Who had stepped out of `fromId` has a place in `intoId` and no seat yet. */
  'breakout:merged': z.strictObject({
    roundId: Id,
    fromId: Id,
    intoId: Id,
    members: z.array(z.strictObject({ memberId: Id, no: z.nullable(z.int()) })),
  }),
  /** In both breakouts, each of which hears which the other one is: from now on people can speak to both at once; or no more. */
  'breakout:connected': z.strictObject({ roundId: Id, breakoutId: Id, name: z.string() }),
  'breakout:disconnected': z.strictObject({ roundId: Id, breakoutId: Id, name: z.string() }),
  /** When this room's part of the round ends now: each breakout hears its own end, the room that of the last of them. */
  'round:extended': z.strictObject({ roundId: Id, endsAt: Instant }),
  'round:shortened': z.strictObject({ roundId: Id, endsAt: Instant }),
  /** In a breakout: somebody there asks the hosts for more time. What extends or shortens it answers that too. */
  'round:time-asked': z.strictObject({ roundId: Id, minutes: z.int() }),
  'round:time-declined': z.strictObject({ roundId: Id }),
  /** In the parent and in each breakout; a breakout's log ends here and everybody is back in the parent. */
  'round:closed': z.strictObject({ roundId: Id, reason: z.enum(['time', 'host', 'session']) }),

  // Turn timers: one in a room. That its time is over is no event: whoever knows `endsAt` knows it.
  /** In place of the timer before. `memberId` is whose turn it is; `label` is empty where it was left out. */
  'timer:set': z.strictObject({ timerId: Id, memberId: z.nullable(Id), label: z.string(), endsAt: Instant }),
  'timer:extended': z.strictObject({ timerId: Id, endsAt: Instant }),
  'timer:stopped': z.strictObject({ timerId: Id }),
} as const

export type EventKind = keyof typeof events
export type EventBody<K extends EventKind> = z.infer<(typeof events)[K]>

/** One entry of a room's log as it travels. `memberId` is who did it; null where the clock did. */
export type RoomEvent<K extends EventKind = EventKind> = {
  [Kind in K]: { roomId: Id; seq: number; kind: Kind; memberId: Id | null; at: number; body: EventBody<Kind> }
}[K]

/** A `RoomEvent` before its payload is known: `body` is looked at by `events[kind]`. */
export const EventEnvelope = z.strictObject({
  roomId: Id,
  seq: Seq,
  kind: z.enum(Object.keys(events) as [EventKind, ...EventKind[]]),
  memberId: z.nullable(Id),
  at: Instant,
  body: z.looseObject({}),
})

/** What reaches a client without a number: it may be lost, and is shown only while it is fresh. */
export const signals = {
  /** Somebody is writing; forget it after 4 seconds. */
  typing: z.strictObject({ roomId: Id, memberId: Id }),
  /** All who are here now, per circle: the whole state first, then the changes. A member who is not named is away. */
  presence: z.strictObject({
    circleId: Id,
    isSure: z.boolean(),
    whole: z.boolean(),
    members: z.record(Id, z.nullable(z.enum(['here', 'heads-down', 'away']))),
  }),
  /** Where the rooms of a circle stand, for who watches its table: heads, seats taken, people in line. */
  pulse: z.strictObject({
    circleId: Id,
    rooms: z.array(z.strictObject({ roomId: Id, head: Head, taken: z.int(), waiting: z.int() })),
  }),
  /** Seats or the line of a room have changed, for those who wait outside: fetch its snapshot again. */
  lobby: z.strictObject({ roomId: Id }),
  /** A call that its hearer may see has changed: fetch the queue of this table. `askedId` is the host who is to go. */
  help: z.strictObject({ roomId: Id, helpId: Id, askedId: z.nullable(Id) }),
  /** Something that only the hosts of this table see has changed, such as a wish for more time: ask for the monitor again. */
  desk: z.strictObject({ roomId: Id }),
  /** Something was said aside to its hearer: fetch the list of this table. */
  aside: z.strictObject({ roomId: Id, asideId: Id }),
  /** The heads of the rooms that a socket listens to, once in a while: a quiet hole shows itself. */
  heads: z.strictObject({ heads: z.record(Id, Head), serverNow: Instant }),
  /** The node is about to stop: reconnect in this many milliseconds, which are others for everybody. */
  drain: z.strictObject({ afterMs: z.int() }),
} as const

export type SignalName = keyof typeof signals
export type Signal<N extends SignalName> = z.infer<(typeof signals)[N]>
