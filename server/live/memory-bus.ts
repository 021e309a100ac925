import type { Id } from '../../shared/ids.ts'
import type { Bus, Notice } from '../domain/ports.ts'
import type { Trouble } from './trouble.ts'

/** The bus of a single node: a notice reaches its listeners before `publish` returns. */
export function createMemoryBus(trouble: Trouble): Bus {
  const listeners = new Map<Id, Set<(notice: Notice) => void>>()

  return {
    publish(roomId, notice) {
      for (const listener of listeners.get(roomId) ?? []) {
        try {
          listener(notice)
        } catch (error) {
          trouble('bus_listener_failed', error)
        }
      }
    },

    async subscribe(roomId, listener) {
      const ofRoom = listeners.get(roomId) ?? new Set()
      listeners.set(roomId, ofRoom.add(listener))
      return async () => {
        ofRoom.delete(listener)
        if (ofRoom.size === 0 && listeners.get(roomId) === ofRoom) listeners.delete(roomId)
      }
    },

    async close() {
      listeners.clear()
    },
  }
}
