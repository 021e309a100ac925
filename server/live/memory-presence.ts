import type { Id } from '../../shared/ids.ts'
import type { Presence, PresenceState } from '../domain/ports.ts'
import { presenceLease, strongestOf } from './presence-state.ts'

/** `goneAt`: when its connection ended; it is shown a while longer, in case it comes back. */
type Device = { memberId: Id; state: PresenceState; goneAt: number | null }

/** Presence on a single node, which knows all devices there are: none of them has to be renewed to be believed. */
export function createMemoryPresence(now: () => number = () => Date.now()): Presence {
  const circles = new Map<Id, Map<string, Device>>()
  const devicesOf = (circleId: Id) => circles.get(circleId) ?? new Map<string, Device>()

  return {
    async set(circleId, memberId, deviceId, state) {
      circles.set(circleId, devicesOf(circleId).set(deviceId, { memberId, state, goneAt: null }))
    },

    async drop(circleId, _memberId, deviceId) {
      const device = devicesOf(circleId).get(deviceId)
      if (device) device.goneAt ??= now()
    },

    async renew() {},

    async list(circleId) {
      const devices = devicesOf(circleId)
      const shownSince = now() - presenceLease.lingerMs
      for (const [deviceId, { goneAt }] of devices) {
        if (goneAt !== null && goneAt <= shownSince) devices.delete(deviceId)
      }
      if (devices.size === 0) circles.delete(circleId)
      return { isSure: true, members: statesByMember(devices.values()) }
    },

    async close() {
      circles.clear()
    },
  }
}

export function statesByMember(devices: Iterable<{ memberId: Id; state: PresenceState }>): Map<Id, PresenceState> {
  const states = new Map<Id, PresenceState>()
  for (const { memberId, state } of devices) {
    const known = states.get(memberId)
    states.set(memberId, strongestOf(known ? [known, state] : [state])!)
  }
  return states
}
