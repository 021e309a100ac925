import * as z from 'zod/mini'

/** A UUID in lower case. Kith makes version 7, so that ids sort by the time they were made. */
export const Id = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/))
export type Id = z.infer<typeof Id>

/** A place in a room's log: 1, 2, 3 and so on without a gap. */
export const Seq = z.int().check(z.minimum(1), z.maximum(2_147_483_647))

/** How far somebody has come in a log; 0 before its first event. */
export const Head = z.int().check(z.minimum(0), z.maximum(2_147_483_647))

/** Milliseconds since 1970 UTC, read from the database's clock. */
export const Instant = z.int()
