import { sql } from 'drizzle-orm'
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { people } from './people.ts'
import { rooms } from './rooms.ts'
import { moment } from './moment.ts'

/**
 * The logs of all rooms. Messages are these rows and nothing else. `revised_by` leads from a message to the event that
 * holds its current words (an edit) or says that they are gone (a removal); the words it replaces are blanked. The room is
 * no foreign key: the functions that write here hold its row locked, and the check would only repeat the look-up.
 */
export const events = pgTable(
  'events',
  {
    roomId: uuid('room_id').notNull(),
    seq: integer().notNull(),
    circleId: uuid('circle_id').notNull(),
    kind: text().notNull(),
    personId: uuid('person_id'),
    at: moment('at').notNull(),
    body: jsonb().notNull(),
    revisedBy: integer('revised_by'),
  },
  (table) => [primaryKey({ columns: [table.roomId, table.seq] })],
)

/**
 * What makes a command safe to repeat (INV-3): its first reply, and an HMAC of its content that goes when the words go.
 * Commands outside a circle stand under the nil UUID.
 */
export const commands = pgTable(
  'commands',
  {
    circleId: uuid('circle_id').notNull(),
    personId: uuid('person_id').notNull(),
    commandId: uuid('command_id').notNull(),
    digest: text(),
    roomId: uuid('room_id'),
    seq: integer(),
    reply: jsonb(),
  },
  (table) => [
    primaryKey({ columns: [table.circleId, table.personId, table.commandId] }),
    index('commands_event')
      .on(table.roomId, table.seq)
      .where(sql`${table.digest} is not null and ${table.seq} is not null`),
  ],
)

export const reactions = pgTable(
  'reactions',
  {
    roomId: uuid('room_id').notNull(),
    seq: integer().notNull(),
    emoji: text().notNull(),
    personId: uuid('person_id').notNull(),
    addedSeq: integer('added_seq').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.seq, table.emoji, table.personId] }),
    foreignKey({
      name: 'reactions_event',
      columns: [table.roomId, table.seq],
      foreignColumns: [events.roomId, events.seq],
    }),
  ],
)

export const marks = pgTable(
  'marks',
  {
    roomId: uuid('room_id').notNull(),
    seq: integer().notNull(),
    mark: text().notNull(),
    personId: uuid('person_id').notNull(),
    addedSeq: integer('added_seq').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.seq, table.mark, table.personId] }),
    foreignKey({
      name: 'marks_event',
      columns: [table.roomId, table.seq],
      foreignColumns: [events.roomId, events.seq],
    }),
    check('marks_mark', sql`${table.mark} in ('decision', 'action', 'win', 'insight', 'question', 'resource')`),
  ],
)

export const readMarkers = pgTable(
  'read_markers',
  {
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    seq: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.personId, table.roomId] })],
)
