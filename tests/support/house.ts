import type { AddressInfo } from 'node:net'
import { afterAll, inject } from 'vitest'
import { createApp, type App } from '../../server/app.ts'
import { newSecret } from '../../server/auth/codes.ts'
import { askingForm } from '../../server/auth/cookie.ts'
import { readConfig, type Config } from '../../server/config.ts'
import { reasonFor, sampleCircle } from '../../server/dev/cast.ts'
import type { Rates } from '../../server/live/rates.ts'
import type { CommandInput, CommandName, CommandReply } from '../../shared/commands.ts'
import { newId } from '../../shared/new-id.ts'
import { openBrowser, type Browser } from './browser.ts'
import { testDatabasePlace } from './database.ts'

/** A whole Kith on a port of its own, and people who come to it over HTTP. */
export type House = {
  app: App
  /** Where it listens. */
  base: string
  /** Under which origin it is reached. */
  origin: string
  /** What was printed for the operator. */
  printed: string[]
  /** A browser in which nobody is signed in. */
  visitor(): Browser
  /** Somebody's first browser; the first who comes is the first steward, others need an invite. */
  person(name: string, inviteCode?: string): Promise<Browser>
  /** A circle of Ada's, with everybody named in it. */
  circle(others?: string[], capacity?: number): Promise<{ circleId: string; commonsId: string }>
  /** The code of a new invite from Ada. */
  inviteCode(circleId: string, addressee: string): Promise<string>
  /** A code that signs somebody in, as the operator hands it out. */
  code(kind: 'device' | 'operator', browser: Browser): Promise<string>
  /** A link as it is mailed to somebody, the browser that asked for it, and the number that another one needs. */
  mailLink(browser: Browser): Promise<{ code: string; number: string; asker: Browser }>
  /** Moves the database's clock to so much after the real time. */
  moveTime(ms: number): Promise<void>
}

/** Opens a house for a test file and closes it after the last test. Call it at the top of the file. */
export async function openHouse(more: Partial<Config> = {}, rates?: Rates): Promise<House> {
  const place = await testDatabasePlace()
  const { url, dataDir, template } = place.options
  const base = readConfig({ PORT: '0', DATA_DIR: 'memory://', LOG_LEVEL: 'fatal' })
  const services = {
    mode: 'services',
    databaseUrl: url,
    redisUrl: inject('mode') === 'services' ? inject('redisUrl') : null,
  } as const
  const config: Config = { ...base, unsafe: true, ...(url === null ? { dataDir } : services), ...more }
  const printed: string[] = []
  const app = await createApp(config, {
    print: (line) => printed.push(line),
    ...(template && { template }),
    ...(rates && { rates }),
  })
  await app.listen()
  afterAll(async () => {
    await app.close({ atOnce: true })
    await place.drop()
  })
  return furnish(app, printed)
}

function furnish(app: App, printed: string[]): House {
  const origin = app.addresses().linkOrigin
  const base = `http://127.0.0.1:${(app.live.io.httpServer.address() as AddressInfo).port}`
  const people = new Map<string, Browser>()
  let circles = 0
  const house: House = {
    app,
    base,
    origin,
    printed,
    visitor: () => openBrowser(base, origin),
    async person(name, inviteCode) {
      const known = people.get(name)
      if (known) return known
      const browser = openBrowser(base, origin)
      people.set(name, browser)
      if (inviteCode) {
        await browser.post('/api/invites/accept', { commandId: newId(), code: inviteCode, name })
      } else {
        const link = await app.firstLink()
        if (!link) throw new Error(`${name} comes before Ada, or without an invite`)
        await browser.post('/api/sign-in/first', { code: link.split('/').at(-1), name })
      }
      return browser
    },
    async circle(others = [], capacity = sampleCircle.capacity) {
      const ada = await house.person('Ada')
      const name = circles++ === 0 ? sampleCircle.name : `${sampleCircle.name} ${circles}`
      const opened = await run(ada, 'circle:open', { facts: { ...sampleCircle, name, capacity } })
      for (const name of others) {
        const browser = people.get(name) ?? openBrowser(base, origin)
        people.set(name, browser)
        const code = await house.inviteCode(opened.circleId, name)
        await browser.post('/api/invites/accept', { commandId: newId(), code, name })
      }
      return opened
    },
    async inviteCode(circleId, addressee) {
      const ada = await house.person('Ada')
      const { link } = await run(ada, 'invite:create', { circleId, addressee, reason: reasonFor(addressee) })
      return new URL(link).hash.slice(1)
    },
    async code(kind, browser) {
      const { memberId } = (await browser.get('/api/me')).json as { memberId: string }
      return (await app.door.signIns.makeLink(kind, memberId)).code
    },
    async mailLink(browser) {
      const { memberId } = (await browser.get('/api/me')).json as { memberId: string }
      const asker = house.visitor()
      const secret = newSecret(256)
      asker.jar.set(askingForm(app.door.cookie).name, secret)
      const asks = { browser: app.door.keys.hashCode(secret), number: '4821' }
      const { code } = await app.door.signIns.makeMailLink(memberId, asks)
      return { code, number: asks.number, asker }
    },
    async moveTime(ms) {
      await app.database.sql.unsafe(`create or replace function kith_now() returns timestamptz language sql volatile as
        $$ select date_trunc('milliseconds', clock_timestamp()) + interval '${ms} milliseconds' $$`)
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
