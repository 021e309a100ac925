import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, primaryKey, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
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

/** Who has which duty in a breakout now; nobody where all who could have left. A row for each duty that it was opened with. */
export const breakoutDuties = pgTable(
  'breakout_duties',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    duty: text().notNull(),
    personId: uuid('person_id').references(() => people.id),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.duty] }),
    check('breakout_duties_duty', sql`${table.duty} in ('leader', 'note-taker')`),
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
    /** How many minutes into a session it opens by itself; null where a host opens it. */
    opensAfter: integer('opens_after'),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => people.id),
    madeAt: moment('made_at').notNull(),
  },
  (table) => [
    unique('prepared_rounds_name').on(table.roomId, table.name),
    check('prepared_rounds_opens_after', sql`${table.opensAfter} between 1 and 480`),
  ],
)

/** When a prepared round opens by itself in the running session; `missed_at` where that was not possible with who was here. */
export const openings = pgTable(
  'openings',
  {
    id: uuid().primaryKey(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    preparedId: uuid('prepared_id')
      .notNull()
      .references(() => preparedRounds.id, { onDelete: 'cascade' }),
    dueAt: moment('due_at').notNull(),
    missedAt: moment('missed_at'),
  },
  (table) => [
    uniqueIndex('openings_one_each').on(table.preparedId),
    index('openings_room').on(table.roomId),
    index('openings_due')
      .on(table.dueAt)
      .where(sql`${table.missedAt} is null`),
  ],
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
