import { sql } from 'drizzle-orm'
import { check, index, jsonb, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { circles } from './circles.ts'
import { people } from './people.ts'
import { moment } from './moment.ts'
import { rooms } from './rooms.ts'
import { rounds, sessions } from './sessions.ts'

/** Who said "not this round" at a table. Private: read for its author, and by what places people; it leaves no event. */
export const sitOuts = pgTable(
  'sit_outs',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    saidAt: moment('said_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.roomId, table.personId] })],
)

/** Who led or took notes in which round, so that next time it is somebody else's turn. */
export const duties = pgTable(
  'duties',
  {
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    roundId: uuid('round_id')
      .notNull()
      .references(() => rounds.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    duty: text().notNull(),
    servedAt: moment('served_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.roundId, table.personId] }),
    index('duties_circle').on(table.circleId),
    check('duties_duty', sql`${table.duty} in ('leader', 'note-taker')`),
  ],
)

/** Breakouts that a host has composed for later: for one session, or for whichever comes where there is none. */
export const preparedRounds = pgTable(
  'prepared_rounds',
  {
    id: uuid().primaryKey(),
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    sessionId: uuid('session_id').references(() => sessions.id),
    name: text().notNull(),
    plan: jsonb().notNull(),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => people.id),
    madeAt: moment('made_at').notNull(),
  },
  (table) => [unique('prepared_rounds_name').on(table.roomId, table.name)],
)

/** A round whose people choose their breakouts themselves, until when, and what becomes of whoever has not chosen by then. */
export const choosings = pgTable(
  'choosings',
  {
    roundId: uuid('round_id')
      .primaryKey()
      .references(() => rounds.id),
    untilAt: moment('until_at').notNull(),
    endedAt: moment('ended_at'),
    rest: text().notNull(),
  },
  (table) => [
    index('choosings_due')
      .on(table.untilAt)
      .where(sql`${table.endedAt} is null`),
    check('choosings_rest', sql`${table.rest} in ('stay', 'place')`),
  ],
)
