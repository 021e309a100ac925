import { afterAll } from 'vitest'
import { createApp, type App } from '../../server/app.ts'
import { readConfig, type Config } from '../../server/config.ts'
import { reasonFor, sampleCircle } from '../../server/dev/cast.ts'
import type { CommandInput, CommandName, CommandReply } from '../../shared/commands.ts'
import { newId } from '../../shared/ids.ts'
import { openBrowser, type Browser } from './browser.ts'
import { testDatabasePlace } from './database.ts'

/** A whole Kith on a port of its own, and people who come to it over HTTP. */
export type House = {
  app: App
  origin: string
  /** What was printed for the operator. */
  printed: string[]
  /** A browser in which nobody is signed in. */
  visitor(): Browser
  /** Somebody's first browser; the first who comes is the first steward. */
  person(name: string): Promise<Browser>
  /** A circle of Ada's, with everybody named in it. */
  circle(others?: string[], capacity?: number): Promise<{ circleId: string; commonsId: string }>
}

/** Opens a house for a test file and closes it after the last test. Call it at the top of the file. */
export async function openHouse(more: Partial<Config> = {}): Promise<House> {
  const place = await testDatabasePlace()
  const { url, dataDir, template } = place.options
  const base = readConfig({ PORT: '0', DATA_DIR: 'memory://', LOG_LEVEL: 'fatal' })
  const config = { ...base, databaseUrl: url, unsafe: true, ...(dataDir && { dataDir }), ...more }
  const printed: string[] = []
  const app = await createApp(config, { print: (line) => printed.push(line), ...(template && { template }) })
  await app.listen()
  afterAll(async () => {
    await app.close()
    await place.drop()
  })
  return furnish(app, printed)
}

function furnish(app: App, printed: string[]): House {
  const origin = app.addresses().linkOrigin
  const people = new Map<string, Browser>()
  const house: House = {
    app,
    origin,
    printed,
    visitor: () => openBrowser(origin),
    async person(name) {
      const known = people.get(name)
      if (known) return known
      const browser = openBrowser(origin)
      people.set(name, browser)
      const link = await app.firstLink()
      if (!link) throw new Error(`${name} comes before Ada, or without an invite`)
      await browser.post('/api/sign-in/first', { code: link.split('/').at(-1), name })
      return browser
    },
    async circle(others = [], capacity = sampleCircle.capacity) {
      const ada = await house.person('Ada')
      const opened = await run(ada, 'circle:open', { facts: { ...sampleCircle, capacity } })
      for (const name of others) {
        const browser = people.get(name) ?? openBrowser(origin)
        people.set(name, browser)
        const addressee = { circleId: opened.circleId, addressee: name, reason: reasonFor(name) }
        const { link } = await run(ada, 'invite:create', addressee)
        const code = new URL(link).hash.slice(1)
        await browser.post('/api/invites/accept', { commandId: newId(), code, name }).then(({ json }) => json)
      }
      return opened
    },
  }
  return house
}

/** Runs a command as a browser would, and gives the reply; throws what was refused. */
export async function run<N extends CommandName>(
  browser: Browser,
  name: N,
  input: Omit<CommandInput<N>, 'commandId'>,
): Promise<CommandReply<N>> {
  const answer = await browser.post(`/api/commands/${name}`, { commandId: newId(), ...input })
  if (answer.status !== 200) throw new Error(`${name} was refused: ${answer.text}`)
  return answer.json as CommandReply<N>
}
