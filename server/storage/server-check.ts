import { StartupError } from '../startup-error.ts'
import { connect, type Sql } from './sql.ts'

const OLDEST_VERSION = 15

/** Refuses, in a sentence each, a PostgreSQL that Kith cannot stand on. */
export async function checkServer(url: string, unsafe: boolean): Promise<void> {
  const sql = connect(url, { max: 1, connect_timeout: 5 })
  try {
    const problem = findProblem(await settingsOf(sql), unsafe)
    if (problem) throw new StartupError(problem)
  } catch (error) {
    if (error instanceof StartupError) throw error
    throw new StartupError(unreachableSentence(url, error))
  } finally {
    await sql.end({ timeout: 1 })
  }
}

export interface ServerSettings {
  version: number
  fsync: string
  synchronousCommit: string
  encoding: string
  standby: boolean
}

async function settingsOf(sql: Sql): Promise<ServerSettings> {
  const [row] = await sql<ServerSettings[]>`
    select current_setting('server_version_num')::int / 10000 as version,
      current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as "synchronousCommit",
      current_setting('server_encoding') as encoding,
      pg_is_in_recovery() as standby`
  if (!row) throw new Error('no settings')
  return row
}

/** The first thing that is wrong with a server, as a sentence; null when nothing is. */
export function findProblem(found: ServerSettings, unsafe: boolean): string | null {
  if (found.version < OLDEST_VERSION)
    return `PostgreSQL ${found.version} is too old: Kith needs ${OLDEST_VERSION} or newer.`
  if (found.encoding !== 'UTF8')
    return `The database is encoded in ${found.encoding}: create it anew with encoding UTF8, and point DATABASE_URL at it.`
  if (found.standby) return 'DATABASE_URL points at a read-only standby: point it at the primary server.'
  for (const [name, value] of [
    ['fsync', found.fsync],
    ['synchronous_commit', found.synchronousCommit],
  ]) {
    if (value === 'off' && !unsafe)
      return `PostgreSQL runs with ${name} off and may lose what Kith has acknowledged: turn it on, or set KITH_UNSAFE=1.`
  }
  return null
}

function unreachableSentence(url: string, error: unknown): string {
  const { host, pathname } = new URL(url)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('28')) return `PostgreSQL at ${host} refuses the name or password in DATABASE_URL: correct them.`
  if (code === '3D000')
    return `There is no database ${pathname.slice(1)} at ${host}: create it, or correct DATABASE_URL.`
  const reason = code || (error instanceof Error ? error.message : String(error))
  return `PostgreSQL at ${host} cannot be reached (${reason}): start it, or correct DATABASE_URL.`
}
