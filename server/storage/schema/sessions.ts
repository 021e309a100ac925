import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { people } from './people.ts'
import { rooms } from './rooms.ts'
import { moment } from './moment.ts'

/** One hosted occasion in a table, from its first event to its last. One at a time in a room. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey(),
    circleId: uuid('circle_id').notNull(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    hostId: uuid('host_id')
      .notNull()
      .references(() => people.id),
    /** Who else leads while it runs, by their ids. */
    coHosts: jsonb('co_hosts').$type<string[]>().notNull().default([]),
    title: text().notNull(),
    startedAt: moment('started_at').notNull(),
    endedAt: moment('ended_at'),
    firstSeq: integer('first_seq').notNull(),
    endSeq: integer('end_seq'),
  },
  (table) => [
    uniqueIndex('sessions_one_running')
      .on(table.roomId)
      .where(sql`${table.endedAt} is null`),
    index('sessions_circle').on(table.circleId),
  ],
)

/** Who was there, silent or not: whoever held a seat or visited while the session ran. */
export const attendances = pgTable(
  'attendances',
  {
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    fromAt: moment('from_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.sessionId, table.personId] })],
)

export const rounds = pgTable(
  'rounds',
  {
    id: uuid().primaryKey(),
    circleId: uuid('circle_id').notNull(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id),
    parentId: uuid('parent_id')
      .notNull()
      .references(() => rooms.id),
    no: integer().notNull(),
    task: text().notNull(),
    overridden: boolean().notNull(),
    /** Who sits this round out, by their ids: nobody places them while it is open. */
    sittingOut: jsonb('sitting_out').$type<string[]>().notNull().default([]),
    /** Where somebody is placed who comes while it is open. */
    late: text().notNull().default('smallest'),
    openedAt: moment('opened_at').notNull(),
    endsAt: moment('ends_at').notNull(),
    closedAt: moment('closed_at'),
    closedBecause: text('closed_because'),
  },
  (table) => [
    check('rounds_late', sql`${table.late} in ('smallest', 'fewest-met', 'stay')`),
    uniqueIndex('rounds_one_open')
      .on(table.parentId)
      .where(sql`${table.closedAt} is null`),
    index('rounds_session').on(table.sessionId),
    index('rounds_parent').on(table.parentId, table.openedAt),
  ],
)

/**
 * Who was placed where: it outlives the seats, so that those who sat together may read what they said. `no` keeps the order
 * in which people came to a breakout.
 */
export const placements = pgTable(
  'placements',
  {
    roundId: uuid('round_id')
      .notNull()
      .references(() => rounds.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    placedAt: moment('placed_at').notNull(),
    no: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.roundId, table.personId] }),
    index('placements_room').on(table.roomId),
    index('placements_person').on(table.personId),
  ],
)

/** Where in the logs stands what hosts said in a round: whoever comes later finds it without reading a whole log. */
export const hostWords = pgTable(
  'host_words',
  {
    roundId: uuid('round_id')
      .notNull()
      .references(() => rounds.id),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    seq: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.roundId, table.roomId, table.seq] })],
)

/** Two breakouts whose people can speak to both: the one with the lower id first. While both are open. */
export const connectedBreakouts = pgTable(
  'connected_breakouts',
  {
    aId: uuid('a_id')
      .notNull()
      .references(() => rooms.id),
    bId: uuid('b_id')
      .notNull()
      .references(() => rooms.id),
  },
  (table) => [
    primaryKey({ columns: [table.aId, table.bId] }),
    index('connected_breakouts_b').on(table.bId),
    check('connected_breakouts_order', sql`${table.aId} < ${table.bId}`),
  ],
)

/** A breakout's wish for more time, until a host has answered it. One at a time in a breakout. */
export const timeAsks = pgTable('time_asks', {
  roomId: uuid('room_id')
    .primaryKey()
    .references(() => rooms.id),
  personId: uuid('person_id')
    .notNull()
    .references(() => people.id),
  minutes: integer().notNull(),
  askedAt: moment('asked_at').notNull(),
})

/**
 * How long somebody has the floor in a room: one timer at a time. It is over by being past `ends_at`, so nothing is written
 * then; its row goes when it is stopped, or with the session or the breakout.
 */
export const turnTimers = pgTable(
  'turn_timers',
  {
    roomId: uuid('room_id')
      .primaryKey()
      .references(() => rooms.id),
    id: uuid().notNull(),
    /** Whose turn it is; null where it is nobody's alone. */
    personId: uuid('person_id').references(() => people.id),
    label: text().notNull(),
    setAt: moment('set_at').notNull(),
    endsAt: moment('ends_at').notNull(),
  },
  (table) => [check('turn_timers_ends', sql`${table.endsAt} > ${table.setAt}`)],
)

/** What the clock will do, at an absolute time of the database. Whoever sees it due calls; the second caller finds it done. */
export const timers = pgTable(
  'timers',
  {
    id: uuid().primaryKey(),
    kind: text().notNull(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    roundId: uuid('round_id').references(() => rounds.id),
    dueAt: moment('due_at').notNull(),
    doneAt: moment('done_at'),
  },
  (table) => [
    index('timers_due')
      .on(table.dueAt)
      .where(sql`${table.doneAt} is null`),
    check('timers_kind', sql`${table.kind} in ('round:close')`),
  ],
)
