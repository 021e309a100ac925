import type { Bus, Presence } from '../domain/ports.ts'
import { createMemoryBus } from './memory-bus.ts'
import { createMemoryPresence } from './memory-presence.ts'
import { createNodeCounter, createSharedCounter, type Counter } from './rate-limiter.ts'
import { createRedisAssets, noAssets, type Assets } from './redis-assets.ts'
import { createRedisBus } from './redis-bus.ts'
import { connectForCommands, connectForSubscriptions, redisPrefix } from './redis-connection.ts'
import { createRedisPresence } from './redis-presence.ts'
import type { Trouble } from './trouble.ts'

/** What nodes share, in Redis; or, for a node that is alone, in its memory. */
export type Stations = {
  isAlone: boolean
  bus: Bus
  presence: Presence
  counter: Counter
  assets: Assets
  close(): Promise<void>
}

/** @param options.redisUrl null for a node that is alone */
export function openStations(options: { redisUrl: string | null; secret: string; trouble: Trouble }): Stations {
  return options.redisUrl === null ? inMemory(options.trouble) : inRedis(options.redisUrl, options)
}

function inMemory(trouble: Trouble): Stations {
  const bus = createMemoryBus(trouble)
  const presence = createMemoryPresence()
  const counter = createNodeCounter(trouble)
  return { isAlone: true, bus, presence, counter, assets: noAssets, close: () => closeAll(bus, presence) }
}

function inRedis(url: string, { secret, trouble }: { secret: string; trouble: Trouble }): Stations {
  const prefix = redisPrefix(secret)
  const commands = connectForCommands(url, trouble)
  const subscriber = connectForSubscriptions(url, trouble)
  const bus = createRedisBus({ commands, subscriber, secret, prefix }, trouble)
  const presence = createRedisPresence({ commands, prefix }, trouble)
  return {
    isAlone: false,
    bus,
    presence,
    counter: createSharedCounter(commands, prefix, trouble),
    assets: createRedisAssets({ commands, prefix, secret }),
    async close() {
      await closeAll(bus, presence)
      commands.disconnect()
    },
  }
}

async function closeAll(bus: Bus, presence: Presence): Promise<void> {
  await bus.close()
  await presence.close()
}
