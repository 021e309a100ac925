import type { InviteState } from '../../shared/circles.ts'
import type { Duty, PreparedPlan } from '../../shared/composing.ts'
import type { ErrorCode, ErrorDetails } from '../../shared/errors.ts'
import type { RoomEvent, Signal, SignalName } from '../../shared/events.ts'
import type { Id } from '../../shared/ids.ts'
import type { RouteReply } from '../../shared/routes.ts'
import type { QueryName, QueryReply } from '../../shared/queries.ts'
import type { Instance, PlanAnswer } from './grouping/instance.ts'
import type { RecapDraft, Transcript } from './recap-draft/types.ts'

/** Who asks. An actor has no rights of its own: each operation starts from its membership (INV-6). */
export type Actor = { personId: Id; signInId: Id | null }

/** An event on its way: with its circle, the room's epoch when it was written, and the guests who hear only its number. */
export type Published = { circleId: Id; epoch: number; event: RoomEvent; withheldFrom?: Id[] }

/** What one SQL function did: its reply and the events it wrote, or a refusal that wrote nothing. */
export type Outcome =
  { ok: true; reply: unknown; events: Published[] } | { ok: false; code: ErrorCode; details: ErrorDetails }

/** The names of the SQL functions that change something; each is one call and one transaction. */
export type Operation =
  | 'open_circle'
  | 'change_circle'
  | 'create_invite'
  | 'revoke_invite'
  | 'accept_invite'
  | 'invite_guest'
  | 'show_guest_out'
  | 'rename_member'
  | 'change_role'
  | 'remove_member'
  | 'leave_circle'
  | 'open_room'
  | 'change_room'
  | 'close_room'
  | 'enter_room'
  | 'visit_room'
  | 'leave_room'
  | 'edit_message'
  | 'remove_message'
  | 'add_reaction'
  | 'remove_reaction'
  | 'add_mark'
  | 'remove_mark'
  | 'start_session'
  | 'end_session'
  | 'hand_over_session'
  | 'change_co_host'
  | 'set_timer'
  | 'extend_timer'
  | 'stop_timer'
  | 'open_round'
  | 'extend_round'
  | 'shorten_round'
  | 'close_round'
  | 'announce'
  | 'ask_time'
  | 'decline_time'
  | 'say_aside'
  | 'answer_aside'
  | 'move_in_round'
  | 'place_unplaced'
  | 'change_late'
  | 'add_breakout'
  | 'close_breakout'
  | 'merge_breakouts'
  | 'connect_breakouts'
  | 'disconnect_breakouts'
  | 'say_to_both'
  | 'save_harvest'
  | 'call_help'
  | 'claim_help'
  | 'release_help'
  | 'resolve_help'
  | 'offer_round'
  | 'choose_breakout'
  | 'prepare_round'
  | 'unprepare_round'
  | 'schedule_round'
  | 'step_out'
  | 'come_back'
  | 'sit_out'
  | 'take_part'
  | 'keep_apart'
  | 'forget_wish'
  | 'draft_recap'
  | 'save_recap'
  | 'sign_recap'

export type Order = {
  actor: Actor
  /** Null where the clock acts. */
  commandId: Id | null
  digest: string | null
  input: Record<string, unknown>
}

export type MessageOrder = {
  personId: Id
  commandId: Id
  digest: string
  roomId: Id
  text: string
  replyTo: number | null
}

/** One thing that is due by the database's clock. */
export type DueWork = {
  kind: 'round' | 'choosing' | 'seat' | 'out' | 'offer' | 'line' | 'visit' | 'guest' | 'help'
  roomId: Id
  subjectId: Id | null
}

/** A prepared round that opens by itself; `dueInMs` is negative once it is due. */
export type Opening = { openingId: Id; roomId: Id; preparedId: Id; plan: PreparedPlan; dueInMs: number }

/** The logs and everything that is written with them. */
export type Log = {
  /** Runs one of the SQL functions. Throws `unavailable` when the outcome is unknown: the same command may be repeated. */
  run(operation: Operation, order: Order): Promise<Outcome>
  /** The hot path: messages that wait at the same moment are committed together. */
  appendMessage(order: MessageOrder): Promise<Outcome>
  dueWork(): Promise<DueWork[]>
  /** Does one due thing if it is still due; a second caller gets no events. */
  doDueWork(work: DueWork): Promise<Outcome>
  /** What opens by itself now or in the next two seconds, in order. */
  dueOpenings(): Promise<Opening[]>
  /** Opens it as composed, or notes that it could not be; `closed`, `already` for whoever comes second. */
  openByItself(openingId: Id, input: Record<string, unknown>): Promise<Outcome>
  /** When the next round, time to choose or kept place ends, in milliseconds from now; null if there is none. */
  nextDueInMs(): Promise<number | null>
}

export type InviteCard = Omit<RouteReply<'invite:look'>, 'signedInAs'>

export type SaidInSession = { transcript: Transcript; places: Map<string, { roomId: Id; seq: number }> }

/** When somebody last had a duty in a round of the circle; `when` says it: 'today', 'in March', 'in March 2025', by UTC. */
export type Served = { memberId: Id; duty: Duty; at: number; when: string }

/** A breakout of the last round that has ended in a session, whose card can be passed on, and who was in it. */
export type LastCard = { breakoutId: Id; name: string; memberIds: Id[]; isBlank: boolean }

