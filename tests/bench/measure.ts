import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { BenchDatabase } from './bench-database.ts'
import type { Joined, Measured, Pace, Room, Stored, Verified } from './plan.ts'
import { cpuOf, memoryOf, type Generator, type Running } from './processes.ts'

/** Seconds of CPU that everybody involved has used; `others` is what else ran on this machine meanwhile. */
export type Cpu = { server: number; database: number; redis: number; generator: number; others: number }

export type Talked = Measured & { cpu: Cpu; wallSeconds: number; verified: Verified }
export type Stormed = Joined & { cpu: Cpu; people: number }
export type Idled = { people: number; emptyKiB: number; fullKiB: number; cpuSeconds: number; seconds: number }

export type Scene = {
  node: Running
  generator: Generator
  database: BenchDatabase
  redisPid: number
  stored: Stored
  /** Hears what the server's profiler saw of the talk; null where nobody asks for it. */
  onProfile: ((profile: unknown) => void) | null
}

const warmUpSeconds = 2
const settleMs = 3_000

/** Everybody sits down, talks a little to warm up, and is then measured. */
export async function measureTalk(scene: Scene, rooms: Room[], pace: Pace, seconds: number): Promise<Talked> {
  const { generator, node, stored, database, onProfile } = scene
  const talk = () => generator.tell<Measured>({ do: 'talk', seconds, pace })
  await join(scene, rooms)
  await generator.tell({ do: 'talk', seconds: warmUpSeconds, pace })
  if (onProfile) onProfile((await node.profiled(talk)).profile)
  const { result, cpu, wallSeconds } = await withCpu(scene, talk)
  const verified = await generator.tell<Verified>({ do: 'verify', stored, databaseUrl: database.url })
  return { ...result, cpu, wallSeconds, verified }
}

export async function measureStorm(scene: Scene, rooms: Room[]): Promise<Stormed> {
  const { result, cpu } = await withCpu(scene, () => join(scene, rooms, 200))
  return { ...result, cpu, people: peopleIn(rooms) }
}

export async function measureIdle(scene: Scene, rooms: Room[]): Promise<Idled> {
  const { pid } = scene.node
  await pause(settleMs / 2)
  const emptyKiB = memoryOf(pid)
  await join(scene, rooms)
  await pause(settleMs)
  const fullKiB = memoryOf(pid)
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

async function join({ generator, node, stored }: Scene, rooms: Room[], inFlight = 50): Promise<Joined> {
  const joined = await generator.tell<Joined>({
    do: 'join',
    port: node.port,
    rooms,
    inFlight,
    withSnapshot: stored === 'log',
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

async function cpuNow({ node, database, redisPid, generator }: Scene): Promise<Cpu> {
  return {
    database: await database.cpu(),
    server: cpuOf(node.pid),
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
