import { mkdirSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { gather } from '../crowd.ts'
import { openHistory } from '../history.ts'
import { createKithNode, type Installation } from '../kith-nodes.ts'
import { runKith } from '../kith-verb.ts'
import { freePort, pause, runToEnd } from '../processes.ts'
import { createRandom } from '../random.ts'
import type { Ground } from '../scenario.ts'
import { settle } from '../settle.ts'
import { settleDown } from '../settling-down.ts'
import { traceStatements } from '../trace.ts'
import type { Size, Trial } from '../trial.ts'
import { bareEnv } from '../../support/bare-env.ts'

/** One node on the database that it brings, killed again and again under people who talk. */
export const embeddedTrial: Trial = {
  name: 'embedded',
  under: 'an embedded Kith killed again and again',
  promises: ['P1', 'P2', 'P3', 'P4', 'P20'],
  isPatient: true,
  run,
}

async function run({ size, seed }: Size, { folder: ground, postgres, say }: Ground) {
  const folder = join(ground, 'embedded')
  mkdirSync(folder)
  const dataDir = join(folder, 'node')
  const random = createRandom(seed)
  const origin = 'http://kith.example'
  const installation: Installation = { folder, services: null, secret: randomBytes(24).toString('base64url'), origin }
  const population = { circles: 1, people: 12, tables: [6, 6], invites: 0, places: 0 }
  const circles = await settle({ url: null, dataDir }, installation.secret, population)
  const history = openHistory(folder)
  const node = await createKithNode('node', installation, random.next)
  try {
    await node.start()
    const pace = { everyMs: 300, twins: 0.2, moves: 0, cuts: 0 }
    const crowd = await gather({ circles, urls: [node.url], origin, history, random, pace })
    history.write('chaos', 'second start', { pid: node.pid(), ...(await startAgain(dataDir, installation)) })
    const kills = size === 'soak' ? 50 : 5
    for (let no = 1; no <= kills; no++) {
      await pause(random.between(300, 1_500))
      await node.end('SIGKILL')
      const at = performance.now()
      await node.start()
      const ms = Math.round(performance.now() - at)
      say(`    node killed (${no}), ${node.isAlive() ? 'back' : 'NOT back'} after ${ms} ms`)
      history.write('chaos', 'reopened', { isOpen: node.isAlive(), ms })
    }
    await pause(1_000)
    await settleDown({ crowd, nodes: [node], history, say, isBrief: false, seesPresence: false })
    await pause(200)
    crowd.stop()
    await node.end('SIGTERM')
  } finally {
    await node.close()
    await history.close()
  }
  return { folder, databaseUrl: await moveToServer({ dataDir, installation, postgres }) }
}

/** The checker reads PostgreSQL: the circle moves there, as a circle does that has outgrown one machine. */
async function moveToServer(options: { dataDir: string; installation: Installation; postgres: Ground['postgres'] }) {
  const { dataDir, installation, postgres } = options
  const file = join(installation.folder, 'backup.gz')
  const database = 'chaos_embedded'
  const databaseUrl = postgres.urlOf(database)
  await runKith(['backup', file], installation, { dataDir })
  await postgres.run('postgres', `create database ${database}`)
  await runKith(['restore', file], installation, { databaseUrl })
  await postgres.run(database, traceStatements)
  return databaseUrl
}

const kith = join(import.meta.dirname, '../../../server/cli/kith.ts')

async function startAgain(dataDir: string, { secret }: Installation): Promise<{ isRefused: boolean; said: string }> {
  const env = { ...bareEnv, DATA_DIR: dataDir, KITH_SECRET: secret, PORT: String(await freePort()) }
  return runToEnd(process.execPath, [kith, 'start'], { env }).then(
    (said) => ({ isRefused: false, said }),
    (error: Error) => ({ isRefused: true, said: error.message }),
  )
}