/**
 * Who sits in a table, without offers; who of them sits the next round out; who sat with whom in the circle's rounds, oldest
 * first, and in the last one of this table; who is kept apart; who has served. `members` are all of the circle.
 */
export type Seating = {
  seated: Id[]
  optedOut: Id[]
  members: Id[]
  rounds: { isToday: boolean; groups: Id[][] }[]
  last: Id[][] | null
  apart: [Id, Id][]
  served: Served[]
  cards: LastCard[]
}

/** Who alone has to hear of something, through which log's listeners, and the little that a signal says. */
export type Hearers<N extends SignalName> = { commonsId: Id; to: Id[]; signal: Signal<N> }

export type Head = { head: number; epoch: number }

/** The circles of a person, oldest first, and the rooms in whose line they wait or have a seat offered. */
export type Whereabouts = { circles: { circleId: Id; commonsId: Id }[]; lines: Id[] }

/** What is read. Everything that names a person's own view takes the person and gives null where nothing is theirs. */
export type Records = {
  look<N extends QueryName>(name: N, personId: Id, input: Record<string, unknown>): Promise<QueryReply<N> | null>
  /** Events after a number, in order, as a node needs them to fill a hole: no person is asked. */
  eventsAfter(roomId: Id, after: number, limit: number): Promise<Published[]>
  heads(roomIds: Id[]): Promise<Map<Id, Head>>
  /** Everybody who may hear a room live now: seats and visitors of a table or breakout, all members in the commons. */
  hearers(roomId: Id): Promise<Set<Id>>
  whereaboutsOf(personId: Id): Promise<Whereabouts>
  /** What the next round of a table is planned from; null for whoever leads nothing there. */
  seating(roomId: Id, personId: Id): Promise<Seating | null>
  /** The same for the clock, with no host online; null where there is no such table. */
  seatingAt(roomId: Id): Promise<Seating | null>
  /** Everything said in a session, and where each message of the transcript stands; null for whoever may not edit its recap. */
  transcript(sessionId: Id, personId: Id): Promise<SaidInSession | null>
  invite(codeHash: string): Promise<{ state: InviteState; card: InviteCard } | null>
  markRead(personId: Id, roomId: Id, seq: number): Promise<boolean>
  hearersOfHelp(helpId: Id): Promise<Hearers<'help'> | null>
  /** Whoever called, where that is a guest. */
  guestHearingHelp(helpId: Id): Promise<Hearers<'help'> | null>
  /** The hosts of a table, or of the table that a breakout belongs to. */
  hearersOfDesk(roomId: Id): Promise<Hearers<'desk'> | null>
  hearersOfAside(asideId: Id): Promise<Hearers<'aside'> | null>
  /** Who leads, where something was said to one person. */
  hostsHearingAside(asideId: Id): Promise<Hearers<'aside'> | null>
  isMember(circleId: Id, personId: Id): Promise<boolean>
  /** Whether somebody sees a table and leads nothing there. */
  seesWithoutHosting(roomId: Id, personId: Id): Promise<boolean>
  seesSession(sessionId: Id, personId: Id): Promise<boolean>
  now(): Promise<number>
}

/** What travels between nodes about one room. Signals carry no number and may be lost; `to` names who alone may hear one. */
export type Notice =
  { type: 'event'; published: Published } | { type: 'signal'; name: SignalName; body: Signal<SignalName>; to?: Id[] }

/** How committed events reach every node. A lost notice costs time, never a message: nobody depends on one. */
export type Bus = {
  /** Never throws: a failed publish is never a failed command. */
  publish(roomId: Id, notice: Notice): void
  /** Resolves when notices arrive; the returned function ends it. One listener a room and node. */
  subscribe(roomId: Id, listener: (notice: Notice) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

export type PresenceState = 'here' | 'heads-down' | 'away'

/** Who is here now, for display only: never a cap, never authority. A lease per device; a lost store means `isSure: false`. */
export type Presence = {
  set(circleId: Id, memberId: Id, deviceId: string, state: PresenceState): Promise<void>
  drop(circleId: Id, memberId: Id, deviceId: string): Promise<void>
  /** Renews the leases of this node's devices. */
  renew(): Promise<void>
  list(circleId: Id): Promise<{ isSure: boolean; members: Map<Id, PresenceState> }>
  close(): Promise<void>
}

/** The node's own life in the database: its lease, and who is connected to it. */
export type NodeLife = {
  nodeId: string
  beat(): Promise<void>
  /** A person's first device on this node came, or their last one went. */
  arrived(personId: Id): Promise<void>
  departed(personId: Id): Promise<void>
  end(): Promise<void>
}

/** Everything that an operation may need from outside. */
export type Ports = {
  log: Log
  records: Records
  bus: Bus
  newId(): Id
  /** A keyed hash of a command's content, to recognise a repeated command without keeping its words. */
  digest(content: unknown): string
  /** The secret code of an invite, derived from its id, so that a repeated command gives the same link; and its hash. */
  inviteCode(inviteId: Id): { code: string; hash: string; link: string }
  /** Makes a recap's draft off the event loop. */
  draftRecap(transcript: Transcript): Promise<RecapDraft>
  /** Looks for the best rounds off the event loop, for as long as a host waits gladly. */
  planRounds(instance: Instance, seed: string): Promise<PlanAnswer>
}
