import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { changedCopy } from '../changed-copy.ts'
import { createKithNode } from '../kith-nodes.ts'
import { runKith } from '../kith-verb.ts'
import { pause } from '../processes.ts'
import { play, type Scenario, type Stage } from '../scenario.ts'
import type { Size, Trial } from '../trial.ts'

/** What an operator does while people talk: back up, restore elsewhere, bring all nodes to the next version. */
export const operationsTrial: Trial = {
  name: 'operations',
  under: 'backup and deploy under load',
  promises: ['P1', 'P2', 'P3', 'P4', 'P12', 'P13'],
  run: (size, ground) => play(plan(size), ground),
}

const root = join(import.meta.dirname, '../../..')
const append = 'drizzle/functions/20-append.sql'

function plan({ size, seed, isSlow }: Size): Scenario {
  const isSoak = size === 'soak'
  const deploys = Array.from({ length: isSoak ? 3 : 1 }, (_, i) => i + 1)
  return {
    name: 'operations',
    seed,
    nodes: 3,
    population: isSoak
      ? { circles: 20, people: 30, tables: [8, 6, 5, 4, 3], invites: 0, places: 0 }
      : { circles: 3, people: isSlow ? 10 : 20, tables: [6, 5, 4, 3], invites: 0, places: 0 },
    pace: { everyMs: isSoak ? 10_000 : isSlow ? 3_000 : 1_500, twins: 0.1, moves: 0, cuts: 0 },
    steps: [
      { phase: 'calm', run: async () => pause(isSoak ? 15_000 : 3_000) },
      { phase: 'backup', run: backUpAndRestore },
      ...deploys.map((no) => ({ phase: 'deploy', run: (stage: Stage) => deploy(stage, no) })),
      { phase: 'calm again', run: async () => pause(1_000) },
    ],
  }
}

async function backUpAndRestore({ installation, databaseUrl, postgres, history, note }: Stage): Promise<void> {
  const file = join(installation.folder, 'backup.gz')
  const restored = `${installation.services!.database}_restored`
  const beganAt = Date.now()
  await runKith(['backup', file], installation, { databaseUrl })
  note('backed up', { ms: Date.now() - beganAt })
  await postgres.run('postgres', `create database ${restored}`)
  const restoringAt = Date.now()
  await runKith(['restore', file], installation, { databaseUrl: postgres.urlOf(restored) })
  const ms = Date.now() - restoringAt
  note('restored elsewhere', { ms })
  history.write('chaos', 'restored', { databaseUrl: postgres.urlOf(restored), beganAt, ms })
}

async function deploy({ nodes, installation, history, note, random }: Stage, no: number): Promise<void> {
  const { code, version } = nextVersion(installation.folder, no)
  for (const [i, node] of nodes.entries()) {
    const toldAt = performance.now()
    await node.end('SIGTERM')
    const drainMs = Math.round(performance.now() - toldAt)
    await node.start({ code })
    note('node deployed', { node: node.name, drainMs, startMs: Math.round(performance.now() - toldAt) - drainMs })
    if (i > 0) continue
    // Somebody starts one more of the version before, in the middle of it all.
    const straggler = await createKithNode(`straggler-${no}`, installation, random.next)
    await straggler.start()
    history.write('chaos', 'straggler', { version, isUp: straggler.isAlive() })
    await straggler.close()
  }
}

/** Kith as of the next release: a migration that the version before can live with, and a function that has changed. */
function nextVersion(folder: string, no: number): { code: string; version: string } {
  const { version: now } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  const [major, minor, patch] = now.split('.').map(Number)
  const version = `${major}.${minor}.${patch! + no}`
  const code = changedCopy(folder, [
    { file: 'package.json', from: `"version": "${now}"`, to: `"version": "${version}"` },
  ])
  for (let i = 1; i <= no; i++) {
    writeFileSync(join(code, `drizzle/900${i}_more.sql`), `alter table rooms add column chaos_${i} text`)
  }
  appendFileSync(join(code, append), `\n-- As of ${version}.\n`)
  return { code, version }
}
