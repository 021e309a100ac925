import { DomainError } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import type { Records } from '../domain/ports.ts'
import { lobbyAudience, roomAudience } from './audiences.ts'
import type { LiveSocket } from './io.ts'
import type { Serving } from './serving.ts'

/**
 * How a socket comes to hear a room. Leaving needs no twin: the event that ends a place takes its sockets along. Refuses
 * `unavailable` where who may hear does not stand still: a socket that hears nothing must not be told that all is well.
 */
export type Listening = {
  /** False when the person may not hear the room (any more). */
  listen(socket: LiveSocket, roomId: Id): Promise<boolean>
  /**
   * Joins the commons of all circles of the person, and the lobbies of rooms in whose line they wait. Resolves with the
   * circles that this socket did not know, each of which it is told once.
   */
  listenToTheirs(socket: LiveSocket): Promise<Id[]>
  /** The commons of a circle that somebody on this node belongs to, or did. */
  commonsOf(circleId: Id): Id | undefined
}

const attempts = 8
const retryAfterMs = 1_000

export function createListening(serving: Serving, records: Records): Listening {
  const commons = new Map<Id, Id>()

  return {
    commonsOf: (circleId) => commons.get(circleId),

    async listen(socket, roomId) {
      // Only what is read while the room is served counts.
      await serving.serve(roomId)
      return whileAccessStands(
        () => records.hearers(roomId),
        () => [roomId],
        (hearers) => {
          const isHearer = socket.connected && hearers.has(socket.data.actor.personId)
          if (isHearer) void socket.join(roomAudience(roomId))
          if (isHearer) void socket.leave(lobbyAudience(roomId))
          return isHearer
        },
      )
    },

    listenToTheirs: (socket) =>
      whileAccessStands(
        () => records.whereaboutsOf(socket.data.actor.personId),
        ({ circles, lines }) => [...circles.map(({ commonsId }) => commonsId), ...lines],
        ({ circles, lines }) => {
          const known = socket.data.circles
          const fresh = circles.map(({ circleId }) => circleId).filter((circleId) => !known.has(circleId))
          // None is taken away: that is for the event of a removal, which takes along what hangs on it.
          for (const { circleId, commonsId } of circles) {
            commons.set(circleId, commonsId)
            known.set(circleId, commonsId)
          }
          const audiences = circles.map(({ commonsId }) => roomAudience(commonsId))
          if (socket.connected) void socket.join([...audiences, ...lines.map(lobbyAudience)])
          return fresh
        },
      ),
  }

  // A removal may commit between reading who may hear a room and joining. Its event then brings a newer epoch, before or
  // after the join: after, it drops the socket; before, access has not stood since, and what was read is read again.
  async function whileAccessStands<Read, Result>(
    read: () => Promise<Read>,
    roomsOf: (read: Read) => Id[],
    join: (read: Read) => Result,
  ): Promise<Result> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const moment = serving.moment()
      const found = await read()
      const roomIds = roomsOf(found)
      await Promise.all(roomIds.map((roomId) => serving.serve(roomId)))
      if (roomIds.every((roomId) => serving.stoodSince(roomId, moment))) return join(found)
    }
    throw new DomainError('unavailable', { retryAfterMs })
  }
}
