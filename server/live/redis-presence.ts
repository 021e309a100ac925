import type { Redis } from 'ioredis'
import type { Id } from '../../shared/ids.ts'
import type { Presence, PresenceState } from '../domain/ports.ts'
import { gather } from '../gather.ts'
import { statesByMember } from './memory-presence.ts'
import { presenceLease } from './presence-state.ts'
import type { Trouble } from './trouble.ts'

type Device = { memberId: Id; deviceId: string; state: PresenceState }

/** What the store is to say of a device, and for how long. */
type Entry = { circleId: Id; device: Device; leaseMs: number }

const states: PresenceState[] = ['here', 'heads-down', 'away']
const entriesAtOnce = 200

/**
 * Presence over several nodes: one sorted set a circle, an entry a device, its score the end of its lease by Redis's
 * clock. Without Redis the list holds this node's devices and is not sure; nothing here throws.
 *
 * @param commands the connection; whoever made it ends it
 * @param settleMs how long a store that has just started, empty, is not believed: until every node has renewed
 * @param time Redis's clock in milliseconds; a test gives its own
 */
export function createRedisPresence(
  options: { commands: Redis; prefix: string; settleMs?: number; time?: () => Promise<number> },
  trouble: Trouble,
): Presence {
  const { commands: redis, prefix, settleMs = 12_000, time = () => timeOf(redis) } = options
  const mine = new Map<Id, Map<string, Device>>()
  const write = gather<Entry, void>(entriesAtOnce, writeAll)
  const bornKey = `${prefix}:presence:born`
  let reachedAt: number | null = null
  let doubtedUntil = 0

  const keyOf = (circleId: Id) => `${prefix}:presence:{${circleId}}`
  const entryOf = ({ memberId, deviceId, state }: Device) => `${memberId} ${state} ${deviceId}`
  const devicesOf = (circleId: Id) => mine.get(circleId) ?? new Map<string, Device>()

  return {
    async set(circleId, memberId, deviceId, state) {
      const device = { memberId, deviceId, state }
      mine.set(circleId, devicesOf(circleId).set(deviceId, device))
      await write({ circleId, device, leaseMs: presenceLease.lifeMs })
    },

    async drop(circleId, _memberId, deviceId) {
      const device = devicesOf(circleId).get(deviceId)
      devicesOf(circleId).delete(deviceId)
      if (devicesOf(circleId).size === 0) mine.delete(circleId)
      if (device) await write({ circleId, device, leaseMs: presenceLease.lingerMs })
    },

    async renew() {
      await attempt(async () => {
        const now = reached(await time())
        const batch = redis.pipeline().set(bornKey, now, 'NX')
        for (const [circleId, devices] of mine) {
          const until = String(now + presenceLease.lifeMs)
          batch.zadd(keyOf(circleId), ...[...devices.values()].flatMap((device) => [until, entryOf(device)]))
          batch.pexpire(keyOf(circleId), 2 * presenceLease.lifeMs)
        }
        await batch.exec()
      })
    },

    async list(circleId) {
      const found = await attempt(async () => {
        const now = reached(await time())
        const results = await redis
          .pipeline()
          .get(bornKey)
          .zremrangebyscore(keyOf(circleId), '-inf', String(now))
          .zrange(keyOf(circleId), 0, '-1')
          .exec()
        const [[, born] = [], , [, entries] = []] = results ?? []
        // Redis half gone answers a part of a batch: nobody may be shown as gone for that.
        const failed = results?.find(([error]) => error)?.[0]
        if (failed || !Array.isArray(entries)) throw failed ?? new Error('Redis answered half a batch')
        const isSure = typeof born === 'string' && now - Number(born) >= settleMs && now >= doubtedUntil
        return { isSure, devices: entries.map(readEntry) }
      })
      const { isSure, devices } = found ?? { isSure: false, devices: [] }
      // This node's own devices are known whatever the store has lost.
      return { isSure, members: statesByMember([...devices, ...devicesOf(circleId).values()]) }
    },

    async close() {
      mine.clear()
    },
  }

  // After a silence in which others could not renew either, those who are missing are not believed to be gone until every
  // node has been here again.
  function reached(now: number): number {
    if (reachedAt !== null && now - reachedAt > presenceLease.lifeMs / 2) doubtedUntil = now + settleMs
    reachedAt = now
    return now
  }

  async function writeAll(entries: Entry[]): Promise<never[]> {
    await attempt(async () => {
      const now = await time()
      const batch = redis.multi()
      for (const { circleId, device, leaseMs } of entries) {
        const others = states.filter((state) => state !== device.state).map((state) => entryOf({ ...device, state }))
        batch.zrem(keyOf(circleId), ...others).zadd(keyOf(circleId), now + leaseMs, entryOf(device))
      }
      for (const circleId of new Set(entries.map((entry) => entry.circleId))) {
        batch.pexpire(keyOf(circleId), 2 * presenceLease.lifeMs)
      }
      await batch.exec()
    })
    return []
  }

  async function attempt<T>(run: () => Promise<T>): Promise<T | undefined> {
    if (redis.status !== 'ready') return undefined
    return await run().catch((error: unknown) => {
      trouble('presence_failed', error)
      return undefined
    })
  }
}

async function timeOf(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time()
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000)
}

function readEntry(entry: string): Device {
  const [memberId, state, deviceId] = entry.split(' ') as [Id, PresenceState, string]
  return { memberId, state, deviceId }
}
