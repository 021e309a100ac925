import type { Redis } from 'ioredis'
import { createSeal } from './seal.ts'

export type Asset = { name: string; bytes: Buffer }

/**
 * The files of the built client that nodes lend each other: while nodes of two builds run side by side, a page of one asks the
 * other for its parts, and whoever has had a page open since before the deploy asks for parts that are no longer built.
 */
export type Assets = {
  /** Leaves these where other nodes find them for some hours, and again whenever the store has been away. */
  lend(all: Asset[]): Promise<void>
  /** Leaves the same again: for as long as the node lives, and for some hours more. */
  renew(): Promise<void>
  /** A file that some node has lent; null where none has, or while there is no telling. */
  find(name: string): Promise<Buffer | null>
}

const lentForS = 6 * 3_600

/** @param commands the connection; whoever made it ends it */
export function createRedisAssets(options: { commands: Redis; prefix: string; secret: string }): Assets {
  const { commands: redis, prefix } = options
  // A script out of a store in which others can write would be a script by them.
  const seal = createSeal(options.secret, 'assets')
  const keyOf = (name: string) => `${prefix}:asset:${name}`
  // Kept, and not read again: a new build may take their place on the disk while this one is served.
  let own: Asset[] = []
  redis.on('ready', () => void leave())

  return {
    async lend(all) {
      own = all
      await leave()
    },
    renew: leave,
    async find(name) {
      if (redis.status !== 'ready') return null
      const sealed = await redis.getBuffer(keyOf(name)).catch(() => null)
      const text = sealed && seal.open(sealed, name)
      return text === null ? null : Buffer.from(text, 'base64')
    },
  }

  async function leave(): Promise<void> {
    if (redis.status !== 'ready') return
    // In one batch: of a Redis that says nothing, the end of a node waits for one answer and not for fifty.
    const batch = redis.pipeline()
    for (const { name, bytes } of own)
      batch.set(keyOf(name), seal.close(bytes.toString('base64'), name), 'EX', lentForS)
    await batch.exec().catch(() => {})
  }
}

/** A node that is alone has nobody to lend to. */
export const noAssets: Assets = { lend: async () => {}, renew: async () => {}, find: async () => null }
