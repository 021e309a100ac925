import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid, bigint } from 'drizzle-orm/pg-core'
import { people } from './people.ts'
import { moment } from './moment.ts'

/** The counters on the locked row are the gate to a circle: members and guests together cannot pass the capacity (INV-5). */
export const circles = pgTable(
  'circles',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    /** What the name looks like, as with people. */
    looks: text().array(),
    purpose: text().notNull(),
    problem: text().notNull(),
    values: jsonb().$type<string[]>().notNull(),
    conduct: text().notNull(),
    capacity: integer().notNull(),
    members: integer().notNull(),
    /** Who is a guest of one of its sessions now. */
    guests: integer().notNull().default(0),
    commonsId: uuid('commons_id').notNull(),
    openedAt: moment('opened_at').notNull(),
  },
  (table) => [
    uniqueIndex('circles_commons').on(table.commonsId),
    check('circles_capacity', sql`${table.capacity} between 3 and 500`),
    check('circles_members', sql`${table.members} between 0 and ${table.capacity}`),
    check('circles_people', sql`${table.guests} >= 0 and ${table.members} + ${table.guests} <= ${table.capacity}`),
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
