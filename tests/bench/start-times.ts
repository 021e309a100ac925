import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { aligned } from './print.ts'

const launch = join(import.meta.dirname, '../../server/cli/launch.mjs')

/** How long `npm start` takes to serve: with a new embedded database, with that one again, and on services. */
export async function startTimes(services: Record<string, string>): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kith-bench-'))
  const embedded = { DATA_DIR: dataDir, DATABASE_URL: '', REDIS_URL: '' }
  const first = await msToServing(embedded)
  const later = await msToServing(embedded)
  const onServices = await msToServing(services)
  rmSync(dataDir, { recursive: true, force: true })
  const cells = [first, later, onServices].map((ms) => `${(ms / 1_000).toFixed(2)} s`)
  return aligned([
    ['embedded, first', 'embedded, later', 'on services'],
    [cells[0]!, ...cells.slice(1)],
  ])
}

async function msToServing(env: Record<string, string>): Promise<number> {
  const began = performance.now()
  const child = spawn(process.execPath, [launch, 'start'], {
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface(child.stdout)) {
    const address = /Kith is at (\S+)/.exec(line)?.[1]
    if (!address) continue
    await fetch(`${address}/readyz`)
    break
  }
  const ms = performance.now() - began
  child.kill('SIGTERM')
  await once(child, 'exit')
  return ms
}
