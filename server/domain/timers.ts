import { concluded } from './act.ts'
import { tellHelp } from './help.ts'
import type { Ports } from './ports.ts'

/**
 * Does what is due by the database's clock: rounds that end, seats whose grace is over, offers that lapse, calls that
 * go to the next host. Every node may
 * call it at any time; each thing happens once (INV-8). After an outage everything overdue runs here, oldest round first.
 *
 * Returns the milliseconds until the next round ends, or null when none is open.
 */
export async function runDueWork(ports: Ports): Promise<number | null> {
  for (const work of await ports.log.dueWork()) {
    concluded(ports, await ports.log.doDueWork(work))
    if (work.kind === 'help' && work.subjectId) await tellHelp(ports, work.subjectId)
  }
  return ports.log.nextDueInMs()
}
