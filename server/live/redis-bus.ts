import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Id } from '../../shared/ids.ts'
import type { Bus, Notice } from '../domain/ports.ts'
import { createSeal } from './seal.ts'
import type { Trouble } from './trouble.ts'

type Listener = (notice: Notice) => void

const senderBytes = 8
const channelsPerCommand = 500
const pingEveryMs = 5_000

/**
 * The bus of several nodes: Redis sharded pub/sub, one channel a room, subscribed while this node serves the room. What
 * this node publishes reaches its own listeners directly, so that it stays whole while Redis is away.
 *
 * @param commands the connection that publishes; whoever made it ends it
 * @param subscriber a connection of the bus's own; `close` ends it
 */
export function createRedisBus(
  options: { commands: Redis; subscriber: Redis; secret: string; prefix: string },
  trouble: Trouble,
): Bus {
  const { commands, subscriber, prefix } = options
  const seal = createSeal(options.secret, 'bus')
  const me = randomBytes(senderBytes)
  const listeners = new Map<Id, Listener>()
  const leaving: [channel: string, packet: Buffer][] = []
  const channelOf = (roomId: Id) => `${prefix}:{${roomId}}`
  const contextOf = (sender: Buffer, roomId: Id) => `${sender.toString('hex')}:${roomId}`

  subscriber.on('ready', () => void renew())
  subscriber.on('smessageBuffer', (channel: Buffer, packet: Buffer) => receive(channel.toString(), packet))
  const pinging = setInterval(() => void ping(), pingEveryMs).unref()

  return {
    publish(roomId, notice) {
      hand(roomId, notice)
      if (commands.status !== 'ready') return trouble('bus_publish_failed')
      const sealed = seal.close(JSON.stringify(notice), contextOf(me, roomId))
      if (leaving.push([channelOf(roomId), Buffer.concat([me, sealed])]) === 1) process.nextTick(send)
    },

    async subscribe(roomId, listener) {
      listeners.set(roomId, listener)
      // Without Redis the room is served all the same: its events come from the poll of heads.
      await subscribeTo([roomId])
      return async () => {
        if (listeners.get(roomId) !== listener) return
        listeners.delete(roomId)
        if (subscriber.status === 'ready') await subscriber.sunsubscribe(channelOf(roomId)).catch(() => {})
      }
    },

    async close() {
      clearInterval(pinging)
      listeners.clear()
      subscriber.disconnect()
    },
  }

  // What is committed together is published in one turn of the event loop, and leaves in one write.
  function send(): void {
    const batch = commands.pipeline()
    for (const [channel, packet] of leaving.splice(0)) batch.spublish(channel, packet)
    batch.exec().then(
      (replies) => replies?.forEach(([error]) => error && trouble('bus_publish_failed', error)),
      (error: unknown) => trouble('bus_publish_failed', error),
    )
  }

  async function renew(): Promise<void> {
    const roomIds = [...listeners.keys()]
    for (let i = 0; i < roomIds.length; i += channelsPerCommand) {
      await subscribeTo(roomIds.slice(i, i + channelsPerCommand).filter((roomId) => listeners.has(roomId)))
    }
  }

  async function subscribeTo(roomIds: Id[]): Promise<void> {
    if (subscriber.status !== 'ready' || roomIds.length === 0) return
    await subscriber.ssubscribe(...roomIds.map(channelOf)).catch((error: unknown) => trouble('redis_lost', error))
  }

  // A connection whose other end vanished without a word stays open for minutes: whoever does not answer is left.
  async function ping(): Promise<void> {
    if (subscriber.status !== 'ready') return
    await subscriber.ping().catch(() => listeners.size > 0 && subscriber.disconnect(true))
  }

  function receive(channel: string, packet: Buffer): void {
    const roomId = channel.slice(prefix.length + 2, -1)
    const sender = packet.subarray(0, senderBytes)
    if (sender.equals(me)) return
    const plain = seal.open(packet.subarray(senderBytes), contextOf(sender, roomId))
    if (plain === null) return trouble('bus_notice_dropped')
    hand(roomId, JSON.parse(plain) as Notice)
  }

  function hand(roomId: Id, notice: Notice): void {
    try {
      listeners.get(roomId)?.(notice)
    } catch (error) {
      trouble('bus_listener_failed', error)
    }
  }
}
