import type { Records } from '../domain/ports.ts'
import { roomsHeard } from './audiences.ts'
import type { LiveServer } from './io.ts'
import type { Serving } from './serving.ts'

const everyBeats = 10

/**
 * Tells each socket every ten seconds how far its rooms have come: of a quiet room whose last event got lost nothing else
 * would ever tell. Called once a second, for a tenth of the sockets each time.
 */
export function createHeadsSignals(io: LiveServer, serving: Serving, records: Records): { beat(): Promise<void> } {
  let beats = 0
  let aheadMs = 0

  return {
    async beat() {
      if (beats % everyBeats === 0) aheadMs = (await records.now()) - Date.now()
      const phase = beats++ % everyBeats
      let index = 0
      for (const socket of io.of('/').sockets.values()) {
        if (index++ % everyBeats !== phase) continue
        const heads = serving.headsOf(roomsHeard(socket.rooms))
        socket.emit('signal', 'heads', { heads, serverNow: Date.now() + Math.round(aheadMs) })
      }
    },
  }
}
