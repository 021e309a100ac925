import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NodeOrder } from './node-orders.ts'
import type { Done, Order } from './plan.ts'

export type Running = {
  pid: number
  port: number
  ask(order: NodeOrder): Promise<unknown>
  stop(): Promise<void>
}

export type Generator = { pid: number; tell<D extends Done>(order: Order): Promise<D>; stop(): Promise<void> }

/** Starts a server of this folder in a process of its own; resolves when it listens. */
export async function startNode(
  file: string,
  options: { args?: string[]; env?: Record<string, string> },
): Promise<Running> {
  const child = fork(join(import.meta.dirname, file), options.args ?? [], {
    env: { ...process.env, ...options.env },
    serialization: 'advanced',
    execArgv: ['--expose-gc'],
  })
  const [{ port }] = (await Promise.race([once(child, 'message'), failed(child, file)])) as [{ port: number }]
  return {
    pid: child.pid!,
    port,
    async ask(order) {
      child.send(order)
      return ((await once(child, 'message')) as [{ done: unknown }])[0].done
    },
    stop: () => ended(child, 'SIGTERM'),
  }
}

export async function startGenerator(): Promise<Generator> {
  const child = fork(join(import.meta.dirname, 'load.ts'), { serialization: 'advanced' })
  return {
    pid: child.pid!,
    async tell(order) {
      child.send(order)
      type Answer = { done: never; error?: string }
      const [{ done, error }] = (await Promise.race([once(child, 'message'), failed(child, 'load.ts')])) as [Answer]
      if (error) throw new Error(error)
      return done
    },
    stop: () => ended(child, 'SIGKILL'),
  }
}

/** Seconds of CPU that a process has used, all its threads together. */
export function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ')
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
  } catch {
    return 0
  }
}

/** The memory of a process that is in RAM, in KiB. */
export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
}

// What Linux reports on every machine that Node runs on.
const ticksPerSecond = 100

async function failed(child: ChildProcess, file: string): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null]
  throw new Error(`${file} ended with ${code}`)
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}
