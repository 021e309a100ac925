import type { Id } from '../../shared/ids.ts'
import type { Presence, PresenceState } from '../domain/ports.ts'
import { presenceLease, strongestOf } from './presence-state.ts'

type Device = { memberId: Id; state: PresenceState; until: number; isGone: boolean }

/** Presence on a single node, which knows all devices there are. */
export function createMemoryPresence(now: () => number = () => Date.now()): Presence {
  const circles = new Map<Id, Map<string, Device>>()
  const devicesOf = (circleId: Id) => circles.get(circleId) ?? new Map<string, Device>()

  return {
    async set(circleId, memberId, deviceId, state) {
      const devices = devicesOf(circleId)
      devices.set(deviceId, { memberId, state, until: now() + presenceLease.lifeMs, isGone: false })
      circles.set(circleId, devices)
    },

    async drop(circleId, _memberId, deviceId) {
      const device = devicesOf(circleId).get(deviceId)
      if (device) Object.assign(device, { until: now() + presenceLease.lingerMs, isGone: true })
    },

    async renew() {
      for (const devices of circles.values()) {
        for (const device of devices.values()) if (!device.isGone) device.until = now() + presenceLease.lifeMs
      }
    },

    async list(circleId) {
      const devices = devicesOf(circleId)
      for (const [deviceId, { until }] of devices) if (until <= now()) devices.delete(deviceId)
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
