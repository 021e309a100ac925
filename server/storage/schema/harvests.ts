import { sql } from 'drizzle-orm'
import { check, integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { people } from './people.ts'
import { rooms } from './rooms.ts'
import { moment } from './moment.ts'

/** What a breakout brings back to its room: every version of its card, the highest one is the card. */
export const harvests = pgTable(
  'harvests',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    version: integer().notNull(),
    card: jsonb().notNull(),
    savedBy: uuid('saved_by')
      .notNull()
      .references(() => people.id),
    savedAt: moment('saved_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.version] }),
    check('harvests_version', sql`${table.version} >= 1`),
    check('harvests_insights', sql`jsonb_array_length(${table.card} -> 'insights') <= 3`),
  ],
)

/** Whose card of the round before was passed on to a breakout. */
export const handings = pgTable('handings', {
  roomId: uuid('room_id')
    .primaryKey()
    .references(() => rooms.id),
  fromId: uuid('from_id')
    .notNull()
    .references(() => rooms.id),
})
