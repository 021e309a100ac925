import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
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
  const isWanted = (name: string) => only.length === 0 || only.includes(name)
  const folder = mkdtempSync(join(tmpdir(), 'kith-chaos-'))
  chmodSync(folder, 0o755)
  say(`seed ${rest.seed}`)
  const postgres = await createPostgresServer(folder)
  const redis = await createRedisServer(folder)
  await Promise.all([postgres.start(), redis.start()])
  const isSlow = performance.now() - began > slowMs
  if (isSlow) say('this machine is slow now: half as many people say half as much')
  const ground: Ground = { folder, postgres, redis, say }
  const rows: Row[] = []
  try {
    for (const trial of trials.filter(({ name }) => isWanted(name))) {
      say(trial.name)
      const verdicts = await check(trial, await trial.run({ ...rest, isSlow }, ground), ground)
      rows.push(...verdicts.map((verdict) => ({ faults: trial.under, verdict, isAsItShould: verdict.isHeld })))
    }
    for (const control of controls.filter(({ name }) => isWanted(name))) {
      rows.push(await playControl(control, rest.seed, ground))
    }
  } finally {
    await Promise.all([postgres.crash(), redis.kill()])
    if (isKept) say(`histories and logs are in ${folder}`)
    else rmSync(folder, { recursive: true })
  }
  console.log(`\n${table(rows)}\n`)
  const isFine = rows.length > 0 && rows.every(({ isAsItShould }) => isAsItShould)
  say(isFine ? 'Every promise held.' : 'Something did not hold.')
  return isFine
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
  ground.say(name)
  const scenario = await control.prepare(ground)
  const played = await play({ name, seed, ...scenario }, ground)
  await control.repair?.(ground)
  const verdicts = await check({ promises: [breaks.promise] }, played, ground)
  const verdict = verdicts.find(({ promise, says }) => promise === breaks.promise && says === breaks.says)!
  ground.say(`  without ${without} the checker ${verdict.isHeld ? 'noticed nothing' : 'found the promise broken'}`)
  return { faults: `control: without ${without}`, verdict, isAsItShould: !verdict.isHeld }
}
