import { QUERY_MS } from './clock.ts'
import { isInTransaction } from './open-transaction.ts'
import { wrapped, type Sql } from './sql.ts'
import { watched } from './watched-query.ts'

export interface Pool {
  /** Runs single statements. Refuses inside an open transaction, where an embedded database would wait for itself. */
  sql: Sql
  close(): Promise<void>
}

/**
 * A pool whose every query is answered or refused within the wall-clock limit, and which survives its connections.
 * postgres.js alone would keep a silent connection, and its place in the pool, until TCP gives up a quarter of an hour
 * later; and on one that was cut it would answer the next query with the error that had cut it.
 * @param open makes a client that calls `onClose` when one of its connections is gone
 */
export function openPool(open: (onClose: () => void) => Sql): Pool {
  const leaving = new Map<Sql, NodeJS.Timeout>()
  let isClosed = false
  let client = openNext()

  return {
    sql: wrapped(
      () => client,
      (query) => {
        const source = client
        return watched(query, {
          admit: (start) => start(() => {}),
          refusal: () => (isInTransaction() ? new Error('outer sql inside a transaction: use the transaction') : null),
          onLost: () => replace(source),
        })
      },
    ),
    async close() {
      isClosed = true
      await client.end({ timeout: 5 })
      await Promise.all([...leaving.keys()].map(end))
    },
  }

  function openNext(): Sql {
    const next: Sql = open(() => replace(next))
    return next
  }

  function replace(lossy: Sql): void {
    if (isClosed || lossy !== client) return
    client = openNext()
    // By then whatever waits for one of its connections has been answered or given up.
    leaving.set(
      lossy,
      setTimeout(() => void end(lossy), 2 * QUERY_MS),
    )
  }

  async function end(lossy: Sql): Promise<void> {
    clearTimeout(leaving.get(lossy))
    leaving.delete(lossy)
    await lossy.end({ timeout: 0 })
  }
}
