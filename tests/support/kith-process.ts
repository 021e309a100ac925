import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A node as an operator starts it: a process of its own. */
export type KithProcess = {
  port: number
  /** The one-time link of an installation in which nobody is yet. */
  firstLink: string
  signal(name: NodeJS.Signals): void
  /** Ends it and waits for its end. */
  end(name?: NodeJS.Signals): Promise<void>
}

const kith = join(import.meta.dirname, '../../server/cli/kith.ts')

/** Resolves when a node serves that nobody has been to yet. What it says on stderr is told when it ends before that. */
export async function startKith(env: Record<string, string>): Promise<KithProcess> {
  const port = await freePort()
  const child = spawn(process.execPath, [kith, 'start'], {
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'error', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (bytes) => (errors += String(bytes)))
  for await (const line of createInterface(child.stdout)) {
    const firstLink = /first steward: (\S+)/.exec(line)?.[1]
    if (!firstLink) continue
    child.stdout.resume()
    return {
      port,
      firstLink,
      signal: (name) => void child.kill(name),
      async end(name = 'SIGTERM') {
        if (child.exitCode !== null || child.signalCode !== null) return
        child.kill(name)
        await once(child, 'exit')
      },
    }
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
