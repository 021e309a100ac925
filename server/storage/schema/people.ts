import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from './moment.ts'

/** Somebody with a name. The e-mail address is sealed; `emailIndex` is a keyed hash that finds it again. */
export const people = pgTable('people', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  emailSealed: text('email_sealed'),
  emailIndex: text('email_index').unique(),
  madeAt: moment('made_at').notNull(),
})

/** An authenticated device. The cookie's secret is kept as a hash only; an ended row signs nobody in. */
export const signIns = pgTable(
  'sign_ins',
  {
    id: uuid().primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    secretHash: text('secret_hash').notNull().unique(),
    label: text().notNull(),
    madeAt: moment('made_at').notNull(),
    seenAt: moment('seen_at').notNull(),
    endedAt: moment('ended_at'),
  },
  (table) => [index('sign_ins_person').on(table.personId)],
)

/** A single-use way in: mailed, for another device, from the operator, or the first one of an installation. */
export const signInLinks = pgTable(
  'sign_in_links',
  {
    codeHash: text('code_hash').primaryKey(),
    kind: text().notNull(),
    personId: uuid('person_id').references(() => people.id),
    madeAt: moment('made_at').notNull(),
    expiresAt: moment('expires_at'),
    usedAt: moment('used_at'),
  },
  (table) => [check('sign_in_links_kind', sql`${table.kind} in ('mail', 'device', 'operator', 'first')`)],
)
