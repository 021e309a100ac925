import { randomBytes } from 'node:crypto'
import { createBenchDatabase, pidOfRedis, type BenchDatabase } from './bench-database.ts'
import { clearSeats, enrol } from './enrol.ts'
import { measureIdle, measureStorm, measureTalk, type Scene } from './measure.ts'
import { readOptions, usage, type BenchOptions, type TargetName } from './options.ts'
import type { Stored } from './plan.ts'
import { idleTable, stormTable, talkTable } from './print.ts'
import { startGenerator, startNode, type Running } from './processes.ts'
import { topFunctions } from './profile.ts'
import { startTimes } from './start-times.ts'

const rooms = { paced: [0, 100], saturated: [100, 150], storm: [150, 275], idle: [275, 525] } as const
const stored: Record<TargetName, Stored> = { socketio: 'nowhere', 'socketio-pg': 'table', kith: 'log' }
const secret = randomBytes(24).toString('base64url')
const say = (text: string) => process.stdout.write(`${text}\n`)

const options = readOptions(process.argv.slice(2))
if (typeof options === 'string') {
  process.stderr.write(options)
  process.exitCode = options === usage ? 0 : 1
} else {
  const database = await createBenchDatabase(options.databaseUrl)
  try {
    await bench(options, database)
  } finally {
    await database.drop()
  }
}

async function bench(options: BenchOptions, database: BenchDatabase): Promise<void> {
  const { only, seconds } = options
  const people = await enrol({ url: database.url, secret, rooms: rooms.idle[1] })
  const of = ([from, to]: readonly [number, number]) => people.slice(from, to)
  const compare = <Figures>(work: (scene: Scene) => Promise<Figures>) => compared(options, database, work)

  if (only.includes('start') && !options.isProfiling) {
    say(`\nFrom the command to the first answer\n${await startTimes(kithSettings(options, database))}`)
  }
  if (only.includes('paced')) {
    const talked = await compare((scene) => measureTalk(scene, of(rooms.paced), { perSecond: 1 }, seconds))
    say(`\nPaced: 100 rooms of 8, one message a second each, ${seconds} s\n${talkTable(talked)}`)
  }
  if (only.includes('saturated')) {
    const talked = await compare((scene) => measureTalk(scene, of(rooms.saturated), { outstanding: 4 }, seconds))
    say(`\nSaturated: 50 rooms of 8, four sends outstanding in each, ${seconds} s\n${talkTable(talked)}`)
  }
  if (only.includes('storm')) {
    const stormed = await compare((scene) => measureStorm(scene, of(rooms.storm)))
    say(`\nJoin storm: 1,000 connect, authenticate and enter, 200 at a time\n${stormTable(stormed)}`)
  }
  if (only.includes('idle')) {
    const idled = await compare((scene) => measureIdle(scene, of(rooms.idle)))
    say(`\nIdle: 2,000 seated connections\n${idleTable(idled)}`)
  }
}

/** Does the same with each target, one after the other, on a server and with a generator of its own. */
async function compared<Figures>(
  options: BenchOptions,
  database: BenchDatabase,
  work: (scene: Scene) => Promise<Figures>,
): Promise<[string, Figures][]> {
  const figures: [string, Figures][] = []
  const onProfile = options.isProfiling ? (profile: unknown) => say(topFunctions(profile)) : null
  const redisPid = await pidOfRedis(options.redisUrl)
  for (const name of options.targets) {
    const node = await startTarget(name, options, database)
    const generator = await startGenerator()
    try {
      const scene: Scene = { node, generator, database, redisPid, stored: stored[name], onProfile }
      figures.push([name, await work(scene)])
    } finally {
      await generator.stop()
      await node.stop()
      await clearSeats(database.url)
    }
  }
  return figures
}

function startTarget(name: TargetName, options: BenchOptions, database: BenchDatabase): Promise<Running> {
  if (name === 'kith') return startNode('kith-node.ts', { env: kithSettings(options, database) })
  return startNode('plain-node.ts', { args: name === 'socketio-pg' ? [database.url] : [] })
}

function kithSettings(options: BenchOptions, database: BenchDatabase): Record<string, string> {
  return {
    PORT: '0',
    LOG_LEVEL: 'warn',
    DATABASE_URL: database.url,
    REDIS_URL: options.redisUrl,
    KITH_SECRET: secret,
  }
}
