import { timestamp } from 'drizzle-orm/pg-core'

/** A moment in milliseconds, as the database's clock gives it. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
