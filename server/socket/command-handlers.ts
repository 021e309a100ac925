import type { CommandInput, CommandName, CommandReply } from '../../shared/commands.ts'
import { memberAudience } from '../live/audiences.ts'
import type { LiveSocket } from '../live/io.ts'
import type { Live } from '../live/live.ts'

type After = {
  [N in CommandName]?: (live: Live, socket: LiveSocket, input: CommandInput<N>, reply: CommandReply<N>) => Promise<void>
}

/** What a command changes about who hears what. Leaving is not here: its event takes along every socket of the member. */
const after: After = {
  async 'room:enter'(live, socket, { roomId }, { no, place }) {
    if (no !== null) await live.listening.listen(socket, roomId)
    if (place !== null) await comeToTheirs(live, socket)
  },
  async 'room:visit'(live, socket, { roomId }) {
    await live.listening.listen(socket, roomId)
  },
  async 'circle:open'(live, socket) {
    await hearNewCircles(live, socket)
  },
}

/** Runs a command and has its socket hear what it may hear from now on. */
export async function handleCommand(
  live: Live,
  socket: LiveSocket,
  name: CommandName,
  sent: unknown,
): Promise<unknown> {
  const reply = await live.answers.command(socket.data.actor, name, sent)
  await after[name]?.(live, socket, sent as never, reply as never)
  return reply
}

/** Has all sockets of a member on this node hear the circles that they have just come to belong to. */
export async function hearNewCircles(live: Live, socket: LiveSocket): Promise<void> {
  const { sockets, adapter } = live.io.of('/')
  const socketIds = [...(adapter.rooms.get(memberAudience(socket.data.actor.personId)) ?? [])]
  const theirs = socketIds.flatMap((socketId) => sockets.get(socketId) ?? [])
  // At once, so that the database is asked once for all of them: anybody may name a circle that there is not.
  await Promise.all(theirs.map((one) => comeToTheirs(live, one)))
}

/** Has a socket hear the circles that it did not hear yet, and the lobbies of the rooms in whose line its person waits. */
async function comeToTheirs(live: Live, socket: LiveSocket): Promise<void> {
  live.attendance.come(socket, await live.listening.listenToTheirs(socket))
}
