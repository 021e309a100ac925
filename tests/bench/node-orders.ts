import { Session } from 'node:inspector/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What the bench asks of a server while it runs; each order is answered with `{ done }`. */
export type NodeOrder = 'profile' | 'stop profiling' | 'collect garbage' | 'watch the loop' | 'loop delay'

/** Lets a server obey the bench. What it measures concerns the whole process, so every server is asked alike. */
export function obeyTheBench(): void {
  const inspector = new Session()
  const loop = monitorEventLoopDelay({ resolution: 1 })
  const orders: Record<NodeOrder, () => unknown> = {
    profile: () => startProfile(inspector),
    'stop profiling': () => inspector.post('Profiler.stop'),
    // All of it, and what it took is given back to the system.
    'collect garbage': () => globalThis.gc!({ type: 'major', execution: 'sync', flavor: 'last-resort' }),
    'watch the loop': () => [loop.reset(), loop.enable()],
    'loop delay': () => loop.percentile(99) / 1e6,
  }
  process.on('message', (order: NodeOrder) => {
    void Promise.resolve(orders[order]()).then((done) => process.send?.({ done }))
  })
}

async function startProfile(inspector: Session): Promise<void> {
  inspector.connect()
  await inspector.post('Profiler.enable')
  await inspector.post('Profiler.setSamplingInterval', { interval: 200 })
  await inspector.post('Profiler.start')
}
