import * as z from 'zod/mini'
import { Head, Id, Instant } from './ids.ts'
import { limits } from './limits.ts'
import { line, name, optionalWords, words } from './text.ts'

/** What a circle says of itself before anybody joins: shown on the invite and in the circle's header. */
export const CircleFacts = z.strictObject({
  name: name(limits.circle.nameLength),
  purpose: line(limits.circle.purposeLength),
  problem: words(limits.circle.problemLength),
  values: z.array(line(limits.values.length)).check(z.minLength(1), z.maxLength(limits.values.max)),
  conduct: words(limits.circle.conductLength),
  capacity: z.int().check(z.minimum(limits.circle.min), z.maximum(limits.circle.absolute)),
})
export type CircleFacts = z.infer<typeof CircleFacts>

/** What somebody may do in a circle, until a steward changes it: facilitators host anywhere, stewards run the circle. */
export const Role = z.enum(['member', 'facilitator', 'steward'])
export type Role = z.infer<typeof Role>

/** A person in a circle. The id is the person's: the same in each circle that the person belongs to. */
export const Member = z.strictObject({ memberId: Id, name: z.string(), role: Role, joinedAt: Instant })
export type Member = z.infer<typeof Member>

/** The whole circle's room; a small live room with seats; one that is opened from a table for a round. */
export const RoomKind = z.enum(['commons', 'table', 'breakout'])
export type RoomKind = z.infer<typeof RoomKind>

/** A session that is on: who hosts it, who leads beside them until it ends. */
export const SessionState = z.strictObject({
  sessionId: Id,
  hostId: Id,
  coHostIds: z.array(Id),
  title: z.string(),
  startedAt: Instant,
})
export type SessionState = z.infer<typeof SessionState>

/** A room as the circle lists it. `capacity` is 0 in the commons, where nobody needs a seat. */
export const RoomCard = z.strictObject({
  roomId: Id,
  kind: RoomKind,
  name: z.string(),
  capacity: z.int(),
  session: z.nullable(SessionState),
})
export type RoomCard = z.infer<typeof RoomCard>

/** A signed recap as the circle lists it; `roomId` is the table where its session was. */
export const RecapCard = z.strictObject({ recapId: Id, roomId: Id, title: z.string(), signedBy: Id, signedAt: Instant })
export type RecapCard = z.infer<typeof RecapCard>

/**
 * A circle as its members see it; `foldCircle` keeps it up to date from the commons log, `head` says how far.
 * Members in the order they joined, open rooms in the order they were opened (the commons first), the newest 5 recaps first.
 */
export const CircleState = z.strictObject({
  circleId: Id,
  commonsId: Id,
  head: Head,
  facts: CircleFacts,
  members: z.array(Member),
  rooms: z.array(RoomCard),
  recaps: z.array(RecapCard),
})
export type CircleState = z.infer<typeof CircleState>

/** What has become of an invite: only an `open` one lets somebody in. */
export const InviteState = z.enum(['open', 'used', 'revoked', 'expired', 'over'])
export type InviteState = z.infer<typeof InviteState>

/**
 * Why one person is invited, by whom, until when; `guestAt` is the title of the session to which it brings a guest. `state` is
 * computed when it is read; `over`: that session has ended.
 */
export const Invite = z.strictObject({
  inviteId: Id,
  addressee: line(limits.member.nameLength),
  reason: z.string(),
  inviterId: Id,
  /** Under which name somebody came by it, in case it was not the one who was meant; null while nobody has. */
  usedByName: z.nullable(z.string()),
  guestAt: z.nullable(z.string()),
  madeAt: Instant,
  expiresAt: Instant,
  state: InviteState,
})
export type Invite = z.infer<typeof Invite>

/** Why this person belongs, in words of their inviter to them. */
export const InviteReason = z
  .string()
  .check(z.trim(), z.minLength(limits.invite.reasonMin), z.maxLength(limits.invite.reasonLength))

/** Why somebody is removed: kept with the membership that ended. */
export const Reason = words(limits.reason.length)
export const OptionalReason = optionalWords(limits.reason.length)
