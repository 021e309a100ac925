import { QueryTimeout, withQueryTimeout } from './clock.ts'
import { isInTransaction, markTransaction } from './open-transaction.ts'
import { wrapped, type Executor, type Sql } from './sql.ts'
import type { Lane, Lanes } from './transaction-lanes.ts'
import { watched } from './watched-query.ts'

export interface TransactionOptions {
  /** Defaults to read committed, read write. */
  mode?: 'read committed' | 'repeatable read read only'
  /** For one statement; the server's own limit moves with it. Milliseconds. */
  statementMs?: number
  /** For the whole, whatever it waits for. Milliseconds. */
  wholeMs?: number
}

const WHOLE_MS = 5_000

/**
 * Runs several statements as one: all of it happens or nothing does, also when the connection is lost half-way.
 * Statements run one after another. What must hold under concurrency is one SQL function call instead.
 */
export async function runTransaction<T>(
  lanes: Lanes,
  work: (executor: Executor) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  if (isInTransaction()) throw new Error('a transaction inside a transaction: pass the open one on')
  const lane = await lanes.take()
  const run = () => markTransaction(() => runOn(lane, work, options))
  try {
    return await (options.statementMs === undefined ? run() : withQueryTimeout(options.statementMs + 500, run))
  } finally {
    lanes.give(lane)
  }
}

async function runOn<T>(lane: Lane, work: (executor: Executor) => Promise<T>, options: TransactionOptions): Promise<T> {
  const { sql, lost } = await begun(lane, `begin isolation level ${options.mode ?? 'read committed'}`)
  const wholeMs = options.wholeMs ?? WHOLE_MS
  const timer = setTimeout(() => lane.drop(new QueryTimeout(`a transaction took longer than ${wholeMs} ms`)), wholeMs)
  try {
    if (options.statementMs) await sql.unsafe(limits(Math.ceil(options.statementMs)))
    const result = await Promise.race([work({ sql }), lost])
    const ending = await sql.unsafe('commit')
    // An error that the work has swallowed leaves an aborted transaction, and its commit answers ROLLBACK.
    if (ending.command !== 'COMMIT') throw new Error('a transaction went on after one of its statements had failed')
    return result
  } catch (error) {
    if (!lane.lost) await sql.unsafe('rollback').catch((reason: Error) => lane.drop(reason))
    throw lane.lost ?? error
  } finally {
    clearTimeout(timer)
  }
}

// A connection that was lost while nobody used it is found out here, where nothing has happened yet.
async function begun(lane: Lane, statement: string): Promise<TransactionSql> {
  const first = transactionSql(lane)
  const began = await first.sql.unsafe(statement).catch((error: unknown) => (lane.lost ? null : Promise.reject(error)))
  if (began) return first
  const second = transactionSql(lane)
  await second.sql.unsafe(statement)
  return second
}

interface TransactionSql {
  sql: Sql
  lost: Promise<never>
}

function limits(ms: number): string {
  // Who is patient with one statement may also think as long between two of them.
  const settings = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']
  return settings.map((name) => `set local ${name} = ${ms}`).join('; ')
}

// postgres.js connects again by itself: a statement that came after the loss would run alone and be committed at once.
// So statements go one by one, and each looks, in the same tick in which it is sent, whether the connection still is
// the one that began.
function transactionSql(lane: Lane): TransactionSql {
  const turn = lane.begin()
  let tail = Promise.resolve()
  const sql = wrapped(
    () => lane.client,
    (query) =>
      watched(query, {
        admit: (start) => void (tail = tail.then(() => new Promise<void>((settled) => start(settled)))),
        refusal: () => lane.lost ?? (turn === lane.turn ? null : new Error('this transaction has ended')),
        onLost: () => lane.drop(new QueryTimeout('the database did not answer in time')),
      }),
  )
  const lost = new Promise<never>((_, reject) => (lane.onLost = reject))
  lost.catch(() => {})
  return { sql, lost }
}
