import { chownSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { eventually, freePort, runToEnd, startProcess, type Process } from './processes.ts'

/** A PostgreSQL of this run's own, that can be harmed. */
export type PostgresServer = {
  port: number
  urlOf(database: string): string
  start(): Promise<void>
  /** As its operator stops it: connections are ended, nothing is lost. */
  stop(): Promise<void>
  /** As a power cut does, short of the disk: no checkpoint, no flush, recovery at the next start. */
  crash(): Promise<void>
  /** Ends every connection that a node has. */
  terminateBackends(): Promise<void>
  /** Runs statements in a database, around every fault. */
  run(database: string, text: string): Promise<void>
  /** Changes settings of the running server; null takes its own back. What was written before is safe on the disk. */
  tune(settings: Record<string, string> | null): Promise<void>
}

export async function createPostgresServer(folder: string): Promise<PostgresServer> {
  const port = await freePort()
  const bin = findBinaries()
  const owner = process.getuid?.() === 0 ? findOwner() : null
  const home = join(folder, 'postgres')
  const data = join(home, 'data')
  mkdirSync(home)
  if (owner) chownSync(home, owner.uid, owner.gid)
  await runToEnd(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'kith', '-A', 'trust', '-E', 'UTF8', '--no-locale'],
    owner ?? {},
  )
  let server: Process
  const urlOf = (database: string) => `postgres://kith@127.0.0.1:${port}/${database}`

  const own: PostgresServer = {
    port,
    urlOf,
    async start() {
      const settings = { ...usual, port: String(port), unix_socket_directories: home }
      const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
      server = startProcess(join(bin, 'postgres'), ['-D', data, ...args], join(folder, 'postgres.log'), owner ?? {})
      await eventually('PostgreSQL answers', 30_000, async () => {
        await own.run('postgres', 'select 1')
        return true
      })
    },
    stop: () => server.end('SIGINT'),
    crash: () => server.end('SIGQUIT'),
    terminateBackends: () =>
      own.run('postgres', `select pg_terminate_backend(pid) from pg_stat_activity where datname like 'chaos%'`),
    async run(database, text) {
      // It asks for types beside what it is told to: nobody would hear how that failed.
      const sql = postgres(urlOf(database), { max: 1, connect_timeout: 5, fetch_types: false, onnotice: () => {} })
      try {
        await sql.unsafe(text)
      } finally {
        await sql.end({ timeout: 1 })
      }
    },
    async tune(settings) {
      const changes = Object.entries(settings ?? {}).map(([name, value]) => `alter system set ${name} = '${value}'`)
      await own.run('postgres', 'checkpoint')
      for (const change of settings ? changes : ['alter system reset all']) await own.run('postgres', change)
      await own.run('postgres', 'select pg_reload_conf()')
    },
  }
  return own
}

// fsync and synchronous_commit stay on. Commit times tell in which order what was written came into force.
const usual = {
  listen_addresses: '127.0.0.1',
  max_connections: '200',
  shared_buffers: '64MB',
  track_commit_timestamp: 'on',
}

function findBinaries(): string {
  const root = '/usr/lib/postgresql'
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  if (!versions[0]) throw new Error(`there is no PostgreSQL in ${root}`)
  return join(root, versions[0], 'bin')
}

/** PostgreSQL refuses to run as root. */
function findOwner(): { uid: number; gid: number } {
  const line = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
  if (!line) throw new Error('PostgreSQL does not run as root, and this system has no user postgres')
  return { uid: Number(line[1]), gid: Number(line[2]) }
}
