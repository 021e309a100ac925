import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import { Redis } from 'ioredis'
import { urlOf } from '../support/services-setup.ts'
import { cpuOf } from './processes.ts'

export type BenchDatabase = {
  url: string
  /** Seconds of CPU that the backends of this database have used so far. */
  cpu(): Promise<number>
  drop(): Promise<void>
}

/** A database of its own beside whatever else lives on that server. */
export async function createBenchDatabase(serverUrl: string): Promise<BenchDatabase> {
  const name = `kith_bench_${randomBytes(4).toString('hex')}`
  const admin = postgres(serverUrl, { max: 1, onnotice: () => {} })
  await admin.unsafe(`create database ${name}`)
  const seen = new Map<number, number>()
  return {
    url: urlOf(serverUrl, name),
    async cpu() {
      const rows = await admin<{ pid: number }[]>`select pid from pg_stat_activity where datname = ${name}`
      for (const { pid } of rows) seen.set(pid, cpuOf(pid))
      return [...seen.values()].reduce((sum, seconds) => sum + seconds, 0)
    },
    async drop() {
      await admin.unsafe(`drop database if exists ${name} with (force)`)
      await admin.end()
    },
  }
}

/** The process of a Redis on this machine; 0 where it is elsewhere. */
export async function pidOfRedis(url: string): Promise<number> {
  const redis = new Redis(url, { maxRetriesPerRequest: 1 })
  const found = /process_id:(\d+)/.exec(await redis.info('server'))
  redis.disconnect()
  return Number(found?.[1] ?? 0)
}
