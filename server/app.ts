import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { hostname } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { newId } from '../shared/ids.ts'
import { createAuthenticate } from './auth/authenticate.ts'
import { cookieForm } from './auth/cookie.ts'
import { deriveKeys } from './auth/keys.ts'
import { createMagicLink } from './auth/magic-link.ts'
import { openPost } from './auth/mail.ts'
import { createSignIns } from './auth/sign-ins.ts'
import { createTokens } from './auth/tokens.ts'
import type { Config } from './config.ts'
import type { Ports } from './domain/ports.ts'
import { findAddresses, type Addresses } from './http/addresses.ts'
import { createAnswers } from './http/answers.ts'
import { createLimits } from './http/limits.ts'
import { createLog } from './http/log.ts'
import { createHttpServer } from './http/server.ts'
import { findStyles } from './http/static-files.ts'
import { createMemoryBus } from './live/memory-bus.ts'
import { StartupError } from './startup-error.ts'
import { openDatabase } from './storage/database.ts'
import { createLogStore } from './storage/log-store.ts'
import { createRecordsStore } from './storage/records-store.ts'
import { createSignInStore } from './storage/sign-in-store.ts'
import { draftRecap } from './workers/draft-recap.ts'

export type App = {
  ports: Ports
  addresses(): Addresses
  /** Starts to take people in. Throws `StartupError` where the port is taken. */
  listen(): Promise<void>
  /** The link that makes the first steward; null once somebody has used it. */
  firstLink(): Promise<string | null>
  close(): Promise<void>
}

/** Puts a node together: the one place that knows every layer. It stops in the reverse order of its start. */
export async function createApp(config: Config, { print }: { print(line: string): void }): Promise<App> {
  const nodeId = `${hostname()}-${randomUUID().slice(0, 8)}`
  const log = createLog({ level: config.logLevel, nodeId })
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    nodeId,
    unsafe: config.unsafe,
  })
  const keys = deriveKeys(config.secret)
  let addresses = findAddresses(config)

  const bus = createMemoryBus((kind, error) => log.warn({ err: error, kind }, 'trouble'))
  const ports: Ports = {
    log: createLogStore(database.sql),
    records: createRecordsStore(database.sql),
    bus,
    newId,
    digest: keys.digest,
    inviteCode(inviteId) {
      const code = keys.deriveCode('invite', inviteId)
      return { code, hash: keys.hashCode(code), link: `${addresses.linkOrigin}/join#${code}` }
    },
    draftRecap,
  }
  const store = createSignInStore(database)
  const isSecure = config.publicOrigin?.startsWith('https:') ?? false
  const cookie = cookieForm(isSecure)
  const tokens = createTokens({ key: keys.tokenKey, issuer: config.publicOrigin ?? 'kith' })
  const signIns = createSignIns({ store, keys })
  const post = config.smtpUrl ? openPost({ url: config.smtpUrl, from: config.mailFrom }) : null
  const linkOf = (code: string) => `${addresses.linkOrigin}/sign-in/${code}`
  const clientDir = fileURLToPath(new URL('../dist/client/', import.meta.url))
  const magicLink = createMagicLink({
    store,
    keys,
    signIns,
    send: post?.send ?? (config.mode === 'embedded' ? async ({ text }) => print(text) : null),
    linkOf,
    onFailure: (error) => log.error({ err: error }, 'a letter could not be sent'),
  })
  const http = await createHttpServer({
    edge: {
      ports,
      keys,
      store,
      signIns,
      tokens,
      magicLink,
      authenticate: createAuthenticate({ store, keys, tokens, cookie }),
      cookie,
      limits: createLimits({ take: async () => 0, giveBack: async () => {} }),
      answers: createAnswers(ports),
      styles: findStyles(clientDir),
      addresses: () => addresses,
      onSignedOut() {},
    },
    log,
    health: {
      checks: {
        database: async () => {
          await ports.records.now()
          return null
        },
      },
    },
    isSecure,
    trustProxy: config.trustProxy,
    clientDir,
  })

  return {
    ports,
    addresses: () => addresses,
    async listen() {
      addresses = findAddresses({ ...config, port: await listenOn(http, config) })
    },
    async firstLink() {
      const code = await signIns.firstCode()
      return code && linkOf(code)
    },
    async close() {
      await http.close()
      await magicLink.settled()
      post?.close()
      await bus.close()
      await database.close()
    },
  }
}

/** Returns the port, which the system chooses where the setting is 0. */
async function listenOn(http: FastifyInstance, { host, port }: Config): Promise<number> {
  try {
    await http.listen({ host, port })
    const [address] = http.addresses() as AddressInfo[]
    return address?.port ?? port
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE')
      throw new StartupError(`Port ${port} is taken: stop what runs there, or set PORT to another.`)
    if (code === 'EACCES') throw new StartupError(`Port ${port} may not be used here: set PORT to 1024 or higher.`)
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new StartupError(`${host} is no address of this machine: set HOST to one, or to 0.0.0.0.`)
    throw error
  }
}
