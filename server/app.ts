import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { fileURLToPath } from 'node:url'
import { newId } from '../shared/new-id.ts'
import { openDoor, type Door } from './auth/door.ts'
import { inviteCodes } from './auth/invite-codes.ts'
import { createDesk } from './cli/desk.ts'
import { deskFiles } from './cli/desk-files.ts'
import { serveDesk } from './cli/desk-socket.ts'
import type { Config } from './config.ts'
import type { Ports } from './domain/ports.ts'
import { createHealth } from './health-checks.ts'
import { findAddresses, type Addresses } from './http/addresses.ts'
import { clientAddresses } from './http/client-address.ts'
import { createLimits } from './http/limits.ts'
import { closeServer, listenOn } from './http/listen.ts'
import { createLog, troubleLog } from './http/log.ts'
import { countingLog, createMetrics, serveMetrics } from './http/metrics.ts'
import { boundAddresses } from './http/per-address.ts'
import { addRoutes } from './http/routes.ts'
import { createHttpServer } from './http/server.ts'
import { findStyles, listAssets } from './http/static-files.ts'
import { createLive, type Live } from './live/live.ts'
import { createNodeCounter } from './live/rate-limiter.ts'
import type { Rates } from './live/rates.ts'
import { openStations } from './live/stations.ts'
import { StartupError } from './startup-error.ts'
import { serveSockets } from './socket/server.ts'
import { openDatabase, type Database } from './storage/database.ts'
import { createLogStore } from './storage/log-store.ts'
import { createNodeStore } from './storage/node-store.ts'
import { createOperatorStore } from './storage/operator-store.ts'
import { createPasskeyStore } from './storage/passkey-store.ts'
import { createRecordsStore } from './storage/records-store.ts'
import { patiently, reachable } from './storage/reachable.ts'
import { createSignInStore } from './storage/sign-in-store.ts'
import { draftRecap } from './workers/draft-recap.ts'
import { planRounds } from './workers/plan-rounds.ts'

export type App = {
  ports: Ports
  database: Database
  door: Door
  live: Live
  addresses(): Addresses
  /** Starts to take people in. Throws `StartupError` where the port is taken. */
  listen(): Promise<void>
  /** Resolves when this node can never answer again, because its embedded database has died. */
  lost: Promise<StartupError>
  /** The link that makes the first steward; null once somebody has used it. Waits while the database is away. */
  firstLink(): Promise<string | null>
  /** Lets everybody go and stops, in the reverse order of the start. */
  close(options?: { atOnce: boolean }): Promise<void>
}

export type AppOptions = {
  /** Tells whoever runs Kith. */
  print(line: string): void
  /** The path of a dump that a new embedded database begins from. */
  template?: string
  /** Each person's budgets, where they are not the usual ones. */
  rates?: Rates
}

/** Puts a node together: the one place that knows every layer. */
export async function createApp(config: Config, { print, template, rates }: AppOptions): Promise<App> {
  const nodeId = `${hostname()}-${randomUUID().slice(0, 8)}`
  const log = createLog({ level: config.logLevel, nodeId })
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    nodeId,
    unsafe: config.unsafe,
    onTrouble: (error) => log.warn({ err: error }, 'the database could not be tidied'),
    ...(template && { template }),
  })
  const stops: (() => unknown)[] = [() => database.close()]
  const stop = async () => {
    const failures: unknown[] = []
    for (const one of stops.splice(0).reverse()) {
      try {
        await one()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
  try {
    return await assemble()
  } catch (error) {
    await stop()
    throw error
  }

  async function assemble(): Promise<App> {
    let addresses = findAddresses(config)
    const metrics = createMetrics({
      connections: () => live.io.of('/').sockets.size,
      seats: () => countSeats(database),
    })
    const store = reachable(createSignInStore(database))
    const passkeyStore = reachable(createPasskeyStore(database))
    const door: Door = openDoor({
      store,
      passkeyStore,
      config,
      linkOrigin: () => addresses.linkOrigin,
      print,
      onFailure: (error) => log.error({ err: error }, 'a letter could not be sent'),
    })
    stops.push(door.close)

    const clientDir = fileURLToPath(new URL('../dist/client/', import.meta.url))
    const styles = findStyles(clientDir)
    const isAllowedOrigin = (origin: string) => addresses.isAllowed(origin)
    const { trustProxy } = config
    const http = await createHttpServer({ log, trustProxy, isSecure: door.isSecure, isAllowedOrigin, styles })
    stops.push(() => closeServer(http))

    const trouble = troubleLog(log, metrics.trouble)
    boundAddresses(http, createNodeCounter(trouble))
    const { redisUrl, secret } = config
    const stations = openStations({ redisUrl, secret, trouble })
    const live: Live = createLive({
      server: http.server,
      ports: {
        log: countingLog(createLogStore(database.sql, { batch: metrics.batch }), metrics),
        records: reachable(createRecordsStore(database.sql)),
        newId,
        digest: door.keys.digest,
        inviteCode: inviteCodes(door.keys, () => addresses.linkOrigin),
        draftRecap,
        planRounds,
      },
      life: createNodeStore(database.sql, nodeId),
      stations,
      isAllowedOrigin,
      addressOf: clientAddresses(trustProxy),
      endedSignIns: store.ended,
      trouble,
      ...(rates && { rates }),
    })
    serveSockets(live, {
      authenticate: door.authenticate,
      onSurprise: ({ error, ...rest }) => log.error({ err: error, ...rest }, 'a command failed'),
    })
    const { health, close: closeHealth } = createHealth(live, config)
    stops.push(closeHealth)
    const { ports, polling } = live
    const limits = createLimits(stations.counter)
    const edge = {
      ...door,
      ports,
      polling,
      limits,
      styles,
      store,
      passkeyStore,
      assets: stations.assets,
      addresses: () => addresses,
      onSignedOut: live.signedOut,
    }
    await addRoutes(http, edge, health, clientDir)

    return {
      ports,
      database,
      door,
      live,
      addresses: () => addresses,
      async listen() {
        const { signIns, linkOf } = door
        await Promise.all([live.start(), stations.assets.lend(listAssets(clientDir))])
        addresses = findAddresses({ ...config, port: await listenOn(http, config) })
        if (config.metricsPort !== null) stops.push(await serveMetrics(metrics, config.metricsPort))
        if (config.mode === 'embedded' && config.dataDir !== 'memory://') {
          const files = deskFiles(database, config)
          const desk = createDesk({ ports, store: createOperatorStore(database), signIns, linkOf, files })
          stops.push(await serveDesk(desk, config.dataDir))
        }
      },
      lost: database.died.then(
        ({ message }) =>
          new StartupError(
            `The embedded database has died (${message}): start Kith again, what it acknowledged is kept.`,
          ),
      ),
      async firstLink() {
        const code = await patiently(() => door.signIns.firstCode())
        return code && door.linkOf(code)
      },
      async close(options) {
        // For pages that stay open when this build is gone.
        await stations.assets.renew()
        await live.close(options)
        await stop()
      },
    }
  }
}

async function countSeats({ sql }: Database): Promise<number> {
  const [row] = await sql<{ taken: number }[]>`select count(*)::integer as taken from seats where offered_until is null`
  return row!.taken
}
