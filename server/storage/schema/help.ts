import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { people } from './people.ts'
import { rooms } from './rooms.ts'
import { moment } from './moment.ts'

/**
 * Calls for a host, from a table or one of its breakouts. They stand in no log: a call for safety is nobody's business but
 * its author's and the hosts' who are not named in it. `asked` lists the hosts whose turn it was, the last one's now.
 */
export const helpCalls = pgTable(
  'help_calls',
  {
    id: uuid().primaryKey(),
    circleId: uuid('circle_id').notNull(),
    tableId: uuid('table_id')
      .notNull()
      .references(() => rooms.id),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    kind: text().notNull(),
    text: text().notNull(),
    about: jsonb().$type<string[]>().notNull(),
    calledAt: moment('called_at').notNull(),
    asked: jsonb().$type<string[]>().notNull(),
    askedAt: moment('asked_at').notNull(),
    claimedBy: uuid('claimed_by').references(() => people.id),
    claimedAt: moment('claimed_at'),
    resolvedAt: moment('resolved_at'),
    /** What a host has done about a call for safety, who wrote it, and when its author said that it is settled. */
    outcome: text(),
    outcomeBy: uuid('outcome_by').references(() => people.id),
    settledAt: moment('settled_at'),
  },
  (table) => [
    index('help_calls_open')
      .on(table.tableId)
      .where(sql`${table.resolvedAt} is null`),
    index('help_calls_safety')
      .on(table.circleId)
      .where(sql`${table.kind} = 'safety'`),
    check('help_calls_kind', sql`${table.kind} in ('question', 'stuck', 'technical', 'safety')`),
    check('help_calls_outcome', sql`(${table.outcome} is null) = (${table.outcomeBy} is null)`),
    check('help_calls_claim', sql`(${table.claimedBy} is null) = (${table.claimedAt} is null)`),
  ],
)
