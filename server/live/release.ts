import type { Head, Published } from '../domain/ports.ts'
import type { Trouble } from './trouble.ts'

/** One room's events on their way out of a node: each once, in the order of the log, nothing before its turn (INV-4). */
export type Release = {
  /** An event that came by whatever way, in whatever order, however often. */
  offer(published: Published): void
  /** How far the database has come: shows what the bus lost, and a loss of access that no notice told of. */
  expect(head: Head): void
  /** The last event delivered, and the epoch that its hearers were read at. */
  position(): Head
  /** The highest number known to exist. */
  known(): number
  stop(): void
}

const holdMs = 150
const holdAtMostMs = 1_000
const page = 200
const heldAtMost = 1_000

export function createRelease(options: {
  from: Head
  readAfter(after: number, limit: number): Promise<Published[]>
  /**
   * Reads who may hear the room and drops everybody else. Nothing of a newer epoch goes out before it is done (INV-7).
   * `waiting` are the events that go out after it, in their order: with them whoever is dropped lost access.
   */
  reloadHearers(waiting: Published[]): Promise<void>
  deliver(published: Published): void
  trouble: Trouble
}): Release {
  const held = new Map<number, Published>()
  let { head: delivered, epoch } = options.from
  let known = delivered
  let newestEpoch = epoch
  let waitMs = holdMs
  let timer: NodeJS.Timeout | undefined
  let reloading: Promise<void> | undefined
  let isReleasing = false
  let isReading = false
  let isStopped = false

  return {
    offer(published) {
      const { seq } = published.event
      if (isStopped || seq <= delivered) return
      known = Math.max(known, seq)
      // What does not fit is read from the log again, in its turn.
      if (held.size < heldAtMost || seq === delivered + 1) held.set(seq, published)
      release()
    },
    expect(head) {
      if (isStopped) return
      known = Math.max(known, head.head)
      newestEpoch = Math.max(newestEpoch, head.epoch)
      release()
    },
    position: () => ({ head: delivered, epoch }),
    known: () => known,
    stop() {
      isStopped = true
      clearTimeout(timer)
      held.clear()
    },
  }

  // Synchronous but for a change of epoch, so that an event in its turn goes out while it is offered.
  function release(): void {
    if (reloading || isReleasing) return
    isReleasing = true
    while (!isStopped) {
      const next = held.get(delivered + 1)
      // A newer epoch without an event that explains it counts once there is no such event left to read.
      const neededEpoch = next ? next.epoch : known > delivered ? epoch : newestEpoch
      if (neededEpoch > epoch) reloading = reload(neededEpoch)
      if (!next || reloading) break
      held.delete(next.event.seq)
      delivered = next.event.seq
      deliver(next)
    }
    isReleasing = false
    if (!reloading) watchForHole()
  }

  function deliver(published: Published): void {
    try {
      options.deliver(published)
    } catch (error) {
      options.trouble('delivery_failed', error)
    }
  }

  // Events that were read from the log carry the epoch of today: which of them took somebody's access they do not tell.
  async function reload(to: number): Promise<void> {
    const isDone = await options.reloadHearers(waiting()).then(
      () => true,
      (error: unknown) => options.trouble('hearers_read_failed', error),
    )
    reloading = undefined
    if (isDone) epoch = Math.max(epoch, to)
    if (isDone) release()
    else watchForHole()
  }

  function waiting(): Published[] {
    const events: Published[] = []
    for (let next = held.get(delivered + 1); next; next = held.get(next.event.seq + 1)) events.push(next)
    return events
  }

  function watchForHole(): void {
    const isBehind = known > delivered || newestEpoch > epoch
    if (!isBehind) waitMs = holdMs
    if (!isBehind || isReading || isStopped) return
    timer ??= setTimeout(() => {
      timer = undefined
      void readHole()
    }, waitMs)
  }

  async function readHole(): Promise<void> {
    isReading = true
    const before = delivered
    try {
      for (let isFull = known > delivered; isFull && !isStopped;) {
        const after = delivered
        const events = await options.readAfter(after, page)
        for (const published of events) if (published.event.seq > delivered) held.set(published.event.seq, published)
        release()
        while (reloading) await reloading
        isFull = events.length === page && delivered > after
      }
      release()
      while (reloading) await reloading
    } catch (error) {
      options.trouble('hole_read_failed', error)
    }
    isReading = false
    waitMs = delivered > before ? holdMs : Math.min(waitMs * 2, holdAtMostMs)
    watchForHole()
  }
}
