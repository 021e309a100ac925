import { randomBytes } from 'node:crypto'
import { createBenchDatabase, pidOfRedis, type BenchDatabase } from './bench-database.ts'
import { clearSeats, enrol, tellMuch } from './enrol.ts'
import { measureIdle, measureReturn, measureStorm, measureTalk, type Scene, type Talk } from './measure.ts'
import { planAndBackUp } from './meanwhile.ts'
import { readOptions, usage, type BenchOptions, type TargetName, type Workload } from './options.ts'
import type { Room, Stored } from './plan.ts'
import { idleTable, returnTable, stormTable, talkTable } from './print.ts'
import { startGenerator, startNode, type Running } from './processes.ts'
import { topFunctions } from './profile.ts'
import { startTimes } from './start-times.ts'

/** A server, or several that serve the same rooms, under the name that its row bears. */
type Row = { name: string; target: TargetName; nodes?: number; isBusy?: boolean }

const stored: Record<TargetName, Stored> = { socketio: 'nowhere', 'socketio-pg': 'table', kith: 'log' }
const secret = randomBytes(24).toString('base64url')
const say = (text: string) => process.stdout.write(`${text}\n`)
const cuts = { seconds: 30, everyMs: 15_000 }
const eventsWhileAway = 10_000

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
  const { seconds } = options
  const people = await enrol({ url: database.url, secret, rooms: 525 })
  const wants = (workload: Workload) => options.only.includes(workload)
  const all = options.targets.map((target): Row => ({ name: target, target }))
  const kith = all.filter(({ target }) => target === 'kith')
  const compare = <Figures>(rows: Row[], work: (scene: Scene, row: Row) => Promise<Figures>) =>
    compared(rows, options, database, work)
  const talked = async (rows: Row[], where: Room[], talk: (row: Row) => Talk) =>
    talkTable(await compare(rows, (scene, row) => measureTalk(scene, where, talk(row))))

  if (wants('start') && !options.isProfiling) {
    say(`\nFrom the command to the first answer\n${await startTimes(kithSettings(options, database))}`)
  }
  if (wants('paced')) {
    say(`\nPaced: 100 rooms of 8, one message a second each, ${seconds} s`)
    say(await talked(all, people.slice(0, 100), () => ({ pace: { perSecond: 1 }, seconds })))
  }
  if (wants('saturated')) {
    say(`\nSaturated: 50 rooms of 8, four sends outstanding in each, ${seconds} s`)
    say(await talked(all, people.slice(100, 150), () => ({ pace: { outstanding: 4 }, seconds })))
  }
  if (wants('two-nodes')) {
    say(
      `\nTwo nodes that serve the same 50 rooms of 8, half of each room on either, one message a second each, ${seconds} s`,
    )
    const rows = kith.flatMap((row) => [row, { ...row, name: 'kith, two nodes', nodes: 2 }])
    say(await talked(rows, people.slice(100, 150), () => ({ pace: { perSecond: 1 }, seconds })))
  }
  if (wants('cuts')) {
    say(`\nCuts: 50 rooms of 8, one message a second each; each connection is cut every 15 s, ${cuts.seconds} s`)
    const talk: Talk = { pace: { perSecond: 1 }, seconds: cuts.seconds, cutEveryMs: cuts.everyMs }
    say(await talked(all, people.slice(100, 150), () => talk))
  }
  if (wants('busy')) {
    say(`\nBusy: as paced, while breakouts for 150 people are planned and backups are written, ${seconds} s`)
    const rows = kith.flatMap((row) => [row, { ...row, name: 'kith, busy', isBusy: true }])
    const meanwhile = planAndBackUp(kithSettings(options, database))
    const talk = { pace: { perSecond: 1 }, seconds }
    say(await talked(rows, people.slice(0, 100), ({ isBusy }) => (isBusy ? { ...talk, meanwhile } : talk)))
  }
  if (wants('return')) {
    const rooms = people.slice(0, 8)
    await tellMuch({ url: database.url, rooms, events: eventsWhileAway })
    say(`\nReturn: eight people, one in each of 8 rooms, after ${eventsWhileAway} events in them`)
    say(returnTable(await compare(kith, (scene) => measureReturn(scene, rooms))))
  }
  if (wants('storm')) {
    say('\nJoin storm: 1,000 connect, authenticate and enter, 200 at a time')
    say(stormTable(await compare(all, (scene) => measureStorm(scene, people.slice(150, 275)))))
  }
  if (wants('idle')) {
    say('\nIdle: 2,000 seated connections, after a garbage collection')
    say(idleTable(await compare(all, (scene) => measureIdle(scene, people.slice(275)))))
  }
}

/** Does the same with each row, one after the other, on servers and with a generator of its own. */
async function compared<Figures>(
  rows: Row[],
  options: BenchOptions,
  database: BenchDatabase,
  work: (scene: Scene, row: Row) => Promise<Figures>,
): Promise<[string, Figures][]> {
  const figures: [string, Figures][] = []
  const onProfile = options.isProfiling ? (profile: unknown) => say(topFunctions(profile)) : null
  const redisPid = await pidOfRedis(options.redisUrl)
  for (const row of rows) {
    const start = () => startTarget(row.target, options, database)
    const nodes: Scene['nodes'] = [await start()]
    while (nodes.length < (row.nodes ?? 1)) nodes.push(await start())
    const generator = await startGenerator()
    try {
      const scene: Scene = { nodes, generator, database, redisPid, stored: stored[row.target], onProfile }
      figures.push([row.name, await work(scene, row)])
    } finally {
      await generator.stop()
      await Promise.all(nodes.map((node) => node.stop()))
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
