import { concluded } from './act.ts'
import { tellHelp } from './help.ts'
import type { DueWork, Ports } from './ports.ts'

/** As many as one look gives. */
const dueAtOnce = 100
const looksAtMost = 50

/**
 * Does what is due by the database's clock: rounds and times to choose that end, seats and places whose grace is over,
 * offers that lapse or can be made, places in line and visits of who is away, stays of guests that are over, calls that go
 * to the next host. Every node may call it at any time; each thing happens once (INV-8). After an outage everything overdue
 * runs here, a hundred at a time, and one thing that fails holds up none beside it: it is thrown when the others are done.
 *
 * Returns the milliseconds until the next round, time to choose or kept place ends, or null when there is none.
 */
export async function runDueWork(ports: Ports): Promise<number | null> {
  const failures: unknown[] = []
  for (let looks = 1; looks <= looksAtMost; looks++) {
    const due = await ports.log.dueWork()
    const failedBefore = failures.length
    for (const work of due) await doWork(ports, work).catch((error: unknown) => failures.push(error))
    const isStuck = failures.length - failedBefore === due.length
    if (due.length < dueAtOnce || isStuck) break
  }
  if (failures.length > 0) throw failures[0]
  return ports.log.nextDueInMs()
}

async function doWork(ports: Ports, work: DueWork): Promise<void> {
  concluded(ports, await ports.log.doDueWork(work))
  if (work.kind === 'help' && work.subjectId) await tellHelp(ports, work.subjectId)
}
