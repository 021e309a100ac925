import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { lockDataDirectory, refuseServed } from './data-lock.ts'
import { openEmbedded, type EmbeddedDatabase } from './embedded.ts'
import { migrate } from './migrate.ts'
import { openPool } from './pool.ts'
import { checkServer } from './server-check.ts'
import { connect, type ClientOptions, type Executor, type Sql } from './sql.ts'
import { startTidying } from './tidy.ts'
import { openLanes } from './transaction-lanes.ts'
import { runTransaction, type TransactionOptions } from './transaction.ts'

export interface Database extends Executor {
  mode: 'embedded' | 'services'
  /** Several statements as one; see `runTransaction`. */
  inTransaction<T>(work: (executor: Executor) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** The embedded database's files as one tar; null on services. */
  dump: EmbeddedDatabase['dump'] | null
  /** Resolves with the reason when an embedded database has died; one on a server only goes away and comes back. */
  died: EmbeddedDatabase['died']
  close(): Promise<void>
}

export interface DatabaseOptions {
  /** postgres://...; null runs the embedded database. */
  url: string | null
  /** Where the embedded database lives, or `memory://`. */
  dataDir: string
  /** Shown by PostgreSQL as the application's name. */
  nodeId: string
  /** Runs on a server that may lose what it has acknowledged. */
  unsafe?: boolean
  /** The path of a dump to begin from: embedded, and only when there is nothing yet. */
  template?: string
  /** Told what went wrong beside what anybody asked for. */
  onTrouble?: (error: unknown) => void
  /** Leave false to find the database as it is. Defaults to true. */
  migrated?: boolean
}

/** Opens the database of either mode, brought up to date. Throws `StartupError` when that is impossible. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url } = options
  const source = url === null ? await openEmbeddedSource(options) : await openServerSource(url, options)
  const database = assemble(source)
  try {
    if (options.migrated ?? true) await migrate(database)
  } catch (error) {
    // With its connections open, a process that has said why it cannot start would never end.
    await database.close()
    throw error
  }
  return database.mode === 'embedded' ? tidied(database, options.onTrouble) : database
}

/** Whether an embedded database has ever been made in this directory. */
export function hasDatabase(dataDir: string): boolean {
  return existsSync(join(dataDir, 'database', 'PG_VERSION'))
}

function tidied(database: Database, onTrouble: (error: unknown) => void = () => {}): Database {
  const stop = startTidying(database.sql, onTrouble)
  return {
    ...database,
    close() {
      stop()
      return database.close()
    },
  }
}

interface Source {
  mode: Database['mode']
  open(more: ClientOptions): Sql
  connections: { poolSize: number; lanes: number }
  dump: Database['dump']
  died: Database['died']
  close(): Promise<void>
}

function assemble(source: Source): Database {
  const { poolSize, lanes: laneCount } = source.connections
  // Without pipelining nobody waits behind somebody else's row lock, and what has not been sent can still be forgotten.
  const pool = openPool((onclose) => source.open({ max: poolSize, max_pipeline: 0, onclose }))
  const lanes = openLanes(laneCount, (onclose) => source.open({ max: 1, onclose }))
  return {
    mode: source.mode,
    sql: pool.sql,
    inTransaction: (work, options) => runTransaction(lanes, work, options),
    dump: source.dump,
    died: source.died,
    async close() {
      await Promise.all([pool.close(), lanes.close()])
      await source.close()
    },
  }
}

async function openEmbeddedSource({ dataDir, nodeId, template }: DatabaseOptions): Promise<Source> {
  const inMemory = dataDir === 'memory://'
  if (!inMemory) await refuseServed(dataDir)
  const lock = inMemory ? null : lockDataDirectory(dataDir)
  const directory = inMemory ? null : join(dataDir, 'database')
  if (directory) mkdirSync(directory, { recursive: true, mode: 0o700 })
  const embedded = await openEmbedded({ directory, template: template ?? null }).catch((error: unknown) => {
    lock?.release()
    throw error
  })
  const base: ClientOptions = {
    socket: embedded.connect,
    host: 'embedded',
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    connection: { application_name: nodeId },
  }
  return {
    mode: 'embedded',
    open: (more) => connect(null, { ...base, ...more }),
    connections: { poolSize: 4, lanes: 2 },
    dump: embedded.dump,
    died: embedded.died,
    async close() {
      await embedded.close()
      lock?.release()
    },
  }
}

async function openServerSource(url: string, { nodeId, unsafe = false }: DatabaseOptions): Promise<Source> {
  await checkServer(url, unsafe)
  const base: ClientOptions = {
    connect_timeout: 2,
    connection: {
      application_name: nodeId,
      TimeZone: 'UTC',
      // Everything is looked up by its key: one plan serves all values, and a new connection makes it once, not six times.
      plan_cache_mode: 'force_generic_plan',
      jit: false,
      statement_timeout: 2_000,
      lock_timeout: 1_000,
      idle_in_transaction_session_timeout: 5_000,
    },
  }
  return {
    mode: 'services',
    open: (more) => connect(url, { ...base, ...more }),
    connections: { poolSize: 10, lanes: 4 },
    dump: null,
    died: new Promise(() => {}),
    close: () => Promise.resolve(),
  }
}
