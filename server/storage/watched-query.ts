import { queryMs, QueryTimeout } from './clock.ts'

// The parts of a postgres.js query that this file touches; they are not in its types. The version is pinned, and
// tests/storage proves each promise made here.
interface QueryInside {
  handler: (query: QueryInside) => void
  resolve: (value: unknown) => void
  reject: (error: Error) => void
  /** Set when the query has been handed to a connection. */
  state: object | null
  strings: string[]
  args: unknown[]
  options: { simple?: boolean }
}

export interface QueryRules {
  /** Calls `start` when it is the query's turn; `settled` is called once the query is over. */
  admit(start: (settled: () => void) => void): void
  /** Asked when the query is about to run: an error refuses it. */
  refusal(): Error | null
  /** The query was handed to a connection and no answer came in time. */
  onLost(): void
}

/** The same query, run by the rules and cut off by the wall clock. Anything that is not a query passes untouched. */
export function watched<T>(query: T, rules: QueryRules): T {
  if (!(query instanceof Promise)) return query
  const inside = query as unknown as QueryInside
  const run = inside.handler
  inside.handler = (running) =>
    rules.admit((settled) => {
      startClock(running, rules, settled)
      const refused = rules.refusal()
      if (refused) running.reject(refused)
      else run(running)
    })
  return query
}

// A connection that is lost without a word (a cable, a failed-over proxy) leaves the promise pending for ever.
function startClock(running: QueryInside, rules: QueryRules, settled: () => void): void {
  const { resolve, reject } = running
  const ms = queryMs()
  const timer = setTimeout(() => {
    if (running.state === null) forget(running)
    else rules.onLost()
    running.reject(new QueryTimeout(`the database did not answer within ${ms} ms`))
  }, ms)
  const settle = () => {
    clearTimeout(timer)
    settled()
  }
  running.resolve = (value) => {
    settle()
    resolve(value)
  }
  running.reject = (error) => {
    settle()
    reject(error)
  }
}

// postgres.js cannot take a waiting query out of its line: when its turn comes, nothing is left of it.
function forget(waiting: QueryInside): void {
  waiting.strings = ['select 1']
  waiting.args = []
  waiting.options = { simple: true }
}
