import { createServer } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Log, Outcome } from '../domain/ports.ts'
import type { TroubleKind } from '../live/trouble.ts'
import { StartupError } from '../startup-error.ts'

/** What a node counts about itself. No figure is about a person. */
export type Metrics = {
  appended(events: number): void
  batch(size: number): void
  trouble(kind: TroubleKind): void
  text(): Promise<string>
}

/** What is counted when somebody looks. */
export type Gauges = { connections(): number; seats(): Promise<number> }

export function createMetrics(gauges: Gauges): Metrics {
  const registry = new Registry()
  const registers = [registry]
  // Memory, processor time and, as kith_nodejs_eventloop_lag_*, how long the event loop was held up.
  collectDefaultMetrics({ register: registry, prefix: 'kith_' })
  const appended = new Counter({ name: 'kith_events_appended_total', help: 'Events written by this node', registers })
  const batches = new Histogram({
    name: 'kith_append_batch_size',
    help: 'Messages committed together',
    buckets: [1, 2, 5, 10, 20, 50, 100, 200],
    registers,
  })
  const troubles = new Counter({
    name: 'kith_trouble_total',
    help: 'What went wrong on the way to people, by kind',
    labelNames: ['kind'],
    registers,
  })
  new Gauge({
    name: 'kith_connections',
    help: 'Sockets of signed-in members on this node',
    registers,
    collect() {
      this.set(gauges.connections())
    },
  })
  new Gauge({
    name: 'kith_seats_taken',
    help: 'Seats held in the whole installation',
    registers,
    async collect() {
      this.set(await gauges.seats())
    },
  })
  return {
    appended: (events) => appended.inc(events),
    batch: (size) => batches.observe(size),
    trouble: (kind) => troubles.inc({ kind }),
    text: () => registry.metrics(),
  }
}

/** The same log, with every event that it writes counted. */
export function countingLog(log: Log, metrics: Metrics): Log {
  const counted = async (work: Promise<Outcome>) => {
    const outcome = await work
    if (outcome.ok) metrics.appended(outcome.events.length)
    return outcome
  }
  return {
    ...log,
    run: (operation, order) => counted(log.run(operation, order)),
    appendMessage: (order) => counted(log.appendMessage(order)),
    doDueWork: (work) => counted(log.doDueWork(work)),
    openByItself: (openingId, input) => counted(log.openByItself(openingId, input)),
  }
}

/** Serves the figures to this machine only. Throws `StartupError` where the port is taken. @returns how to stop */
export async function serveMetrics(metrics: Metrics, port: number): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end()
    metrics.text().then(
      (text) => response.setHeader('content-type', 'text/plain; version=0.0.4').end(text),
      () => response.writeHead(500).end(),
    )
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const refuse = () =>
    reject(new StartupError(`METRICS_PORT ${port} cannot be used: stop what runs there, or set it to another.`))
  server.once('error', refuse).listen(port, '127.0.0.1', resolve)
  await promise
  return () =>
    new Promise((stopped) => {
      server.close(() => stopped())
      server.closeAllConnections()
    })
}
