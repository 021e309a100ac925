import * as z from 'zod/mini'
import { RoomKind, SessionState } from './circles.ts'
import { Duties } from './composing.ts'
import { Head, Id, Instant, Seq } from './ids.ts'
import { limits } from './limits.ts'
import { markKinds } from './marks.ts'
import { name } from './text.ts'

/** What a room may leave behind. Rooms are on the record; the stricter modes are not selectable yet. */
export const Mode = z.enum(['on-record'])

export const TableName = name(limits.table.nameLength)
export const TableCapacity = z.int().check(z.minimum(limits.table.min), z.maximum(limits.table.max))

/**
 * A seat that a member holds, or that is held for the first in line until `offeredUntil`. Who has stepped out of a breakout
 * keeps theirs until `outUntil`.
 */
export const Seat = z.strictObject({
  memberId: Id,
  no: z.int(),
  offeredUntil: z.nullable(Instant),
  outUntil: z.optional(Instant),
})
export type Seat = z.infer<typeof Seat>

export const MarkKind = z.enum(markKinds)
export type MarkKind = z.infer<typeof MarkKind>

/**
 * Said to two breakouts at once: where the message stands in the other log, as `seq`, and whether it was said from here.
 */
export const Both = z.strictObject({ breakoutId: Id, name: z.string(), seq: Seq, isOurs: z.boolean() })
export type Both = z.infer<typeof Both>

/** A message as it stands now. `text` is null once it was removed; its number, author and time stay. */
export const Message = z.strictObject({
  seq: Seq,
  memberId: Id,
  at: Instant,
  text: z.nullable(z.string()),
  replyTo: z.nullable(Seq),
  edited: z.boolean(),
  /** In the order in which they were added. */
  reactions: z.array(z.strictObject({ emoji: z.string(), memberIds: z.array(Id) })),
  marks: z.array(z.strictObject({ mark: MarkKind, memberId: Id })),
  both: z.optional(Both),
})
export type Message = z.infer<typeof Message>

/** Why somebody calls a host. Of a call for `safety` nobody hears who is named in it, and no log has it. */
export const HelpKind = z.enum(['question', 'stuck', 'technical', 'safety'])

/**
 * `seats` is there where people choose for themselves: how many may sit down. `handed` is the breakout of the round before
 * whose card was passed on to this one.
 */
export const BreakoutCard = z.strictObject({
  roomId: Id,
  name: z.string(),
  memberIds: z.array(Id),
  seats: z.optional(z.int()),
  handed: z.optional(z.strictObject({ breakoutId: Id, name: z.string() })),
})
export type BreakoutCard = z.infer<typeof BreakoutCard>

/** Who asked for more time in a breakout, for how many minutes, since when. */
export const TimeAsk = z.strictObject({ memberId: Id, minutes: z.int(), at: Instant })

/** What a host said in an open round: to everybody, under one `wordId` in every room, or to this breakout alone. */
export const HostWord = z.strictObject({
  wordId: Id,
  memberId: z.nullable(Id),
  text: z.string(),
  at: Instant,
  isForAll: z.boolean(),
})
export type HostWord = z.infer<typeof HostWord>

/**
 * A round that is open now, as its parent and its breakouts know it. `breakouts` are the open ones: who is placed in each.
 * A breakout has an end of its own and may be waiting for an answer about more time; `asked` is null in the parent.
 */
export const RoundState = z.strictObject({
  roundId: Id,
  parentId: Id,
  no: z.int(),
  task: z.string(),
  endsAt: Instant,
  asked: z.nullable(TimeAsk),
  breakouts: z.array(BreakoutCard),
  /** In a breakout: the others to which one can speak from here as well, by their ids. */
  connected: z.array(z.strictObject({ breakoutId: Id, name: z.string() })),
  /** Who leads and who takes notes in this breakout now; nobody in the parent. */
  duties: Duties,
  /** Until when people choose their breakouts themselves; in the parent only, and only while they may. */
  choosingUntil: z.optional(Instant),
  /** What hosts said here since it opened, the newest 20 in their order; left out where nothing was. */
  words: z.optional(z.array(HostWord)),
})
export type RoundState = z.infer<typeof RoundState>

/**
 * How long somebody has the floor: set at `setAt`, over once `endsAt` is past, with no event that says so. `memberId` is whose
 * turn it is, null where it is nobody's alone; `label` what it is for, empty where that was left out.
 */
export const TurnTimer = z.strictObject({
  timerId: Id,
  memberId: z.nullable(Id),
  label: z.string(),
  setAt: Instant,
  endsAt: Instant,
})
export type TurnTimer = z.infer<typeof TurnTimer>

/** When breakouts open by themselves in the running session; `isMissed` once that was not possible with who was here. */
export const ScheduledRound = z.strictObject({ preparedId: Id, at: Instant, isMissed: z.boolean() })
export type ScheduledRound = z.infer<typeof ScheduledRound>

/** Somebody from outside the circle who is at the table for this session, and who invited them. */
export const Guest = z.strictObject({ memberId: Id, no: z.int(), invitedBy: Id })
export type Guest = z.infer<typeof Guest>

/**
 * A room at its `head`: what a snapshot gives and what `fold` keeps up to date, equal by INV-13.
 * Seats by number, the line in its order, the newest 50 messages in the order of their numbers.
 */
export const RoomState = z.strictObject({
  roomId: Id,
  circleId: Id,
  kind: RoomKind,
  mode: Mode,
  name: z.string(),
  capacity: z.int(),
  parentId: z.nullable(Id),
  isOpen: z.boolean(),
  head: Head,
  seats: z.array(Seat),
  line: z.array(Id),
  visitors: z.array(Id),
  session: z.nullable(SessionState),
  /** Those of the running session, by number; a breakout knows all of its table. Who has become a member stays in it. */
  guests: z.array(Guest),
  round: z.nullable(RoundState),
  /** At a table while a session runs, or in a breakout: the newest timer, running or over, until it is stopped. */
  timer: z.nullable(TurnTimer),
  /** By their times; in a table only, and only while a session runs. */
  scheduled: z.array(ScheduledRound),
  messages: z.array(Message),
})
export type RoomState = z.infer<typeof RoomState>
