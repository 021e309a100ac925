import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { people } from './people.ts'
import { rooms } from './rooms.ts'
import { sessions } from './sessions.ts'
import { moment } from './moment.ts'

/**
 * What a host says beside the rooms of a session: to one person, or to the other hosts where `to_id` is null. It stands in
 * no log, and is read only by its author and by whom it is for.
 */
export const asides = pgTable(
  'asides',
  {
    id: uuid().primaryKey(),
    circleId: uuid('circle_id').notNull(),
    tableId: uuid('table_id')
      .notNull()
      .references(() => rooms.id),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    toId: uuid('to_id').references(() => people.id),
    text: text().notNull(),
    saidAt: moment('said_at').notNull(),
  },
  (table) => [index('asides_session').on(table.sessionId)],
)
