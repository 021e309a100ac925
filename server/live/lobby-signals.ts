import type { Id } from '../../shared/ids.ts'
import { lobbyAudience } from './audiences.ts'
import type { LiveServer } from './io.ts'

const atMostEveryMs = 250

/** Tells who waits in a room's line that seats or the line have changed, at most four times a second. */
export function createLobbySignals(io: LiveServer): { changed(roomId: Id): void; stop(): void } {
  const pending = new Map<Id, NodeJS.Timeout>()
  return {
    changed(roomId) {
      if (pending.has(roomId)) return
      const send = () => {
        pending.delete(roomId)
        io.local.to(lobbyAudience(roomId)).emit('signal', 'lobby', { roomId })
      }
      pending.set(roomId, setTimeout(send, atMostEveryMs))
    },
    stop() {
      for (const timer of pending.values()) clearTimeout(timer)
    },
  }
}
