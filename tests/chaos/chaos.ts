import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { controls, type Control } from './controls.ts'
import type { Verdict } from './checks/verdict.ts'
import { readOptions, type ChaosOptions } from './options.ts'
import { createPostgresServer } from './postgres-server.ts'
import { runToEnd } from './processes.ts'
import { createRedisServer } from './redis-server.ts'
import { play, type Ground } from './scenario.ts'
import { table, type Row } from './table.ts'
import type { Trial } from './trial.ts'
import { trials } from './trials.ts'

/** A quiet machine makes and starts a PostgreSQL and a Redis in less than half of this. */
const slowMs = 5_000

const options = readOptions(process.argv.slice(2))
if (typeof options === 'string') process.stdout.write(options)
else process.exit((await run(options)) ? 0 : 1)

/** Resolves with whether every promise held, and every control broke the promise that it is about. */
async function run({ only, isKept, ...rest }: ChaosOptions): Promise<boolean> {
  const began = performance.now()
  const say = (line: string) =>
    console.log(`${((performance.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${line}`)
  const folder = mkdtempSync(join(tmpdir(), 'kith-chaos-'))
  chmodSync(folder, 0o755)
  say(`seed ${rest.seed}`)
  const parts = partsOf(rest).filter(({ name }) => only.length === 0 || only.includes(name))
  const beside = (part: Part) => part.isPatient && rest.size === 'ci'
  const lanes = [parts.filter((part) => !beside(part)), parts.filter(beside)].filter(({ length }) => length > 0)
  let rows: Row[]
  try {
    // Each lane ends what it started, also when the other one fails.
    const playing = lanes.map((lane, no) => playLane(lane, join(folder, `lane-${no + 1}`), say))
    await Promise.allSettled(playing)
    const found = new Map((await Promise.all(playing)).flat())
    rows = parts.flatMap((part) => found.get(part)!)
  } finally {
    if (isKept) say(`histories and logs are in ${folder}`)
    else rmSync(folder, { recursive: true })
  }
  console.log(`\n${table(rows)}\n`)
  const isFine = rows.length > 0 && rows.every(({ isAsItShould }) => isAsItShould)
  say(isFine ? 'Every promise held.' : 'Something did not hold.')
  return isFine
}

/** A trial or a control. One that is patient judges nothing that is late on a busy machine: a small run plays it beside the others. */
type Part = { name: string; isPatient: boolean; play(ground: Ground, isSlow: boolean): Promise<Row[]> }

function partsOf(size: Omit<ChaosOptions, 'only' | 'isKept'>): Part[] {
  const tried = trials.map((trial): Part => ({
    name: trial.name,
    isPatient: trial.isPatient === true,
    async play(ground, isSlow) {
      const verdicts = await check(trial, await trial.run({ ...size, isSlow }, ground), ground)
      return verdicts.map((verdict) => ({ faults: trial.under, verdict, isAsItShould: verdict.isHeld }))
    },
  }))
  const controlled = controls.map((control): Part => ({
    name: control.name,
    isPatient: control.isPatient !== false,
    play: async (ground) => [await playControl(control, size.seed, ground)],
  }))
  return [...tried, ...controlled]
}

/** One part after the other, on a PostgreSQL and a Redis of their own. */
async function playLane(parts: Part[], folder: string, say: Ground['say']): Promise<[Part, Row[]][]> {
  mkdirSync(folder)
  const began = performance.now()
  const postgres = await createPostgresServer(folder)
  const redis = await createRedisServer(folder)
  const rows: [Part, Row[]][] = []
  try {
    await Promise.all([postgres.start(), redis.start()])
    const isSlow = performance.now() - began > slowMs
    if (isSlow) say('this machine is slow now: half as many people say half as much')
    for (const part of parts) {
      const ground: Ground = { folder, postgres, redis, say: (line) => say(`${part.name.padEnd(10)} ${line}`) }
      ground.say('begins')
      rows.push([part, await part.play(ground, isSlow).catch((error: unknown) => [failed(part, error)])])
    }
  } finally {
    await Promise.all([postgres.crash(), redis.kill()])
  }
  return rows
}

/** What could not be played to its end tells nothing; what the others have found is told all the same. */
function failed({ name }: Part, error: unknown): Row {
  const verdict = { promise: name, says: 'is played to its end', figures: String(error), isHeld: false, examples: [] }
  return { faults: '', verdict, isAsItShould: false }
}

type Played = Awaited<ReturnType<typeof play>>

async function check({ promises }: Pick<Trial, 'promises'>, played: Played, ground: Ground): Promise<Verdict[]> {
  ground.say('  the checker reads')
  const checker = join(import.meta.dirname, 'checker.ts')
  const args = ['--max-old-space-size=6144', checker, played.folder, played.databaseUrl, promises.join()]
  return JSON.parse(await runToEnd(process.execPath, args)) as Verdict[]
}

/** As it should be when the checker finds the promise broken. */
async function playControl(control: Control, seed: number, ground: Ground): Promise<Row> {
  const { name, breaks, without } = control
  const scenario = await control.prepare(ground)
  const played = await play({ name, seed, ...scenario }, ground)
  await control.repair?.(ground)
  const verdicts = await check({ promises: [breaks.promise] }, played, ground)
  const verdict = verdicts.find(({ promise, says }) => promise === breaks.promise && says === breaks.says)!
  ground.say(`  without ${without} the checker ${verdict.isHeld ? 'noticed nothing' : 'found the promise broken'}`)
  return { faults: `control: without ${without}`, verdict, isAsItShould: !verdict.isHeld }
}
