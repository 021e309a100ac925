import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'

/** A process that this run has started, and ends by its own id. */
export type Process = {
  pid: number
  isAlive(): boolean
  signal(signal: NodeJS.Signals): void
  /** Signals, and resolves when the process is gone. */
  end(signal: NodeJS.Signals): Promise<void>
  /** Resolves when the process is gone, whatever ended it. */
  gone: Promise<unknown>
}

/** What it prints goes to the end of a file. */
export function startProcess(command: string, args: string[], log: string, options: SpawnOptions = {}): Process {
  const out = openSync(log, 'a')
  const child = spawn(command, args, { ...options, stdio: ['ignore', out, out] })
  const gone = once(child, 'exit').catch(() => {})
  running.add(child)
  void gone.then(() => running.delete(child))
  return {
    pid: child.pid!,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    signal: (signal) => void child.kill(signal),
    async end(signal) {
      child.kill(signal)
      // What sleeps hears nothing but SIGKILL.
      child.kill('SIGCONT')
      await gone
    },
    gone,
  }
}

/** Resolves with the exit code and what was printed. */
export async function runToEnd(command: string, args: string[], options: SpawnOptions = {}): Promise<string> {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  child.stdout!.on('data', (text) => (printed += String(text)))
  child.stderr!.on('data', (text) => (printed += String(text)))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${printed}`)
  return printed
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Asks again and again until it is answered; throws with `what` when the time is over. */
export async function eventually<T>(what: string, withinMs: number, ask: () => Promise<T | false>): Promise<T> {
  const until = performance.now() + withinMs
  for (;;) {
    const answer = await ask().catch(() => false as const)
    if (answer !== false) return answer
    if (performance.now() > until) throw new Error(`${what}: not within ${withinMs / 1_000} s`)
    await pause(50)
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const running = new Set<ChildProcess>()

// Whatever ends the run ends what it has started.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
