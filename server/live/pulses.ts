import type { Signal } from '../../shared/events.ts'
import type { Id } from '../../shared/ids.ts'
import type { Bus, Published, Records } from '../domain/ports.ts'
import { tableAudience } from './audiences.ts'
import type { LiveServer, LiveSocket } from './io.ts'

/** What the home screen shows of rooms that its reader does not hear: heads, seats taken, people in line. */
export type Pulses = {
  watch(socket: LiveSocket, circleId: Id | null): Promise<void>
  /** This node has written an event: the circle's table may have changed, on every node. */
  wrote(published: Published): void
  signalled(hint: Signal<'pulse'>): void
  /** Sends what has changed to whoever watches; called every two seconds. */
  beat(): Promise<void>
}

/** A change that no hint told of shows itself after this many beats. */
const beatsWithoutHint = 5

export function createPulses(
  io: LiveServer,
  bus: Bus,
  records: Records,
  commonsOf: (circleId: Id) => Id | undefined,
): Pulses {
  const written = new Set<Id>()
  const changed = new Set<Id>()
  const lastSent = new Map<Id, string>()
  const { adapter, sockets } = io.of('/')
  let beats = 0

  return {
    async watch(socket, circleId) {
      if (socket.data.watches) void socket.leave(tableAudience(socket.data.watches))
      socket.data.watches = circleId
      if (!circleId) return
      void socket.join(tableAudience(circleId))
      const rooms = await read(circleId, socket.data.actor.personId)
      if (rooms) socket.emit('signal', 'pulse', { circleId, rooms })
    },

    wrote({ circleId }) {
      written.add(circleId)
    },

    signalled({ circleId }) {
      changed.add(circleId)
    },

    async beat() {
      hint()
      beats += 1
      if (beats % beatsWithoutHint === 0) for (const circleId of watched()) changed.add(circleId)
      const now = watched().filter((circleId) => changed.has(circleId))
      changed.clear()
      // One that cannot be read takes nothing from the others, and is looked at again.
      const failures: unknown[] = []
      for (const circleId of now) {
        await send(circleId).catch((error: unknown) => {
          changed.add(circleId)
          failures.push(error)
        })
      }
      if (failures.length > 0) throw failures[0]
    },
  }

  // Nodes on which nothing was written learn of it through the commons; a pulse without rooms says "look again".
  function hint(): void {
    for (const circleId of written) {
      const commonsId = commonsOf(circleId)
      changed.add(circleId)
      if (commonsId) bus.publish(commonsId, { type: 'signal', name: 'pulse', body: { circleId, rooms: [] } })
    }
    written.clear()
  }

  function watched(): Id[] {
    const audiences = [...adapter.rooms.keys()].filter((audience) => audience.startsWith('table:'))
    return audiences.map((audience) => audience.slice('table:'.length))
  }

  async function send(circleId: Id): Promise<void> {
    const [socketId] = adapter.rooms.get(tableAudience(circleId)) ?? []
    const watcher = socketId && sockets.get(socketId)
    const rooms = watcher && (await read(circleId, watcher.data.actor.personId))
    if (!rooms) return
    const text = JSON.stringify(rooms)
    if (lastSent.get(circleId) === text) return
    lastSent.set(circleId, text)
    io.local.to(tableAudience(circleId)).emit('signal', 'pulse', { circleId, rooms })
  }

  // The same for every member but what is their own (read markers, unread), which is left out.
  async function read(circleId: Id, personId: Id): Promise<Signal<'pulse'>['rooms'] | undefined> {
    const table = await records.look('circle:table', personId, { circleId })
    return table?.rooms.map(({ roomId, head, taken, waiting }) => ({ roomId, head, taken, waiting }))
  }
}
