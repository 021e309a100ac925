import type { CircleState } from '../../../shared/circles.ts'
import { DomainError } from '../../../shared/errors.ts'
import type { RoomEvent, Signal, SignalName } from '../../../shared/events.ts'
import { foldCircle } from '../../../shared/fold-circle.ts'
import { fold } from '../../../shared/fold.ts'
import type { Id } from '../../../shared/ids.ts'
import type { RoomState } from '../../../shared/rooms.ts'
import type { CommandReply } from '../../../shared/commands.ts'
import { followLog, type FollowedLog, type LogSource } from './followed-log.ts'
import type { Speech } from './speech.ts'

type Way = 'room:enter' | 'room:visit'

/** Where a member is and what is known there: the circle, and each room that was entered, folded from their events. */
export type Places = {
  circle(): CircleState
  room(roomId: Id): RoomState
  /** The breakout while a round is open, else the table; null for nowhere. */
  place(): Id | null
  sit(roomId: Id, way: Way, more?: { moving?: boolean }): Promise<CommandReply<Way>>
  /** Knows a room no longer. */
  forget(roomId: Id): void
  /** After a reconnection: says again where the member is, and reads what was missed. */
  comeBack(): void
  hear(event: RoomEvent): void
  signalled(name: SignalName, body: Signal<SignalName>): void
  stop(): void
}

/** @param changed is called after whatever has changed anywhere */
export async function createPlaces(
  speech: Speech,
  { memberId, circleId }: { memberId: Id; circleId: Id },
  changed: (roomId: Id, event: RoomEvent | null) => void,
): Promise<Places> {
  const { commonsId } = await speech.ask('circle:view', { circleId })
  const commons = followLog<CircleState>({
    snapshot: () => speech.ask('circle:view', { circleId }),
    fold: foldCircle,
    changed: (_, event) => changed(commonsId, event),
    ...reading(commonsId),
  })
  await commons.look()
  const rooms = new Map<Id, FollowedLog<RoomState>>()
  const ways = new Map<Id, Way>()
  const movingTo = new Set<Id>()
  const going = new Set<Id>()
  let lastSat: Promise<unknown> = Promise.resolve()

  const places: Places = {
    circle: () => commons.state()!,
    room(roomId) {
      const state = rooms.get(roomId)?.state()
      if (!state) throw new Error(`this member is not in the room ${roomId}`)
      return state
    },
    place() {
      const mine = [...rooms.values()].flatMap((log) => log.state() ?? []).filter(isSeated)
      return (mine.find(({ kind }) => kind === 'breakout') ?? mine[0])?.roomId ?? null
    },
    // One after the other: of two moves at once nobody could tell which was the last.
    sit(roomId, way, more = {}) {
      if (more.moving) movingTo.add(roomId)
      const sitting = lastSat.catch(() => {}).then(() => sitDown(roomId, way, more))
      lastSat = sitting
      return sitting
    },
    forget(roomId) {
      ways.delete(roomId)
      rooms.get(roomId)?.stop()
      rooms.delete(roomId)
      changed(roomId, null)
    },
    comeBack() {
      void commons.look()
      for (const roomId of rooms.keys()) void returnTo(roomId)
    },
    hear(event) {
      if (event.roomId === commonsId) commons.hear(event)
      rooms.get(event.roomId)?.hear(event)
    },
    signalled(name, body) {
      if (name === 'lobby') void rooms.get((body as Signal<'lobby'>).roomId)?.look()
      if (name !== 'heads') return
      for (const [roomId, head] of Object.entries((body as Signal<'heads'>).heads)) {
        if (roomId === commonsId) commons.know(head)
        rooms.get(roomId)?.know(head)
      }
    },
    stop() {
      for (const log of [commons, ...rooms.values()]) log.stop()
    },
  }
  return places

  async function sitDown(roomId: Id, way: Way, more: { moving?: boolean }): Promise<CommandReply<Way>> {
    const reply = await speech.run(way, { roomId, ...more })
    ways.set(roomId, way)
    await logOf(roomId).look()
    if (more.moving && reply.no !== null && isTable(roomId)) leaveOtherTables(roomId)
    return reply
  }

  function reading(roomId: Id): Pick<LogSource<never>, 'catchUp' | 'lost'> {
    return {
      // The envelope leaves the body open; kind and body belong together as the server wrote them.
      catchUp: async (after) => (await speech.ask('room:catch-up', { roomId, after })) as never,
      lost: () => places.forget(roomId),
    }
  }

  function logOf(roomId: Id): FollowedLog<RoomState> {
    const known = rooms.get(roomId)
    const log =
      known ??
      followLog<RoomState>({
        snapshot: async () => (await speech.ask('room:snapshot', { roomId })).state,
        fold,
        changed(state, event) {
          follow(state)
          changed(roomId, event)
        },
        ...reading(roomId),
      })
    rooms.set(roomId, log)
    return log
  }

  async function returnTo(roomId: Id): Promise<void> {
    const way = ways.get(roomId)
    try {
      if (way) await speech.run(way, { roomId })
      await rooms.get(roomId)?.look()
    } catch (error) {
      if (!(error instanceof DomainError)) return
      // A round that closed meanwhile: its room is read to the end, and its parent tells where everybody is. Whoever is
      // refused because all seats are taken, or because they sit elsewhere now, comes again the next time.
      if (error.code === 'closed' || error.code === 'not_found') ways.delete(roomId)
      await rooms.get(roomId)?.look()
    }
  }

  // A move gives up the seat before, and a reconnection must not take it again; who only waits elsewhere keeps it.
  function leaveOtherTables(roomId: Id): void {
    for (const [other, way] of ways) if (way === 'room:enter' && other !== roomId && isTable(other)) ways.delete(other)
  }

  function isTable(roomId: Id): boolean {
    return rooms.get(roomId)?.state()?.kind === 'table'
  }

  // Into the breakout of an open round and back, and onto a seat that is offered: nobody has to be asked.
  function follow(state: RoomState): void {
    if (state.seats.some((seat) => seat.memberId === memberId && seat.offeredUntil !== null)) goTo(state.roomId)
    if (state.kind !== 'table') return
    const mine = state.round?.breakouts.find(({ memberIds }) => memberIds.includes(memberId))
    if (mine && !rooms.has(mine.roomId)) goTo(mine.roomId)
  }

  // Once at a time: every event of a busy room calls for it again.
  function goTo(roomId: Id): void {
    if (going.has(roomId)) return
    going.add(roomId)
    places
      .sit(roomId, 'room:enter', { moving: movingTo.has(roomId) })
      .catch(() => {})
      .finally(() => going.delete(roomId))
  }

  function isSeated({ isOpen, seats }: RoomState): boolean {
    return isOpen && seats.some((seat) => seat.memberId === memberId && seat.offeredUntil === null)
  }
}
