import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FaultProxy } from './fault-proxy.ts'
import { createFaultProxy } from './fault-proxy.ts'
import { eventually, freePort, startProcess, type Process } from './processes.ts'
import { bareEnv } from '../support/bare-env.ts'

const root = join(import.meta.dirname, '../..')

/** One Kith as an operator starts it, with a wire that can fail to everything that it speaks to. */
export type KithNode = {
  name: string
  /** Where clients reach it, through their wire. */
  url: string
  /** Where it listens itself. */
  port: number
  /** Of the process that runs now. */
  pid(): number
  toDatabase: FaultProxy
  toRedis: FaultProxy
  fromClients: FaultProxy
  start(more?: NodeOptions): Promise<void>
  end(signal: NodeJS.Signals): Promise<void>
  signal(signal: NodeJS.Signals): void
  isAlive(): boolean
  /** What it tells a load balancer: 200 or 503. */
  readiness(): Promise<number>
  /** A figure that it counts about itself, by its name. */
  figure(name: string): Promise<number>
  /** How often it has ended without being told to. */
  deaths(): number
  close(): Promise<void>
}

/** `code`: where another version lies, from this start on. */
export type NodeOptions = { imports?: string[]; code?: string }

export type Installation = {
  folder: string
  /** Null runs one node on the database that it brings. */
  services: { database: string; databasePort: number; redisPort: number } | null
  secret: string
  origin: string
  /** Where the code lies that is run: this project, or a copy of it that was broken on purpose. */
  code?: string
  isUnsafe?: boolean
  /** More that an operator sets. */
  settings?: Record<string, string>
}

export async function createKithNode(name: string, own: Installation, chance: () => number): Promise<KithNode> {
  const port = await freePort()
  const metricsPort = await freePort()
  const { database, databasePort = 0, redisPort = 0 } = own.services ?? {}
  const toDatabase = await createFaultProxy({ port: databasePort, speaks: 'anything' }, chance)
  const toRedis = await createFaultProxy({ port: redisPort, speaks: 'redis' }, chance)
  const fromClients = await createFaultProxy({ port, speaks: 'anything' }, chance)
  const dataDir = join(own.folder, name)
  mkdirSync(dataDir, { recursive: true })
  const services = {
    DATABASE_URL: `postgres://kith@127.0.0.1:${toDatabase.port}/${database}`,
    REDIS_URL: `redis://127.0.0.1:${toRedis.port}`,
  }
  let code = own.code ?? root
  let server: Process | null = null
  let isTold = true
  let deaths = 0

  return {
    name,
    url: `http://127.0.0.1:${fromClients.port}`,
    port,
    pid: () => server!.pid,
    toDatabase,
    toRedis,
    fromClients,

    async start({ imports = [], code: next = code } = {}) {
      code = next
      const args = [...imports.flatMap((file) => ['--import', file]), join(code, 'server/cli/kith.ts'), 'start']
      const started = startProcess(process.execPath, args, join(own.folder, `${name}.log`), {
        cwd: dataDir,
        env: {
          ...bareEnv,
          HOST: '127.0.0.1',
          PORT: String(port),
          DATA_DIR: dataDir,
          METRICS_PORT: String(metricsPort),
          ...(own.services && services),
          KITH_SECRET: own.secret,
          PUBLIC_ORIGIN: own.origin,
          LOG_LEVEL: 'warn',
          NODE_COMPILE_CACHE: join(own.folder, '..', 'compiled'),
          KITH_UNSAFE: own.isUnsafe ? '1' : '0',
          ...own.settings,
        },
      })
      server = started
      isTold = false
      // One that cannot start says why and ends, as it should.
      let isUp = false
      void started.gone.then(() => {
        if (isUp && !isTold && server === started) deaths++
      })
      await eventually(`${name} listens`, 90_000, async () => {
        if (!started.isAlive()) return true
        isUp = (await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(1_000) })).ok
        return isUp
      })
    },

    end,
    signal: (signal) => server?.signal(signal),
    isAlive: () => server?.isAlive() ?? false,
    deaths: () => deaths,
    async figure(wanted) {
      const figures = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
      return Number(new RegExp(`^${wanted} (\\S+)$`, 'm').exec(figures)?.[1])
    },
    readiness: async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).status,

    async close() {
      await end('SIGKILL')
      for (const proxy of [toDatabase, toRedis, fromClients]) proxy.close()
    },
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    isTold = true
    await server?.end(signal)
  }
}
