import { concluded } from './act.ts'
import type { Ports } from './ports.ts'

/**
 * Does what is due by the database's clock: rounds that end, seats whose grace is over, offers that lapse. Every node may
 * call it at any time; each thing happens once (INV-8). After an outage everything overdue runs here, oldest round first.
 *
 * Returns the milliseconds until the next round ends, or null when none is open.
 */
export async function runDueWork(ports: Ports): Promise<number | null> {
  for (const work of await ports.log.dueWork()) {
    concluded(ports, await ports.log.doDueWork(work))
  }
  return ports.log.nextDueInMs()
}
