import type { KithNode } from './kith-nodes.ts'
import { pause } from './processes.ts'
import type { PostgresServer } from './postgres-server.ts'
import type { Random } from './random.ts'
import type { RedisServer } from './redis-server.ts'

/** Everything that can be harmed. */
export type Site = {
  postgres: PostgresServer
  redis: RedisServer
  nodes: KithNode[]
  random: Random
  /** Writes into the history what was done to whom. */
  note(fault: string, facts?: Record<string, unknown>): void
}

/** Harms something, and resolves when it is whole again. */
export type Fault = (site: Site) => Promise<void>

const onBus =
  (lostPushes: number, ms: number): Fault =>
  async ({ nodes, note }) => {
    note('bus messages dropped', { share: lostPushes })
    for (const { toRedis } of nodes) toRedis.set({ lostPushes })
    await pause(ms)
    for (const { toRedis } of nodes) toRedis.heal()
  }

const kill: Fault = async ({ nodes, random, note }) => {
  const node = random.pick(nodes)
  note('node killed', { node: node.name })
  await node.end('SIGKILL')
  await pause(1_000)
  await node.start()
}

const wrongClock = (how: string) => ({ imports: [new URL(`./wrong-clock.ts?${how}`, import.meta.url).href] })

/** Of two nodes one is a minute and a half ahead and the other as much behind. */
const clocksWrong: Fault = async ({ nodes, random, note }) => {
  const first = random.pick(nodes)
  const second = random.pick(nodes.filter((node) => node !== first))
  const offs = [[first, 90_000] as const, [second, -90_000] as const]
  await Promise.all(
    offs.map(async ([node, offMs]) => {
      note('node killed', { node: node.name })
      await node.end('SIGKILL')
      await node.start(wrongClock(`off=${offMs}`))
      note('node clock wrong', { node: node.name, offMs, readyz: await node.readiness().catch(() => 0) })
    }),
  )
  await pause(3_000)
  await Promise.all(
    offs.map(async ([node]) => {
      await node.end('SIGKILL')
      await node.start()
    }),
  )
}

/** A node that starts with the right time, and whose clock runs three times too fast. */
const clockDrifting: Fault = async ({ nodes, random, note }) => {
  const node = random.pick(nodes)
  note('node killed', { node: node.name })
  await node.end('SIGKILL')
  await node.start(wrongClock('speed=3'))
  await pause(3_500)
  note('node clock drifts', { node: node.name, readyz: await node.readiness().catch(() => 0) })
  await node.end('SIGKILL')
  await node.start()
}

const sleepFor =
  (ms: number): Fault =>
  async ({ nodes, random, note }) => {
    const node = random.pick(nodes)
    note('node asleep', { node: node.name, ms })
    node.signal('SIGSTOP')
    await pause(ms)
    node.signal('SIGCONT')
  }

/** Nodes are replaced one after the other, each by one that starts when it has gone. */
export const deploy =
  (count: number): Fault =>
  async ({ nodes, note }) => {
    for (const node of nodes.slice(0, count)) {
      note('node deployed', { node: node.name })
      await node.end('SIGTERM')
      await node.start()
    }
  }

const oneDeployed: Fault = (site) => deploy(1)({ ...site, nodes: site.random.shuffled(site.nodes) })

/** Half of the bus is lost, and a node sleeps, as long as it takes. */
export const halfDeaf: Fault = async (site) => {
  await Promise.all([onBus(0.5, 5_000)(site), sleepFor(4_000)(site)])
}

/** Everything stops at once, as when the power goes, and comes back a while later. */
export const blackout =
  (ms: number): Fault =>
  async ({ nodes, redis, postgres, note }) => {
    note('blackout', { ms })
    await Promise.all([...nodes.map((node) => node.end('SIGKILL')), redis.kill(), postgres.crash()])
    await pause(ms)
    await Promise.all([redis.start(), postgres.start()])
    await Promise.all(nodes.map((node) => node.start()))
    note('light again')
  }

const redisKilled =
  (ms: number): Fault =>
  async ({ redis, note }) => {
    note('redis killed', { ms })
    await redis.kill()
    await pause(ms)
    await redis.start()
  }

const redisFlushed: Fault = async ({ redis, note }) => {
  note('redis flushed')
  await redis.flush().catch(() => {})
}

const redisAsleep =
  (ms: number): Fault =>
  async ({ redis, note }) => {
    note('redis asleep', { ms })
    redis.sleep()
    await pause(ms)
    redis.wake()
  }

