import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { controls, type Control } from './controls.ts'
import type { Verdict } from './checks/verdict.ts'
import { readOptions, type ChaosOptions } from './options.ts'
import { faultsPlan } from './plans.ts'
import { createPostgresServer } from './postgres-server.ts'
import { runToEnd } from './processes.ts'
import { createRedisServer } from './redis-server.ts'
import { play, type Ground, type Scenario } from './scenario.ts'
import { table, type Row } from './table.ts'

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
    if (isWanted('faults')) {
      const verdicts = await playAndCheck(faultsPlan({ only, isKept, ...rest }, isSlow), ground)
      rows.push(...verdicts.map((verdict) => ({ faults: 'all', verdict, isAsItShould: verdict.isHeld })))
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

async function playAndCheck(scenario: Scenario, ground: Ground): Promise<Verdict[]> {
  ground.say(scenario.name)
  const { folder, databaseUrl } = await play(scenario, ground)
  ground.say('  the checker reads')
  const checker = join(import.meta.dirname, 'checker.ts')
  return JSON.parse(
    await runToEnd(process.execPath, ['--max-old-space-size=6144', checker, folder, databaseUrl]),
  ) as Verdict[]
}

/** As it should be when the checker finds the promise broken. */
async function playControl(control: Control, seed: number, ground: Ground): Promise<Row> {
  const { name, breaks, without } = control
  const scenario = await control.prepare(ground)
  const verdicts = await playAndCheck({ name, seed, ...scenario }, ground)
  await control.repair?.(ground)
  const verdict = verdicts.find(({ promise, says }) => promise === breaks.promise && says === breaks.says)!
  ground.say(`  without ${without} the checker ${verdict.isHeld ? 'noticed nothing' : 'found the promise broken'}`)
  return { faults: `control: without ${without}`, verdict, isAsItShould: !verdict.isHeld }
}
