import { queryMs } from './clock.ts'
import { isInTransaction } from './open-transaction.ts'
import { wrapped, type Sql } from './sql.ts'
import { watched, type QueryRules } from './watched-query.ts'

export interface Pool {
  /** Runs single statements. Refuses inside an open transaction, where an embedded database would wait for itself. */
  sql: Sql
  close(): Promise<void>
}

const REPLACE_EVERY_MS = 2_000

/**
 * A pool whose every query is answered or refused within the wall-clock limit.
 * @param open makes a client; called again when a connection is lost without a word: postgres.js would keep it, and its
 *   place in the pool, until TCP gives up a quarter of an hour later
 */
export function openPool(open: () => Sql): Pool {
  const retired = new Set<Promise<void>>()
  let client = open()
  let replacedAt = -REPLACE_EVERY_MS

  const rules: QueryRules = {
    admit: (start) => start(() => {}),
    refusal: () => (isInTransaction() ? new Error('outer sql used inside a transaction: use the transaction') : null),
    onLost: replace,
  }
  return {
    sql: wrapped(
      () => client,
      (query) => watched(query, rules),
    ),
    async close() {
      await client.end({ timeout: 5 })
      await Promise.all(retired)
    },
  }

  function replace(): void {
    if (performance.now() - replacedAt < REPLACE_EVERY_MS) return
    replacedAt = performance.now()
    const ending = client.end({ timeout: queryMs() / 1_000 }).finally(() => retired.delete(ending))
    retired.add(ending)
    client = open()
  }
}
