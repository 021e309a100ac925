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
    if (place !== null) await live.listening.waitInLobby(socket, roomId)
  },
  async 'room:visit'(live, socket, { roomId }) {
    await live.listening.listen(socket, roomId)
  },
  async 'circle:open'(live, socket) {
    await hearNewCircle(live, socket)
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

/** Has all sockets of a member on this node hear a circle that they have just come to belong to. */
export async function hearNewCircle(live: Live, socket: LiveSocket): Promise<void> {
  const { sockets, adapter } = live.io.of('/')
  for (const socketId of adapter.rooms.get(memberAudience(socket.data.actor.personId)) ?? []) {
    const theirs = sockets.get(socketId)
    if (!theirs) continue
    await live.listening.listenToTheirs(theirs)
    live.attendance.come(theirs)
  }
}
