import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { people } from './people.ts'
import { rooms } from './rooms.ts'
import { sessions } from './sessions.ts'
import { moment } from './moment.ts'

/**
 * What is said beside the rooms of a session: by a host to one person, by that person in answer, or among the hosts.
 * `to_id` is null for what is said to the hosts. What is said with one person is their thread: they read it, and who leads.
 * It stands in no log, and nobody else reads it.
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
    /** With whom the hosts speak; null where they speak among themselves. */
    threadId: uuid('thread_id').references(() => people.id),
    text: text().notNull(),
    saidAt: moment('said_at').notNull(),
  },
  (table) => [index('asides_session').on(table.sessionId)],
)
