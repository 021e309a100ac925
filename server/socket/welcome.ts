import type { Live } from '../live/live.ts'
import { memberAudience } from '../live/audiences.ts'
import { connectionOf } from '../live/connections.ts'
import type { LiveSocket } from '../live/io.ts'

/**
 * Takes in sockets that have just signed in: the database learns that their person is here, they hear the commons of all
 * their circles, and the lobbies of rooms in whose line they wait. Commands wait until this is done.
 */
export function createWelcome(live: Live): (socket: LiveSocket) => void {
  return (socket) => {
    const { data } = socket
    socket.on('disconnect', leave)
    data.arriving = takeIn(live, socket).then(() => void (data.arriving = null))
    // Whoever asks something gets the failure as the answer; a socket that asks nothing must not end the node.
    data.arriving.catch(() => {})
  }

  function leave(this: LiveSocket): void {
    live.attendance.go(this)
    // A node that stops takes its row in the database along, with everybody on it.
    if (!live.isDraining()) live.peopleHere.leave(this.data.actor.personId, this.id)
  }
}

async function takeIn(live: Live, socket: LiveSocket): Promise<void> {
  const { personId } = socket.data.actor
  void socket.join(memberAudience(personId))
  try {
    const arriving = live.peopleHere.arrive(personId, socket.id)
    const [circleIds] = await Promise.all([live.listening.listenToTheirs(socket), arriving])
    live.attendance.come(socket, circleIds)
  } catch (error) {
    live.trouble('connection_failed', error)
    // Closed, not disconnected: the client comes back by itself.
    connectionOf(socket).close()
    throw error
  }
}
