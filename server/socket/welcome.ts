import type { Live } from '../live/live.ts'
import { memberAudience } from '../live/audiences.ts'
import { connectionOf } from '../live/connections.ts'
import type { LiveSocket } from '../live/io.ts'

/**
 * Takes in a socket that has just signed in: the database learns that its person is here, it hears the commons of all
 * their circles, and the lobbies of rooms in whose line they wait. Commands wait until this is done.
 */
export async function welcome(live: Live, socket: LiveSocket): Promise<void> {
  const { personId } = socket.data.actor
  void socket.join(memberAudience(personId))
  try {
    await Promise.all([
      live.peopleHere.arrive(personId, socket.id),
      live.listening.listenToCommons(socket),
      waitWhereInLine(live, socket),
    ])
  } catch (error) {
    live.trouble('connection_failed', error)
    // Closed, not disconnected: the client comes back by itself.
    connectionOf(socket).close()
    throw error
  }
  if (socket.connected) live.attendance.come(socket)
}

async function waitWhereInLine(live: Live, socket: LiveSocket): Promise<void> {
  const places = await live.ports.records.placesOf(socket.data.actor.personId)
  const lines = places.filter((place) => place.as === 'line')
  await Promise.all(lines.map(({ roomId }) => live.listening.waitInLobby(socket, roomId)))
}

/** Takes leave of a socket that has gone. */
export function sayGoodbye(live: Live, socket: LiveSocket): void {
  live.attendance.go(socket)
  // A node that stops takes its row in the database along, with everybody on it.
  if (!live.isDraining()) live.peopleHere.leave(socket.data.actor.personId, socket.id)
}
