import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { circles } from './circles.ts'
import { people } from './people.ts'
import { rooms } from './rooms.ts'
import { sessions } from './sessions.ts'
import { moment } from './moment.ts'

export const invites = pgTable(
  'invites',
  {
    id: uuid().primaryKey(),
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    /** The session to which it brings a guest; null where it makes a member. */
    sessionId: uuid('session_id').references(() => sessions.id),
    inviterId: uuid('inviter_id')
      .notNull()
      .references(() => people.id),
    addressee: text().notNull(),
    reason: text().notNull(),
    codeHash: text('code_hash').notNull().unique(),
    madeAt: moment('made_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    usedBy: uuid('used_by').references(() => people.id),
    usedAt: moment('used_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    index('invites_circle').on(table.circleId),
    index('invites_session').on(table.sessionId),
    check('invites_reason', sql`char_length(${table.reason}) >= 20`),
  ],
)

/**
 * Guests of a session, with what they go by there: they are no members of anything. Two numbers are all there is, so a third
 * guest cannot be written (INV-5). `from_seq` is where the session began in the table's log, `until_at` when a stay ends that
 * nobody has ended.
 */
export const guests = pgTable(
  'guests',
  {
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id),
    no: integer().notNull(),
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    name: text().notNull(),
    looks: text().array(),
    invitedBy: uuid('invited_by')
      .notNull()
      .references(() => people.id),
    fromSeq: integer('from_seq').notNull(),
    cameAt: moment('came_at').notNull(),
    untilAt: moment('until_at').notNull(),
    endedAt: moment('ended_at'),
    endedBy: uuid('ended_by'),
    endedBecause: text('ended_because'),
  },
  (table) => [
    primaryKey({ columns: [table.sessionId, table.no] }),
    unique('guests_one_each').on(table.sessionId, table.personId),
    index('guests_person').on(table.personId),
    index('guests_circle').on(table.circleId, table.personId),
    index('guests_room').on(table.roomId),
    index('guests_until')
      .on(table.untilAt)
      .where(sql`${table.endedAt} is null`),
    check('guests_two', sql`${table.no} between 1 and 2`),
    check('guests_ended_because', sql`${table.endedBecause} in ('shown-out', 'session', 'time', 'joined')`),
  ],
)
