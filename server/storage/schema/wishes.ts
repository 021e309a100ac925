import { sql } from 'drizzle-orm'
import { check, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { circles } from './circles.ts'
import { people } from './people.ts'
import { moment } from './moment.ts'

/** With whom a person would rather not sit. Private: read for its author, and by what places people; it leaves no event. */
export const keepAparts = pgTable(
  'keep_aparts',
  {
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    otherId: uuid('other_id')
      .notNull()
      .references(() => people.id),
    madeAt: moment('made_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.circleId, table.personId, table.otherId] }),
    check('keep_aparts_other', sql`${table.personId} <> ${table.otherId}`),
  ],
)
