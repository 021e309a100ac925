import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  bigint,
} from 'drizzle-orm/pg-core'

const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })

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

/** The counter `members` on the locked row is the gate to a circle: it cannot pass the capacity (INV-5). */
export const circles = pgTable(
  'circles',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    purpose: text().notNull(),
    problem: text().notNull(),
    values: jsonb().$type<string[]>().notNull(),
    conduct: text().notNull(),
    capacity: integer().notNull(),
    members: integer().notNull(),
    commonsId: uuid('commons_id').notNull(),
    openedAt: moment('opened_at').notNull(),
  },
  (table) => [
    check('circles_capacity', sql`${table.capacity} between 3 and 500`),
    check('circles_members', sql`${table.members} between 0 and ${table.capacity}`),
  ],
)

export const memberships = pgTable(
  'memberships',
  {
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    name: text().notNull(),
    role: text().notNull(),
    invitedBy: uuid('invited_by').references(() => people.id),
    joinedAt: moment('joined_at').notNull(),
    joinedSeq: integer('joined_seq').notNull(),
    endedAt: moment('ended_at'),
    endedBy: uuid('ended_by'),
    endedReason: text('ended_reason'),
  },
  (table) => [
    primaryKey({ columns: [table.circleId, table.personId] }),
    index('memberships_person').on(table.personId),
    check('memberships_role', sql`${table.role} in ('member', 'facilitator', 'steward')`),
  ],
)

/** Who accepted an invite while the circle was full, in order. */
export const circleLine = pgTable(
  'circle_line',
  {
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    no: bigint({ mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    name: text().notNull(),
    invitedBy: uuid('invited_by').notNull(),
    joinedAt: moment('joined_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.circleId, table.personId] })],
)

export const invites = pgTable(
  'invites',
  {
    id: uuid().primaryKey(),
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    inviterId: uuid('inviter_id')
      .notNull()
      .references(() => people.id),
    addressee: text().notNull(),
    reason: text().notNull(),
    codeHash: text('code_hash').notNull().unique(),
    madeAt: moment('made_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    usedBy: uuid('used_by').references(() => people.id),
    usedAt: moment('used_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    index('invites_circle').on(table.circleId),
    check('invites_reason', sql`char_length(${table.reason}) >= 20`),
  ],
)

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
    capacity: integer().notNull(),
    overridden: boolean().notNull().default(false),
    mode: text().notNull().default('on-record'),
    parentId: uuid('parent_id'),
    roundId: uuid('round_id'),
    openedAt: moment('opened_at').notNull(),
    closedAt: moment('closed_at'),
    lastSeq: integer('last_seq').notNull().default(0),
    epoch: integer().notNull().default(0),
  },
  (table) => [
    index('rooms_circle').on(table.circleId),
    index('rooms_round').on(table.roundId),
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
    openedAt: moment('opened_at').notNull(),
    endsAt: moment('ends_at').notNull(),
    closedAt: moment('closed_at'),
    closedBecause: text('closed_because'),
  },
  (table) => [
    uniqueIndex('rounds_one_open')
      .on(table.parentId)
      .where(sql`${table.closedAt} is null`),
    index('rounds_session').on(table.sessionId),
  ],
)

/** Who was placed where: it outlives the seats, so that those who sat together may read what they said. */
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
  },
  (table) => [primaryKey({ columns: [table.roundId, table.personId] }), index('placements_room').on(table.roomId)],
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

export const recaps = pgTable(
  'recaps',
  {
    id: uuid().primaryKey(),
    circleId: uuid('circle_id')
      .notNull()
      .references(() => circles.id),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id),
    sessionId: uuid('session_id')
      .notNull()
      .unique()
      .references(() => sessions.id),
    title: text().notNull(),
    version: integer().notNull(),
    madeAt: moment('made_at').notNull(),
    signedBy: uuid('signed_by').references(() => people.id),
    signedAt: moment('signed_at'),
  },
  (table) => [
    index('recaps_circle').on(table.circleId),
    check('recaps_signed', sql`(${table.signedBy} is null) = (${table.signedAt} is null)`),
  ],
)

/** At most ten per recap, by the check on their number. */
export const bullets = pgTable(
  'bullets',
  {
    recapId: uuid('recap_id')
      .notNull()
      .references(() => recaps.id),
    no: integer().notNull(),
    text: text().notNull(),
    type: text().notNull(),
    section: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.recapId, table.no] }),
    check('bullets_no', sql`${table.no} between 1 and 10`),
    check('bullets_text', sql`char_length(${table.text}) between 1 and 280`),
  ],
)

export const citations = pgTable(
  'citations',
  {
    recapId: uuid('recap_id').notNull(),
    no: integer().notNull(),
    position: integer().notNull(),
    roomId: uuid('room_id').notNull(),
    seq: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.recapId, table.no, table.position] }),
    foreignKey({
      name: 'citations_bullet',
      columns: [table.recapId, table.no],
      foreignColumns: [bullets.recapId, bullets.no],
    }),
    foreignKey({
      name: 'citations_event',
      columns: [table.roomId, table.seq],
      foreignColumns: [events.roomId, events.seq],
    }),
    check('citations_position', sql`${table.position} between 1 and 5`),
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
