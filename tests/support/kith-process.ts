import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { bareEnv } from './bare-env.ts'

/** A node as an operator starts it: a process of its own. */
export type KithProcess = {
  port: number
  /** The one-time link of an installation in which nobody is yet. */
  firstLink: string
  signal(name: NodeJS.Signals): void
  /** Ends it and waits for its end. */
  end(name?: NodeJS.Signals): Promise<void>
  /** Starts it anew where it was, after its end, and waits until it serves. */
  restart(): Promise<void>
}

const kith = join(import.meta.dirname, '../../server/cli/kith.ts')

/** Resolves when a node serves that nobody has been to yet. */
export async function startKith(env: Record<string, string>): Promise<KithProcess> {
  const port = await freePort()
  const launch = () =>
    spawn(process.execPath, [kith, 'start'], {
      env: { ...bareEnv, LOG_LEVEL: 'error', PORT: String(port), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  let child = launch()
  return {
    port,
    firstLink: await said(child, /first steward: (\S+)/),
    signal: (name) => void child.kill(name),
    async end(name = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(name)
      await once(child, 'exit')
    },
    async restart() {
      child = launch()
      await said(child, /Kith is at (\S+)/)
    },
  }
}

/** What the line holds that is waited for. When the process ends before it says it, what it said on stderr is told. */
async function said(child: ChildProcessByStdio<null, Readable, Readable>, line: RegExp): Promise<string> {
  let errors = ''
  child.stderr.on('data', (bytes) => (errors += String(bytes)))
  for await (const words of createInterface(child.stdout)) {
    const found = line.exec(words)?.[1]
    if (!found) continue
    child.stdout.resume()
    return found
  }
  throw new Error(`Kith did not start: ${errors}`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
