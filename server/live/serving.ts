import { DomainError } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import type { Bus, Notice, Published, Records } from '../domain/ports.ts'
import { createRelease, type Release } from './release.ts'
import type { Trouble } from './trouble.ts'

/** The rooms that somebody on this node hears: subscribed on the bus, released in order, compared with the database. */
export type Serving = {
  /** Resolves when the room's events come in. Refuses `not_found` for a room that does not exist. */
  serve(roomId: Id): Promise<Release>
  /** A moment, to ask later whether something has stood since. */
  moment(): number
  /** Whether the room has been served since a moment, and nobody has lost access to it. */
  stoodSince(roomId: Id, moment: number): boolean
  /** The highest number known of each of these rooms that is served. */
  headsOf(roomIds: Id[]): Record<Id, number>
  /** Asks the database how far all served rooms have come, and stops serving those that nobody hears any more. */
  poll(): Promise<void>
  close(): Promise<void>
}

export type People = {
  /** Drops whoever is not in `hearers` from the room; by one of the events that are `waiting` to go out they lost access. */
  keepOnly(roomId: Id, hearers: Set<Id>, waiting: Published[]): void
  deliver(published: Published): void
  relay(roomId: Id, signal: Extract<Notice, { type: 'signal' }>): void
  areIn(roomId: Id): boolean
}

type Served = { release: Release; leaveBus: () => Promise<void>; since: number }

const idlePolls = 5
const roomsPerQuery = 2_000

export function createServing(bus: Bus, records: Records, people: People, trouble: Trouble): Serving {
  const starting = new Map<Id, Promise<Release>>()
  const served = new Map<Id, Served>()
  const idle = new Map<Id, number>()
  let moments = 0

  return {
    async serve(roomId) {
      idle.delete(roomId)
      const release = served.get(roomId)?.release
      if (release) return release
      const promise = starting.get(roomId) ?? start(roomId).finally(() => starting.delete(roomId))
      starting.set(roomId, promise)
      return await promise
    },

    moment: () => ++moments,
    stoodSince: (roomId, moment) => (served.get(roomId)?.since ?? Infinity) < moment,

    headsOf(roomIds) {
      const heads: Record<Id, number> = {}
      for (const roomId of roomIds) {
        const release = served.get(roomId)?.release
        if (release) heads[roomId] = release.known()
      }
      return heads
    },

    async poll() {
      stopIdle()
      const roomIds = [...served.keys()]
      for (let i = 0; i < roomIds.length; i += roomsPerQuery) {
        const heads = await records.heads(roomIds.slice(i, i + roomsPerQuery))
        for (const [roomId, head] of heads) served.get(roomId)?.release.expect(head)
      }
    },

    async close() {
      await Promise.all([...served.keys()].map(stop))
    },
  }

  // Subscribed first, then the head is read: what is written in between waits in `early` and is not lost.
  async function start(roomId: Id): Promise<Release> {
    const early: Published[] = []
    let release: Release | undefined
    const leaveBus = await bus.subscribe(roomId, (notice) => {
      if (notice.type === 'signal') people.relay(roomId, notice)
      else if (release) release.offer(notice.published)
      else early.push(notice.published)
    })
    try {
      const from = (await records.heads([roomId])).get(roomId)
      if (!from) throw new DomainError('not_found', { reason: 'room' })
      release = createRelease({
        from,
        readAfter: (after, limit) => records.eventsAfter(roomId, after, limit),
        reloadHearers: async (waiting) => {
          people.keepOnly(roomId, await records.hearers(roomId), waiting)
          const room = served.get(roomId)
          if (room) room.since = ++moments
        },
        deliver: people.deliver,
        trouble,
      })
    } catch (error) {
      await leaveBus()
      throw error
    }
    served.set(roomId, { release, leaveBus, since: ++moments })
    for (const published of early) release.offer(published)
    return release
  }

  function stopIdle(): void {
    for (const roomId of served.keys()) {
      const polls = people.areIn(roomId) ? 0 : (idle.get(roomId) ?? 0) + 1
      idle.set(roomId, polls)
      if (polls > idlePolls) void stop(roomId)
    }
  }

  async function stop(roomId: Id): Promise<void> {
    const room = served.get(roomId)
    served.delete(roomId)
    idle.delete(roomId)
    room?.release.stop()
    await room?.leaveBus()
  }
}
