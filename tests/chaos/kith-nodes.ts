import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { FaultProxy } from './fault-proxy.ts'
import { createFaultProxy } from './fault-proxy.ts'
import { eventually, freePort, startProcess, type Process } from './processes.ts'

const root = join(import.meta.dirname, '../..')

/** One Kith as an operator starts it, with a wire that can fail to everything that it speaks to. */
export type KithNode = {
  name: string
  /** Where clients reach it, through their wire. */
  url: string
  toDatabase: FaultProxy
  toRedis: FaultProxy
  fromClients: FaultProxy
  start(more?: NodeOptions): Promise<void>
  end(signal: NodeJS.Signals): Promise<void>
  signal(signal: NodeJS.Signals): void
  isAlive(): boolean
  /** What it tells a load balancer: 200 or 503. */
  readiness(): Promise<number>
  /** How often it has ended without being told to. */
  deaths(): number
  close(): Promise<void>
}

export type NodeOptions = { imports?: string[] }

export type Installation = {
  folder: string
  database: string
  databasePort: number
  redisPort: number
  secret: string
  origin: string
  /** Where the code lies that is run: this project, or a copy of it that was broken on purpose. */
  code?: string
  isUnsafe?: boolean
}

export async function createKithNode(name: string, own: Installation, chance: () => number): Promise<KithNode> {
  const port = await freePort()
  const toDatabase = await createFaultProxy({ port: own.databasePort, speaks: 'anything' }, chance)
  const toRedis = await createFaultProxy({ port: own.redisPort, speaks: 'redis' }, chance)
  const fromClients = await createFaultProxy({ port, speaks: 'anything' }, chance)
  const dataDir = join(own.folder, name)
  mkdirSync(dataDir)
  let server: Process | null = null
  let isTold = true
  let deaths = 0

  return {
    name,
    url: `http://127.0.0.1:${fromClients.port}`,
    toDatabase,
    toRedis,
    fromClients,

    async start({ imports = [] } = {}) {
      const code = own.code ?? root
      const args = [...imports.flatMap((file) => ['--import', file]), join(code, 'server/cli/kith.ts'), 'start']
      const started = startProcess(process.execPath, args, join(own.folder, `${name}.log`), {
        cwd: dataDir,
        env: {
          PATH: process.env['PATH'],
          HOST: '127.0.0.1',
          PORT: String(port),
          DATA_DIR: dataDir,
          DATABASE_URL: `postgres://kith@127.0.0.1:${toDatabase.port}/${own.database}`,
          REDIS_URL: `redis://127.0.0.1:${toRedis.port}`,
          KITH_SECRET: own.secret,
          PUBLIC_ORIGIN: own.origin,
          LOG_LEVEL: 'warn',
          NODE_COMPILE_CACHE: join(own.folder, '..', 'compiled'),
          KITH_UNSAFE: own.isUnsafe ? '1' : '0',
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
