import { sql } from 'drizzle-orm'
import { bigint, check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { moment } from './moment.ts'

/** Somebody with a name. The e-mail address is sealed; `emailIndex` is a keyed hash that finds it again. */
export const people = pgTable('people', {
  id: uuid().primaryKey(),
  name: text().notNull(),
  /** What the name looks like, to be compared with others; null where it was written before looks were. */
  looks: text().array(),
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
    /** When this device last proved whose it is: by a passkey or a link, not by a code from another device. */
    provedAt: moment('proved_at'),
    endedAt: moment('ended_at'),
  },
  (table) => [index('sign_ins_person').on(table.personId)],
)

/**
 * A single-use way in: mailed, for another device, from the operator, or the first one of an installation; or the proof of
 * an address (`email`), which signs nobody in. A mailed one belongs to the browser that asked; any other needs its number.
 */
export const signInLinks = pgTable(
  'sign_in_links',
  {
    codeHash: text('code_hash').primaryKey(),
    kind: text().notNull(),
    personId: uuid('person_id').references(() => people.id),
    madeAt: moment('made_at').notNull(),
    expiresAt: moment('expires_at'),
    usedAt: moment('used_at'),
    askedBy: text('asked_by'),
    numberHash: text('number_hash'),
    wrongNumbers: integer('wrong_numbers').notNull().default(0),
    emailSealed: text('email_sealed'),
    emailIndex: text('email_index'),
  },
  (table) => [
    check('sign_in_links_kind', sql`${table.kind} in ('mail', 'device', 'operator', 'first', 'email')`),
    check('sign_in_links_email', sql`(${table.kind} = 'email') = (${table.emailIndex} is not null)`),
  ],
)

/** A key that a device or a password keeper holds for somebody; Kith has its public half only. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: uuid().primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    credentialId: text('credential_id').notNull().unique(),
    publicKey: text('public_key').notNull(),
    counter: bigint({ mode: 'number' }).notNull(),
    transports: jsonb().notNull().$type<string[]>(),
    label: text().notNull(),
    madeAt: moment('made_at').notNull(),
    usedAt: moment('used_at'),
  },
  (table) => [index('passkeys_person').on(table.personId)],
)

/** What a passkey is asked to sign, once, by whoever asked: a sign-in, or a browser that has none yet. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    challengeHash: text('challenge_hash').primaryKey(),
    purpose: text().notNull(),
    asker: text().notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [check('passkey_challenges_purpose', sql`${table.purpose} in ('add', 'sign-in', 'prove')`)],
)
