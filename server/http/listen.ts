import { once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { StartupError } from '../startup-error.ts'

// When a whole circle, or all of them, come back in one moment, most connect before one of them can be answered. What the
// queue cannot hold is tried again by the system of who connects after one second and after three: too late for many.
const backlog = 4_096

// Node takes one connection a turn of its event loop from each socket that listens, and a turn in a rush is long: whoever
// knocks at a single one waits for all before them to be served. On Linux several may listen at one port.
const moreDoors = process.platform === 'linux' ? 7 : 0
const lastOnesGone = new WeakMap<FastifyInstance, Promise<unknown>>()

/** Listens, and returns the port: the system chooses one where the setting is 0. Throws `StartupError` where it cannot. */
export async function listenOn(app: FastifyInstance, { host, port }: { host: string; port: number }): Promise<number> {
  try {
    const shared = { backlog, reusePort: moreDoors > 0 }
    const doors: Server[] = []
    app.addHook('preClose', async () => {
      lastOnesGone.set(app, Promise.all(doors.map(closed)))
    })
    await app.ready()
    if (moreDoors > 0) await seeThatItIsFree({ host, port })
    await app.listen({ host, port, ...shared })
    const addresses = app.addresses() as AddressInfo[]
    for (const place of addresses.flatMap((address) => Array.from({ length: moreDoors }, () => address))) {
      const door = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
        app.server.emit('connection', socket)
      })
      await once(door.listen({ host: place.address, port: place.port, ...shared }), 'listening')
      doors.push(door)
    }
    return addresses[0]?.port ?? port
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const sentence = sentences[code]
    if (!sentence) throw error
    throw new StartupError(sentence(host, port))
  }
}

// Whoever shares a port shares it with every program of the same user that does: another Kith that is there already shows
// only to one that does not share.
async function seeThatItIsFree(place: { host: string; port: number }): Promise<void> {
  const only = createServer()
  await once(only.listen(place), 'listening')
  await closed(only)
}

const lingerMs = 2_000

/**
 * Ends it. What was asked has two seconds to be answered; whoever asks nothing, or only half of something, is not waited
 * for longer.
 */
export async function closeServer(app: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => app.server.closeAllConnections(), lingerMs)
  try {
    await app.close()
    await lastOnesGone.get(app)
  } finally {
    clearTimeout(timer)
  }
}

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))

const noAddress = (host: string) => `${host} is no address of this machine: set HOST to one, or to 0.0.0.0.`

const sentences: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (_, port) => `Port ${port} is taken: stop what runs there, or set PORT to another.`,
  EACCES: (_, port) => `Port ${port} may not be used here: set PORT to 1024 or higher.`,
  EADDRNOTAVAIL: noAddress,
  ENOTFOUND: noAddress,
}
