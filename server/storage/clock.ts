import { AsyncLocalStorage } from 'node:async_hooks'

/** A query was not answered in time; whether it took effect is unknown. */
export class QueryTimeout extends Error {
  override name = 'QueryTimeout'
  readonly code = 'QUERY_TIMEOUT'
}

/** How long a single query may take, in milliseconds, unless somebody says otherwise. */
export const QUERY_MS = 2_500

const patience = new AsyncLocalStorage<number>()

/** Gives every query that `work` makes another wall-clock limit: for maintenance, never for what people wait for. */
export function withQueryTimeout<T>(ms: number, work: () => Promise<T>): Promise<T> {
  return patience.run(ms, work)
}

export function queryMs(): number {
  return patience.getStore() ?? QUERY_MS
}
