import type { Id } from '../../shared/ids.ts'
import type { Records } from '../domain/ports.ts'
import { lobbyAudience, roomAudience } from './audiences.ts'
import type { LiveSocket } from './io.ts'
import type { Serving } from './serving.ts'

/** How a socket comes to hear a room. Leaving needs no twin: the event that ends a place takes its sockets along. */
export type Listening = {
  /** False when the person may not hear the room (any more). */
  listen(socket: LiveSocket, roomId: Id): Promise<boolean>
  /** Joins the commons of all circles of the person, and forgets those that are theirs no longer. */
  listenToCommons(socket: LiveSocket): Promise<void>
  waitInLobby(socket: LiveSocket, roomId: Id): Promise<void>
  /** The commons of a circle that somebody on this node belongs to, or did. */
  commonsOf(circleId: Id): Id | undefined
}

const attempts = 8

export function createListening(serving: Serving, records: Records): Listening {
  const commons = new Map<Id, Id>()

  return {
    commonsOf: (circleId) => commons.get(circleId),

    listen: (socket, roomId) =>
      whileEpochsStand(
        async () => [roomId],
        () => records.hearers(roomId),
        (hearers) => {
          const mayHear = socket.connected && hearers.has(socket.data.actor.personId)
          if (mayHear) void socket.join(roomAudience(roomId))
          if (mayHear) void socket.leave(lobbyAudience(roomId))
          return mayHear
        },
      ).then((mayHear) => mayHear ?? false),

    async listenToCommons(socket) {
      const circles = () => records.circlesOf(socket.data.actor.personId)
      await whileEpochsStand(
        async () => (await circles()).map(({ commonsId }) => commonsId),
        circles,
        (mine, served) => {
          const joined = mine.filter(({ commonsId }) => served.includes(commonsId))
          for (const { circleId, commonsId } of joined) commons.set(circleId, commonsId)
          socket.data.circles = new Map(joined.map(({ circleId, commonsId }) => [circleId, commonsId]))
          if (socket.connected) void socket.join(joined.map(({ commonsId }) => roomAudience(commonsId)))
        },
      )
    },

    async waitInLobby(socket, roomId) {
      await serving.serve(roomId)
      if (socket.connected) void socket.join(lobbyAudience(roomId))
    },
  }

  // A removal may commit between reading who may hear a room and joining. Its event then brings a newer epoch, before or
  // after the join: after, it drops the socket; before, the epoch has changed here, and what was read is read again.
  async function whileEpochsStand<Read, Result>(
    findRooms: () => Promise<Id[]>,
    read: () => Promise<Read>,
    join: (read: Read, roomIds: Id[]) => Result,
  ): Promise<Result | undefined> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const roomIds = await findRooms()
      const releases = await Promise.all(roomIds.map((roomId) => serving.serve(roomId)))
      const epochs = releases.map((release) => release.position().epoch)
      const found = await read()
      const stands = (roomId: Id, i: number) =>
        serving.current(roomId) === releases[i] && releases[i]?.position().epoch === epochs[i]
      if (roomIds.every(stands)) return join(found, roomIds)
    }
    return undefined
  }
}
