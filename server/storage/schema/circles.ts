import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uuid, bigint } from 'drizzle-orm/pg-core'
import { people } from './people.ts'
import { moment } from './moment.ts'

/** The counter `members` on the locked row is the gate to a circle: it cannot pass the capacity (INV-5). */
export const circles = pgTable(
  'circles',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    purpose: text().notNull(),
    problem: text().notNull(),
    values: jsonb().$type<string[]>().notNull(),
    conduct: text().notNull(),
    capacity: integer().notNull(),
    members: integer().notNull(),
    commonsId: uuid('commons_id').notNull(),
    openedAt: moment('opened_at').notNull(),
  },
  (table) => [
    check('circles_capacity', sql`${table.capacity} between 3 and 500`),
    check('circles_members', sql`${table.members} between 0 and ${table.capacity}`),
  ],
)

export const memberships = pgTable(
  'memberships',
  {
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    name: text().notNull(),
    looks: text().array(),
    role: text().notNull(),
    invitedBy: uuid('invited_by').references(() => people.id),
    joinedAt: moment('joined_at').notNull(),
    joinedSeq: integer('joined_seq').notNull(),
    endedAt: moment('ended_at'),
    endedBy: uuid('ended_by'),
    endedReason: text('ended_reason'),
  },
  (table) => [
    primaryKey({ columns: [table.circleId, table.personId] }),
    index('memberships_person').on(table.personId),
    check('memberships_role', sql`${table.role} in ('member', 'facilitator', 'steward')`),
  ],
)

/** Who accepted an invite while the circle was full, in order. */
export const circleLine = pgTable(
  'circle_line',
  {
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    no: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    looks: text().array(),
    invitedBy: uuid('invited_by').notNull(),
    joinedAt: moment('joined_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.circleId, table.personId] })],
)

export const invites = pgTable(
  'invites',
  {
    id: uuid().primaryKey(),
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
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
    check('invites_reason', sql`char_length(${table.reason}) >= 20`),
  ],
)
