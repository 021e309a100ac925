import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { circles } from './circles.ts'
import { events } from './log.ts'
import { people } from './people.ts'
import { rooms } from './rooms.ts'
import { sessions } from './sessions.ts'
import { moment } from './moment.ts'

export const recaps = pgTable(
  'recaps',
  {
    id: uuid().primaryKey(),
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    sessionId: uuid('session_id')
      .notNull()
      .unique()
      .references(() => sessions.id),
    title: text().notNull(),
    version: integer().notNull(),
    madeAt: moment('made_at').notNull(),
    signedBy: uuid('signed_by').references(() => people.id),
    signedAt: moment('signed_at'),
  },
  (table) => [
    index('recaps_circle').on(table.circleId),
    check('recaps_signed', sql`(${table.signedBy} is null) = (${table.signedAt} is null)`),
  ],
)

/** At most ten per recap, by the check on their number. */
export const bullets = pgTable(
  'bullets',
  {
    recapId: uuid('recap_id')
      .notNull()
      .references(() => recaps.id),
    no: integer().notNull(),
    text: text().notNull(),
    type: text().notNull(),
    section: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.recapId, table.no] }),
    check('bullets_no', sql`${table.no} between 1 and 10`),
    check('bullets_text', sql`char_length(${table.text}) between 1 and 280`),
  ],
)

export const citations = pgTable(
  'citations',
  {
    recapId: uuid('recap_id').notNull(),
    no: integer().notNull(),
    position: integer().notNull(),
    roomId: uuid('room_id').notNull(),
    seq: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.recapId, table.no, table.position] }),
    foreignKey({
      name: 'citations_bullet',
      columns: [table.recapId, table.no],
      foreignColumns: [bullets.recapId, bullets.no],
    }),
    foreignKey({
      name: 'citations_event',
      columns: [table.roomId, table.seq],
      foreignColumns: [events.roomId, events.seq],
    }),
    check('citations_position', sql`${table.position} between 1 and 5`),
  ],
)
