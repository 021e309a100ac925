import { DomainError } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import type { NoteInput, NoteName } from '../../shared/notes.ts'
import { roomAudience } from '../live/audiences.ts'
import type { LiveSocket } from '../live/io.ts'
import type { Live } from '../live/live.ts'
import { markRead } from '../live/polling.ts'
import { hearNewCircles } from './command-handlers.ts'

type Take<N extends NoteName> = (live: Live, socket: LiveSocket, input: NoteInput<N>) => Promise<void>

const take: { [N in NoteName]: Take<N> } = {
  'read:mark': (live, socket, input) => markRead(live.ports, socket.data.actor, input),

  async 'presence:set'(live, socket, { circleId, state }) {
    await checkCircle(live, socket, circleId)
    live.attendance.say(socket, circleId, state)
  },

  // Who hears a room here may be heard writing in it; a removal takes both at once (INV-7).
  async 'typing:start'(live, socket, { roomId }) {
    if (!socket.rooms.has(roomAudience(roomId))) throw new DomainError('not_found', { reason: 'room' })
    const body = { roomId, memberId: socket.data.actor.personId }
    live.bus.publish(roomId, { type: 'signal', name: 'typing', body })
  },

  async 'table:watch'(live, socket, { circleId }) {
    if (circleId) await checkCircle(live, socket, circleId)
    await live.pulses.watch(socket, circleId)
  },
}

/** Takes a note: what a socket tells its node without a log entry. */
export function handleNote(live: Live, socket: LiveSocket, name: NoteName, sent: unknown): Promise<unknown> {
  const taken = take[name] as Take<NoteName>
  return live.answers.note(socket.data.actor, name, sent, (input) => taken(live, socket, input))
}

// A member may have joined a circle over HTTP after this socket came.
async function checkCircle(live: Live, socket: LiveSocket, circleId: Id): Promise<void> {
  if (!socket.data.circles.has(circleId)) await hearNewCircles(live, socket)
  // A socket that has gone meanwhile has left what it heard, and would never leave what it joined now.
  if (!socket.connected || !socket.data.circles.has(circleId)) throw new DomainError('not_found', { reason: 'circle' })
}
