import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { circles } from './circles.ts'
import { people } from './people.ts'
import { moment } from './moment.ts'

/**
 * A room and the head of its log. `last_seq` only rises under the row's lock, so numbers are dense (INV-1); `epoch` rises
 * when somebody loses access (INV-7).
 */
export const rooms = pgTable(
  'rooms',
  {
    id: uuid().primaryKey(),
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    kind: text().notNull(),
    name: text().notNull(),
    /** What the name of a table looks like, to be compared with others; null where it was written before looks were. */
    looks: text().array(),
    capacity: integer().notNull(),
    overridden: boolean().notNull().default(false),
    mode: text().notNull().default('on-record'),
    parentId: uuid('parent_id'),
    roundId: uuid('round_id'),
    /** When a breakout ends, where it does not end with its round. */
    endsAt: moment('ends_at'),
    openedAt: moment('opened_at').notNull(),
    closedAt: moment('closed_at'),
    lastSeq: integer('last_seq').notNull().default(0),
    epoch: integer().notNull().default(0),
  },
  (table) => [
    index('rooms_circle').on(table.circleId),
    index('rooms_round').on(table.roundId),
    // Breakouts are many more than tables, and nearly all of them are closed.
    index('rooms_open_breakouts')
      .on(table.parentId)
      .where(sql`${table.parentId} is not null and ${table.closedAt} is null`),
    check('rooms_kind', sql`${table.kind} in ('commons', 'table', 'breakout')`),
    check('rooms_mode', sql`${table.mode} in ('on-record')`),
    check(
      'rooms_capacity',
      sql`case ${table.kind} when 'commons' then ${table.capacity} = 0 when 'table' then ${table.capacity} between 2 and 50
          else ${table.capacity} <= 10 or (${table.capacity} = 11 and ${table.overridden}) end`,
    ),
  ],
)

/** Exactly the numbers 1 to capacity of each room: a seat beyond them has no slot to refer to (INV-5). */
export const seatSlots = pgTable(
  'seat_slots',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    no: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.roomId, table.no] })],
)

/** Who holds which seat, or for whom it is held until `offered_until`. `gone_at`: when the last device went. */
export const seats = pgTable(
  'seats',
  {
    roomId: uuid('room_id').notNull(),
    no: integer().notNull(),
    circleId: uuid('circle_id').notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    inTable: boolean('in_table').notNull(),
    takenAt: moment('taken_at').notNull(),
    offeredUntil: moment('offered_until'),
    goneAt: moment('gone_at'),
    /** Until when a breakout's place is kept for its member who has stepped out to the table. */
    outUntil: moment('out_until'),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.no] }),
    foreignKey({
      name: 'seats_slot',
      columns: [table.roomId, table.no],
      foreignColumns: [seatSlots.roomId, seatSlots.no],
    }),
    unique('seats_one_each').on(table.roomId, table.personId),
    uniqueIndex('seats_one_table')
      .on(table.circleId, table.personId)
      .where(sql`${table.inTable} and ${table.offeredUntil} is null`),
    index('seats_person').on(table.personId),
    index('seats_out')
      .on(table.outUntil)
      .where(sql`${table.outUntil} is not null`),
  ],
)

/** Who waits for a seat; `no` is the number of the event that put them there, so the order is the log's. */
export const line = pgTable(
  'line',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    no: integer().notNull(),
    goneAt: moment('gone_at'),
  },
  (table) => [primaryKey({ columns: [table.roomId, table.personId] }), index('line_person').on(table.personId)],
)

/** Hosts on visit: they see and speak and hold no seat. */
export const visitors = pgTable(
  'visitors',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    no: integer().notNull(),
    goneAt: moment('gone_at'),
  },
  (table) => [primaryKey({ columns: [table.roomId, table.personId] }), index('visitors_person').on(table.personId)],
)

/** The nodes that live, and who is connected to which: a seat stays while one living node has its member. */
export const nodes = pgTable('nodes', { id: text().primaryKey(), leaseUntil: moment('lease_until').notNull() })

export const connections = pgTable(
  'connections',
  {
    personId: uuid('person_id').notNull(),
    nodeId: text('node_id')
      .notNull()
      .references(() => nodes.id, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.personId, table.nodeId] }), index('connections_node').on(table.nodeId)],
)
