import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, inject } from 'vitest'
import type { Bus } from '../../server/domain/ports.ts'
import { createLive, type Live, type LiveOptions } from '../../server/live/live.ts'
import { noAssets } from '../../server/live/redis-assets.ts'
import { createMemoryBus } from '../../server/live/memory-bus.ts'
import { createMemoryPresence } from '../../server/live/memory-presence.ts'
import { createNodeCounter } from '../../server/live/rate-limiter.ts'
import { openStations, type Stations } from '../../server/live/stations.ts'
import type { TroubleKind } from '../../server/live/trouble.ts'
import type { Surprise } from '../../server/socket/handle.ts'
import { serveSockets } from '../../server/socket/server.ts'
import { createNodeStore } from '../../server/storage/node-store.ts'
import { boundless } from '../support/boundless.ts'
import type { World } from '../support/world.ts'
import { createVisitors, type Visitor } from './visitors.ts'

export const origin = 'http://kith.example'

/** A node that people connect to under their names; `ada/phone` is Ada's second device. */
export type Node = {
  live: Live
  url: string
  troubles: TroubleKind[]
  surprises: Surprise[]
  connect(name: string): Promise<Visitor>
  close(options?: { atOnce: boolean }): Promise<void>
}

/** Nodes of one installation: on Redis in services mode, on wires between them else. They close after the last test. */
export async function openNodes(world: World, count: number, options: Partial<LiveOptions> = {}): Promise<Node[]> {
  const secret = randomUUID()
  const trouble = () => {}
  const wired = inject('mode') === 'embedded' ? createWires(count).stations : null
  const stations = Array.from(
    { length: count },
    (_, i) => wired?.[i] ?? openStations({ redisUrl: inject('redisUrl'), secret, trouble }),
  )
  return Promise.all(stations.map((station) => openNode(world, { stations: station, ...options })))
}

export async function openNode(world: World, options: Partial<LiveOptions> = {}): Promise<Node> {
  const troubles: TroubleKind[] = []
  const surprises: Surprise[] = []
  const server = createServer()
  const trouble = (kind: TroubleKind) => void troubles.push(kind)
  const live = createLive({
    server,
    ports: world.ports,
    life: createNodeStore(world.database.sql, `node-${randomUUID()}`),
    stations: openStations({ redisUrl: null, secret: 'a secret', trouble }),
    isAllowedOrigin: (from) => from === origin,
    addressOf: (request) => request.socket.remoteAddress ?? '',
    endedSignIns: async () => [],
    trouble,
    rates: boundless,
    ...options,
  })
  serveSockets(live, {
    async authenticate({ token, cookie }) {
      const device = token ?? cookie?.replace('kith=', '')
      const [name = ''] = device?.split('/') ?? []
      return name && !name.startsWith('nobody') ? { personId: await world.person(name), signInId: device! } : null
    },
    onSurprise: (surprise) => surprises.push(surprise),
  })
  await live.start()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const visitors = createVisitors(url)
  let closed: Promise<void> | undefined
  const close = (how = { atOnce: true }) => {
    closed ??= live.close(how).then(() => {
      server.closeAllConnections()
      server.close()
    })
    return closed
  }
  afterAll(async () => {
    visitors.close()
    await close()
  })
  return { live, url, troubles, surprises, connect: visitors.connect, close }
}

/** A bus for each of several nodes in one process; what passes between them can be lost. */
export function createWires(count: number): { stations: Stations[]; lose(isLost: boolean): void } {
  let isLosing = false
  const trouble = () => {}
  const buses = Array.from({ length: count }, () => createMemoryBus(trouble))
  const presence = createMemoryPresence()
  const busOf = (own: Bus): Bus => ({
    ...own,
    publish(roomId, notice) {
      own.publish(roomId, notice)
      for (const bus of buses) if (bus !== own && !isLosing) bus.publish(roomId, structuredClone(notice))
    },
  })
  const stations = buses.map((own): Stations => {
    const counter = createNodeCounter(trouble)
    return { isAlone: false, assets: noAssets, bus: busOf(own), presence, counter, close: () => own.close() }
  })
  return { stations, lose: (isLost) => void (isLosing = isLost) }
}
