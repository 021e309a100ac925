import { parseArgs } from 'node:util'

export const workloads = [
  'start',
  'paced',
  'saturated',
  'two-nodes',
  'cuts',
  'busy',
  'return',
  'storm',
  'idle',
] as const
export type Workload = (typeof workloads)[number]

export const targetNames = ['socketio', 'socketio-pg', 'kith'] as const
export type TargetName = (typeof targetNames)[number]

export type BenchOptions = {
  databaseUrl: string
  redisUrl: string
  seconds: number
  only: Workload[]
  targets: TargetName[]
  isProfiling: boolean
}

export const usage = `npm run bench -- [--seconds 8] [--only start,paced,saturated,two-nodes,cuts,busy,return,storm,idle] [--targets socketio,socketio-pg,kith] [--profile]

Compares, in one run on this machine, Kith on PostgreSQL and Redis with a bare Socket.IO broadcast that stores nothing, and
with Socket.IO that awaits one INSERT for each message. Needs BENCH_DATABASE_URL and BENCH_REDIS_URL, or TEST_DATABASE_URL
and TEST_REDIS_URL: it makes a database of its own and drops it at the end.

  --seconds   how long each workload is measured (8)
  --only      which workloads are run (all)
  --targets   which servers are compared (all)
  --profile   runs Kith alone under the profiler, and prints where its time goes
`

/** Reads the command line and the environment; a string is the sentence that says what is wrong. */
export function readOptions(args: string[]): BenchOptions | string {
  const { values } = parseArgs({
    args,
    options: {
      seconds: { type: 'string', default: '8' },
      only: { type: 'string', default: workloads.join() },
      targets: { type: 'string', default: targetNames.join() },
      profile: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const { BENCH_DATABASE_URL, BENCH_REDIS_URL, TEST_DATABASE_URL, TEST_REDIS_URL } = process.env
  const databaseUrl = BENCH_DATABASE_URL ?? TEST_DATABASE_URL
  const redisUrl = BENCH_REDIS_URL ?? TEST_REDIS_URL
  if (values.help) return usage
  if (!databaseUrl || !redisUrl) return 'Set BENCH_DATABASE_URL and BENCH_REDIS_URL to a PostgreSQL and a Redis.\n'
  return {
    databaseUrl,
    redisUrl,
    seconds: Number(values.seconds),
    only: workloads.filter((name) => values.only.split(',').includes(name)),
    targets: values.profile ? ['kith'] : targetNames.filter((name) => values.targets.split(',').includes(name)),
    isProfiling: values.profile,
  }
}
