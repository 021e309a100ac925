import type { Duplex } from 'node:stream'
import postgres from 'postgres'

export type Sql = postgres.Sql<Record<never, never>>
/** Two options of postgres.js are missing from its types. */
export type ClientOptions = postgres.Options<Record<string, postgres.PostgresType>> & {
  socket?: () => Duplex
  max_pipeline?: number
}

/** A way to speak to the database: the pool, or one open transaction. Stores take either. */
export interface Executor {
  sql: Sql
}

// Values look the same in both modes. JSON: a string counts as finished JSON text, so `sql.json('text')` needs its own
// JSON.stringify.
const types = {
  json: { to: 114, from: [114], serialize: jsonText, parse: JSON.parse },
  jsonb: { to: 3802, from: [3802], serialize: jsonText, parse: JSON.parse },
  bigint: { to: 20, from: [20], serialize: String, parse: safeNumber },
  day: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
  date: { to: 1184, from: [1114, 1184], serialize: isoTime, parse: (text: string) => new Date(text) },
  uuids: { to: 2951, from: [2951], serialize: arrayText, parse: textsOf },
  texts: { to: 1009, from: [1009], serialize: arrayText, parse: textsOf },
  integers: { to: 1007, from: [1007], serialize: arrayText, parse: (text: string) => textsOf(text).map(Number) },
  bigints: { to: 1016, from: [1016], serialize: arrayText, parse: (text: string) => textsOf(text).map(safeNumber) },
}

/** A bare postgres.js client with Kith's types. `timestamptz` is a Date, `bigint` a number, `date` a string. */
export function connect(url: string | null, options: ClientOptions): Sql {
  // On its own, postgres.js asks each new connection for the types of arrays, and nobody catches what becomes of that: a
  // connection that is lost at that moment would end the process.
  const all = { onnotice: () => {}, max_lifetime: null, fetch_types: false, ...options, types }
  return (url === null ? postgres(all) : postgres(url, all)) as unknown as Sql
}

/** A client's calls with every query passed through `wrap`, and no `begin` of its own. */
export function wrapped(client: () => Sql, wrap: <T>(query: T) => T): Sql {
  const call = (first: TemplateStringsArray, ...rest: never[]) => wrap(client()(first, ...rest))
  return Object.assign(call, {
    ...client(),
    array: (...args: Parameters<Sql['array']>) => client().array(...args),
    unsafe: (...args: Parameters<Sql['unsafe']>) => wrap(client().unsafe(...args)),
    file: refuse('file'),
    begin: refuse('begin'),
    reserve: refuse('reserve'),
  }) as unknown as Sql
}

// When its connection is lost, postgres.js runs the rest of a `begin` callback on another one, outside a transaction.
function refuse(name: string): () => Promise<never> {
  return () => Promise.reject(new Error(`sql.${name} is not for Kith: several statements belong in inTransaction`))
}

function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function arrayText(items: unknown): string {
  const quoted = (items as unknown[]).map((item) =>
    item === null ? 'NULL' : `"${String(item).replaceAll(/["\\]/g, String.raw`\$&`)}"`,
  )
  return `{${quoted.join()}}`
}

/** The items of an array of one dimension in which nothing is null. */
function textsOf(text: string): string[] {
  const items = text.slice(1, -1).match(/"(?:[^"\\]|\\[^])*"|[^,]+/g) ?? []
  return items.map((item) => (item.startsWith('"') ? item.slice(1, -1).replaceAll(/\\([^])/g, '$1') : item))
}

function isoTime(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

function safeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`a bigint beyond 2^53: ${text}`)
  return value
}
