import { mkdirSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { gather, type Crowd, type Pace } from './crowd.ts'
import type { Fault, Site } from './faults.ts'
import { openHistory, type History } from './history.ts'
import { createKithNode, type Installation } from './kith-nodes.ts'
import type { PostgresServer } from './postgres-server.ts'
import { pause } from './processes.ts'
import { createRandom } from './random.ts'
import type { RedisServer } from './redis-server.ts'
import { settle, type Circle, type Population } from './settle.ts'
import { settleDown } from './settling-down.ts'

/** What runs on which ground: people, nodes, and what happens to them, in its order. */
export type Scenario = {
  name: string
  seed: number
  nodes: number
  population: Population
  /** So many of the circles stay away, the last ones: a step does with them what it likes. */
  absent?: number
  pace: Pace
  /** Waits at the end until everybody sees who is there. */
  seesPresence?: true
  /** More that the operator of the nodes sets. */
  settings?: Record<string, string>
  /** Runs on a database and a copy of the code that were broken on purpose. */
  broken?: { code?: string; statements?: string; isUnsafe?: boolean }
  steps: Step[]
}

export type Step = { phase: string; run(stage: Stage): Promise<void> }

export type Stage = Site & {
  crowd: Crowd
  circles: Circle[]
  absent: Circle[]
  history: History
  installation: Installation
  databaseUrl: string
  harm(fault: Fault): Promise<void>
  endRound(roundId: string, inMs: number): Promise<void>
}

export type Ground = { folder: string; postgres: PostgresServer; redis: RedisServer; say(line: string): void }

/** Runs a scenario from an empty database to rest; resolves with the folder of its history and its database. */
export async function play(scenario: Scenario, ground: Ground): Promise<{ folder: string; databaseUrl: string }> {
  const { name, seed, population, pace, broken = {} } = scenario
  const { postgres, redis, say } = ground
  const folder = join(ground.folder, name)
  mkdirSync(folder)
  const database = `chaos_${name.replaceAll('-', '_')}`
  const databaseUrl = postgres.urlOf(database)
  const secret = randomBytes(24).toString('base64url')
  const random = createRandom(seed)
  const history = openHistory(folder)
  const note = (fault: string, facts: Record<string, unknown> = {}) => {
    history.write('chaos', 'fault', { fault, ...facts })
    say(`    ${fault}${Object.values(facts).length > 0 ? ` (${Object.values(facts).join(', ')})` : ''}`)
  }

  await postgres.run('postgres', `create database ${database}`)
  const all = await settle({ url: databaseUrl, dataDir: '' }, secret, population)
  const circles = all.slice(0, all.length - (scenario.absent ?? 0))
  if (broken.statements) await postgres.run(database, broken.statements)
  const installation: Installation = {
    folder,
    services: { database, databasePort: postgres.port, redisPort: redis.port },
    secret,
    origin: 'http://kith.example',
    ...(scenario.settings && { settings: scenario.settings }),
    ...(broken.code && { code: broken.code }),
    ...(broken.isUnsafe && { isUnsafe: true }),
  }
  const chance = random.fork('wires')
  const names = Array.from({ length: scenario.nodes }, (_, no) => `node-${no + 1}`)
  const nodes = await Promise.all(names.map((node) => createKithNode(node, installation, chance.next)))
  try {
    await Promise.all(nodes.map((node) => node.start()))
    const urls = nodes.map(({ url }) => url)
    const { origin } = installation
    const crowd = await gather({ circles, urls, origin, history, random: random.fork('crowd'), pace })
    const site: Site = { postgres, redis, nodes, random: random.fork('faults'), note }
    const stage: Stage = {
      ...site,
      crowd,
      circles,
      absent: all.slice(circles.length),
      history,
      installation,
      databaseUrl,
      harm: (fault) => fault(site),
      endRound: (roundId, inMs) => postgres.run(database, endingRound(roundId, inMs)).catch(() => {}),
    }
    await playSteps(scenario.steps, stage, history, say)
    await settleDown({
      crowd,
      nodes,
      history,
      say,
      isBrief: scenario.broken !== undefined,
      seesPresence: scenario.seesPresence === true,
    })
    await pause(200)
    crowd.stop()
    for (const { name, deaths } of nodes) history.write(name, 'deaths', { times: deaths() })
  } finally {
    await Promise.all(nodes.map((node) => node.close()))
    await history.close()
  }
  return { folder, databaseUrl }
}

async function playSteps(steps: Step[], stage: Stage, history: History, say: (line: string) => void): Promise<void> {
  for (const { phase, run } of steps) {
    say(`  ${phase}`)
    history.write('chaos', 'phase', { phase })
    await run(stage)
  }
  history.write('chaos', 'phase', { phase: 'rest' })
}

// A round lasts a minute at least; the run has no minute to wait for it.
function endingRound(roundId: string, inMs: number): string {
  const at = `kith_now() + ${inMs} * interval '1 millisecond'`
  return `update rounds set ends_at = ${at} where id = '${roundId}' and closed_at is null;
    update timers set due_at = ${at} where round_id = '${roundId}' and done_at is null`
}
