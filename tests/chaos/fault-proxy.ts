import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { losePushes } from './redis-pushes.ts'

/** What happens to everything that passes from now on. */
export type Rule = {
  /** New connections are refused, as if nobody listened. */
  refuses?: boolean
  /** Nothing passes in either direction and no connection ends, as with a pulled cable. What waited passes afterwards. */
  isSilent?: boolean
  /** Each piece of data comes this much later, in its order. */
  delayMs?: number
  /** This share of what Redis pushes to subscribers is lost; answers pass. */
  lostPushes?: number
}

/** Stands between two programs that speak TCP, and does to them what networks do. */
export type FaultProxy = {
  port: number
  set(rule: Rule): void
  heal(): void
  /** Ends this share of the connections, with a reset for both sides. */
  cut(share?: number): void
  /** Forgets the far ends: the near ends stay open and hear nothing, until they give up or the proxy closes. */
  halveOpen(): void
  close(): void
}

// Node takes one connection from each a turn of its event loop.
const doors = process.platform === 'linux' ? 8 : 1

type Pair = { near: Socket; far: Socket; isHalf: boolean; stop(): void; go(): void }

/** @param chance decides which connection or push is hit */
export async function createFaultProxy(
  target: { port: number; speaks: 'redis' | 'anything' },
  chance: () => number,
): Promise<FaultProxy> {
  let rule: Rule = {}
  const pairs = new Set<Pair>()
  const servers: Server[] = []
  let port = 0
  while (servers.length < doors) {
    const server = createServer({ noDelay: true }, meet)
    // As long as that of a node: what everybody meets at once is to be the node, and not this.
    await once(server.listen({ port, host: '127.0.0.1', backlog: 4_096, reusePort: doors > 1 }), 'listening')
    port = (server.address() as AddressInfo).port
    servers.push(server)
  }

  return {
    port,
    set,
    heal: () => set({}),
    cut(share = 1) {
      for (const pair of pairs) if (chance() < share) end(pair)
    },
    halveOpen() {
      for (const pair of pairs) {
        pair.isHalf = true
        pair.far.destroy()
      }
    },
    close() {
      for (const server of servers) server.close()
      for (const pair of pairs) end(pair)
    },
  }

  function meet(near: Socket): void {
    near.on('error', () => {})
    if (rule.refuses) return void near.resetAndDestroy()
    const far = connect({ port: target.port, host: '127.0.0.1', noDelay: true })
    far.on('error', () => {})
    join(near, far)
  }

  function set(next: Rule): void {
    rule = next
    for (const pair of pairs) (rule.isSilent ? pair.stop : pair.go)()
  }

  function join(near: Socket, far: Socket): void {
    const whole = (bytes: Buffer) => bytes
    const isLost = () => rule.lostPushes !== undefined && chance() < rule.lostPushes
    const up = pump(near, far, whole)
    const down = pump(far, near, target.speaks === 'redis' ? losePushes(isLost) : whole)
    const pair: Pair = {
      near,
      far,
      isHalf: false,
      stop: () => [up, down].forEach(({ stop }) => stop()),
      go: () => [up, down].forEach(({ go }) => go()),
    }
    pairs.add(pair)
    if (rule.isSilent) pair.stop()
    near.on('close', () => {
      pairs.delete(pair)
      far.destroy()
    })
    far.on('close', () => {
      if (!pair.isHalf && !rule.isSilent) near.destroy()
    })
  }

  // In order whatever the delay; a reader that is slow slows its writer.
  function pump(from: Socket, to: Socket, filter: (bytes: Buffer) => Buffer): { stop(): void; go(): void } {
    let last: Promise<void> = Promise.resolve()
    let isStopped = false
    const write = (bytes: Buffer) => {
      if (to.destroyed || bytes.length === 0 || to.write(bytes)) return
      from.pause()
      to.once('drain', () => !isStopped && from.resume())
    }
    from.on('data', (bytes: Buffer) => {
      const { delayMs } = rule
      const kept = filter(bytes)
      if (delayMs === undefined) return void last.then(() => write(kept))
      const due = performance.now() + delayMs
      last = last
        .then(() => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, due - performance.now()))))
        .then(() => write(kept))
    })
    from.on('end', () => void last.then(() => to.end()))
    return {
      stop() {
        isStopped = true
        from.pause()
      },
      go() {
        isStopped = false
        from.resume()
      },
    }
  }

  function end({ near, far }: Pair): void {
    near.resetAndDestroy()
    far.resetAndDestroy()
  }
}
