import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { BenchDatabase } from './bench-database.ts'
import type { Joined, Measured, Pace, Returned, Room, Stored, Verified } from './plan.ts'
import { cpuOf, memoryOf, type Generator, type Running } from './processes.ts'

/** Seconds of CPU that everybody involved has used; `others` is what else ran on this machine meanwhile. */
export type Cpu = { server: number; database: number; redis: number; generator: number; others: number }

export type Talked = Measured & { cpu: Cpu; wallSeconds: number; verified: Verified; loopDelayMs: number }
export type Stormed = Joined & { cpu: Cpu; people: number }
export type Idled = { people: number; emptyKiB: number; fullKiB: number; cpuSeconds: number; seconds: number }

export type Scene = {
  nodes: [Running, ...Running[]]
  generator: Generator
  database: BenchDatabase
  redisPid: number
  stored: Stored
  /** Hears what the server's profiler saw of the talk; null where nobody asks for it. */
  onProfile: ((profile: unknown) => void) | null
}

const warmUpSeconds = 2
const settleMs = 3_000

export type Talk = {
  pace: Pace
  seconds: number
  cutEveryMs?: number
  /** What else the machine does meanwhile; resolves once `isOver` answers true. */
  meanwhile?(isOver: () => boolean): Promise<void>
}

/** Everybody sits down, talks a little to warm up, and is then measured. */
export async function measureTalk(scene: Scene, rooms: Room[], { meanwhile, ...order }: Talk): Promise<Talked> {
  const { generator, nodes, stored, database, onProfile } = scene
  const talk = async () => {
    let isOver = false
    const other = meanwhile?.(() => isOver)
    const measured = await generator.tell<Measured>({ do: 'talk', ...order })
    isOver = true
    await other
    return measured
  }
  await join(scene, rooms)
  await generator.tell({ do: 'talk', seconds: warmUpSeconds, pace: order.pace })
  if (onProfile) {
    await nodes[0].ask('profile')
    await talk()
    onProfile(((await nodes[0].ask('stop profiling')) as { profile: unknown }).profile)
  }
  for (const node of nodes) await node.ask('watch the loop')
  const { result, cpu, wallSeconds } = await withCpu(scene, talk)
  const delays = await Promise.all(nodes.map((node) => node.ask('loop delay')))
  const verified = await generator.tell<Verified>({ do: 'verify', stored, databaseUrl: database.url })
  return { ...result, cpu, wallSeconds, verified, loopDelayMs: Math.max(...(delays as number[])) }
}

export async function measureStorm(scene: Scene, rooms: Room[]): Promise<Stormed> {
  if (scene.onProfile) await scene.nodes[0].ask('profile')
  const { result, cpu } = await withCpu(scene, () => join(scene, rooms, 200))
  scene.onProfile?.(((await scene.nodes[0].ask('stop profiling')) as { profile: unknown }).profile)
  return { ...result, cpu, people: peopleIn(rooms) }
}

export async function measureIdle(scene: Scene, rooms: Room[]): Promise<Idled> {
  const node = scene.nodes[0]
  const { pid } = node
  // What a server holds, not what it has not thrown away yet: that depends on when it last had to.
  const held = async () => {
    await pause(settleMs)
    await node.ask('collect garbage')
    return memoryOf(pid)
  }
  const emptyKiB = await held()
  await join(scene, rooms)
  const fullKiB = await held()
  const before = cpuOf(pid)
  await pause(settleMs)
  return {
    people: peopleIn(rooms),
    emptyKiB,
    fullKiB,
    cpuSeconds: cpuOf(pid) - before,
    seconds: settleMs / 1_000,
  }
}

/** One person of each room comes back after much was said. */
export function measureReturn({ generator, nodes }: Scene, rooms: Room[]): Promise<Returned> {
  return generator.tell<Returned>({ do: 'return', port: nodes[0].port, rooms })
}

async function join({ generator, nodes, stored }: Scene, rooms: Room[], inFlight = 50): Promise<Joined> {
  const joined = await generator.tell<Joined>({
    do: 'join',
    ports: nodes.map(({ port }) => port),
    rooms,
    inFlight,
    isKith: stored === 'log',
  })
  if (joined.failed > 0) throw new Error(`${joined.failed} people could not join`)
  return joined
}

const peopleIn = (rooms: Room[]) => rooms.reduce((sum, { people }) => sum + people.length, 0)

async function withCpu<T>(scene: Scene, work: () => Promise<T>) {
  const before = await cpuNow(scene)
  const began = performance.now()
  const result = await work()
  const wallSeconds = (performance.now() - began) / 1_000
  const after = await cpuNow(scene)
  const used = (name: keyof Cpu) => after[name] - before[name]
  const [server, database, redis, generator] = [used('server'), used('database'), used('redis'), used('generator')]
  const others = Math.max(0, used('others') - server - database - redis - generator)
  return { result, wallSeconds, cpu: { server, database, redis, generator, others } satisfies Cpu }
}

async function cpuNow({ nodes, database, redisPid, generator }: Scene): Promise<Cpu> {
  return {
    database: await database.cpu(),
    server: nodes.reduce((sum, { pid }) => sum + cpuOf(pid), 0),
    redis: redisPid ? cpuOf(redisPid) : 0,
    generator: cpuOf(generator.pid),
    others: busySeconds(),
  }
}

/** Seconds that any processor of this machine has been busy. */
function busySeconds(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]!
    .split(/\s+/)
    .map(Number)
  return (user + nice + system + irq + softirq) / 100
}