const databaseCrashed: Fault = async ({ postgres, note }) => {
  note('database crashed')
  await postgres.crash()
  await postgres.start()
  note('database back')
}

const databaseStopped =
  (ms: number): Fault =>
  async ({ postgres, note }) => {
    note('database stopped', { ms })
    await postgres.stop()
    await pause(ms)
    await postgres.start()
    note('database back')
  }

const backendsEnded: Fault = async ({ postgres, note }) => {
  note('backends terminated')
  await postgres.terminateBackends().catch(() => {})
}

const databaseUnreachable =
  (ms: number, forAll = false): Fault =>
  async ({ nodes, random, note }) => {
    const cutOff = forAll ? nodes : [random.pick(nodes)]
    note('database black-holed', { nodes: cutOff.map(({ name }) => name), ms })
    for (const { toDatabase } of cutOff) toDatabase.set({ isSilent: true })
    await pause(ms)
    for (const { toDatabase } of cutOff) toDatabase.heal()
  }

const redisHalfOpen =
  (ms: number): Fault =>
  async ({ nodes, random, note }) => {
    const node = random.pick(nodes)
    note('redis half-open', { node: node.name, ms })
    node.toRedis.halveOpen()
    await pause(ms)
    node.toRedis.cut()
  }

const onClients =
  (fault: string, harm: (node: KithNode) => void, ms: number): Fault =>
  async (site) => {
    site.note(fault, { ms })
    for (const node of site.nodes) harm(node)
    await pause(ms)
    for (const node of site.nodes) node.fromClients.heal()
  }

const clientsCut = onClients('clients cut', ({ fromClients }) => fromClients.cut(0.5), 500)
const clientsSlowed = (ms: number) =>
  onClients('clients slowed', ({ fromClients }) => fromClients.set({ delayMs: 300 }), ms)
const clientsStalled =
  (ms: number): Fault =>
  async (site) => {
    const node = site.random.pick(site.nodes)
    site.note('clients stalled', { node: node.name, ms })
    node.fromClients.set({ isSilent: true })
    await pause(ms)
    node.fromClients.heal()
  }

const stopped = databaseStopped(3_000)
const killed = redisKilled(3_000)

/** By name, in the order in which a run meets them; each is whole again before the next begins. */
export const faults = {
  bus: [onBus(0.01, 2_000), onBus(0.1, 3_000), onBus(1, 3_000)],
  nodes: [kill, sleepFor(6_000), clocksWrong, clockDrifting],
  redis: [killed, redisFlushed, redisAsleep(3_000), redisHalfOpen(2_000)],
  database: [backendsEnded, databaseCrashed, stopped, databaseUnreachable(6_000), backendsEnded],
  clients: [clientsCut, clientsSlowed(2_000), clientsStalled(3_000), clientsCut],
} satisfies Record<string, Fault[]>

/** What lasts as long as it takes somebody to come and mend it: after the short ones, in a run that has the time. */
export const longFaults: Partial<Record<FaultName, Fault[]>> = {
  nodes: [sleepFor(20_000)],
  redis: [redisKilled(60_000), redisAsleep(20_000)],
  database: [databaseStopped(30_000), databaseUnreachable(30_000), databaseUnreachable(30_000, true)],
}

export type FaultName = keyof typeof faults

/** Two faults at once, of any kind, until the time is over. */
export const everything =
  (ms: number): Fault =>
  async (site) => {
    const all = [...Object.values(faults).flat(), onBus(0.5, 3_000), oneDeployed]
    const until = performance.now() + ms
    // What is harmed twice at once may be healed too early by the first, never left harmed by the last.
    const harm = async (random: Random) => {
      while (performance.now() < until) {
        await Promise.all([turns(site, random.pick(all), random), pause(random.between(500, 1_500))])
      }
    }
    await Promise.all([harm(site.random.fork('one')), harm(site.random.fork('other'))])
  }

// Two faults never start or stop the same process at the same time.
let turn: Promise<void> = Promise.resolve()
const exclusive = new Set<Fault>([kill, clocksWrong, clockDrifting, databaseCrashed, stopped, killed, oneDeployed])
function turns(site: Site, fault: Fault, random: Random): Promise<void> {
  const own = { ...site, random }
  if (!exclusive.has(fault)) return fault(own)
  turn = turn.then(() => fault(own))
  return turn
}
