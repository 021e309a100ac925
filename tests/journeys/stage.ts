import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext } from 'playwright-core'
import { afterAll, inject } from 'vitest'
import { available } from '../support/available.ts'
import { testDatabasePlace } from '../support/database.ts'
import { openForwarder, type Forwarder } from '../support/forwarder.ts'
import { startKith, type KithProcess } from '../support/kith-process.ts'

/** A Kith as an operator runs it, in the mode at hand, and people with browsers before it. */
export type Stage = {
  /** One process when embedded, two on services. */
  nodes: KithProcess[]
  /** The address that everybody knows. */
  door: Forwarder
  databaseUrl: string | null
  firstLink: string
  /** Another way to the same nodes, with troubles of its own. */
  forwarder(): Promise<Forwarder>
  /** A device of its own: nobody is signed in on it. */
  device(options?: { javaScriptEnabled: boolean }): Promise<BrowserContext>
  /** What went wrong in any page. */
  errors: string[]
}

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

/** Sets the stage for a test file, and clears it after the last test. Call it at the top of the file. */
export async function setStage(env: Record<string, string> = {}): Promise<Stage> {
  const place = await testDatabasePlace()
  const door = await openForwarder()
  const forwarders = [door]
  const dataDir = mkdtempSync(join(tmpdir(), 'kith-journey-'))
  const { url } = place.options
  const settings: Record<string, string> = url
    ? { DATABASE_URL: url, REDIS_URL: inject('redisUrl'), KITH_SECRET: randomBytes(24).toString('hex') }
    : { DATA_DIR: dataDir }
  if (!url) unpack(place.options.template!, join(dataDir, 'database'))
  const start = () => startKith({ PUBLIC_ORIGIN: door.origin, KITH_UNSAFE: '1', ...settings, ...env })
  const nodes = [await start(), ...(url ? [await start()] : [])]
  const ports = nodes.map(({ port }) => port)
  door.lead(ports)
  const browser = await chromium.launch({ executablePath: available.chromium!, args: flags })

  afterAll(async () => {
    await browser.close()
    for (const forwarder of forwarders) forwarder.close()
    for (const node of nodes) await node.end()
    await place.drop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const errors: string[] = []
  return {
    nodes,
    door,
    databaseUrl: url,
    firstLink: nodes[0]!.firstLink,
    errors,
    device: (options) => openDevice(browser, errors, options),
    async forwarder() {
      const forwarder = await openForwarder()
      forwarders.push(forwarder)
      forwarder.lead(ports)
      return forwarder
    },
  }
}

// Making a database takes longer than the rest of a start; those that begin with none are tests of their own.
function unpack(template: string, into: string): void {
  mkdirSync(into, { recursive: true, mode: 0o700 })
  execFileSync('tar', ['--extract', '--file', template, '--directory', into], { stdio: 'ignore' })
}

async function openDevice(browser: Browser, errors: string[], options?: { javaScriptEnabled: boolean }) {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' })
  context.setDefaultTimeout(30_000)
  context.on('weberror', (error) => errors.push(String(error.error())))
  return context
}
