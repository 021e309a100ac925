import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { StartupError } from '../startup-error.ts'

// When a whole circle, or all of them, come back in one moment, most connect before one of them can be answered. What the
// queue cannot hold is tried again by the system of who connects after one second and after three: too late for many.
const backlog = 4_096

/** Listens, and returns the port: the system chooses one where the setting is 0. Throws `StartupError` where it cannot. */
export async function listenOn(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<number> {
  try {
    await app.listen({ host, port, backlog })
    const [address] = app.addresses() as AddressInfo[]
    return address?.port ?? port
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const sentence = sentences[code]
    if (!sentence) throw error
    throw new StartupError(sentence(host, port))
  }
}

const lingerMs = 2_000

/**
 * Ends it. What was asked has two seconds to be answered; whoever asks nothing, or only half of something, is not waited
 * for longer.
 */
export async function closeServer(app: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), lingerMs)
  await app.close().finally(() => clearTimeout(timer))
}

const noAddress = (host: string) => `${host} is no address of this machine: set HOST to one, or to 0.0.0.0.`

const sentences: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (_, port) => `Port ${port} is taken: stop what runs there, or set PORT to another.`,
  EACCES: (_, port) => `Port ${port} may not be used here: set PORT to 1024 or higher.`,
  EADDRNOTAVAIL: noAddress,
  ENOTFOUND: noAddress,
}
