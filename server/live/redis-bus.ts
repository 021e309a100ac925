import { randomBytes } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Id } from '../../shared/ids.ts'
import type { Bus, Notice } from '../domain/ports.ts'
import { createSeal } from './seal.ts'
import type { Trouble } from './trouble.ts'

type Listener = (notice: Notice) => void
type Leaving = { roomId: Id; packet: Buffer; hellosBefore: number }

/** What a node that begins to listen tells the others; nobody else hears of it. */
type Hello = { type: 'listening' }

const senderBytes = 8
const channelsPerCommand = 500
const pingEveryMs = 5_000
const aloneForMs = 1_000

/**
 * The bus of several nodes: Redis sharded pub/sub, one channel a room, subscribed while this node serves the room. What
 * this node publishes reaches its own listeners directly, so that it stays whole while Redis is away.
 *
 * Sealing a notice and handing it to Redis costs a sixth of what a message costs a node. Redis answers how many have got it:
 * where that was this node alone, nothing more is sent for a second, or until another node says that it listens.
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
  /** Of what this node listens to, what Redis knows of. */
  const subscribed = new Set<Id>()
  /** Rooms that no other node listens to, and until when that is believed. */
  const aloneUntil = new Map<Id, number>()
  const leaving: Leaving[] = []
  let hellos = 0
  const channelOf = (roomId: Id) => `${prefix}:{${roomId}}`
  const contextOf = (sender: Buffer, roomId: Id) => `${sender.toString('hex')}:${roomId}`

  subscriber.on('ready', () => void renew())
  subscriber.on('close', () => subscribed.clear())
  subscriber.on('smessageBuffer', (channel: Buffer, packet: Buffer) => receive(channel.toString(), packet))
  const pinging = setInterval(() => void ping(), pingEveryMs).unref()

  return {
    publish(roomId, notice) {
      hand(roomId, notice)
      if ((aloneUntil.get(roomId) ?? 0) > performance.now()) return
      if (commands.status !== 'ready') return trouble('bus_publish_failed')
      const packet = sealed(roomId, notice)
      if (leaving.push({ roomId, packet, hellosBefore: hellos }) === 1) process.nextTick(send)
    },

    async subscribe(roomId, listener) {
      listeners.set(roomId, listener)
      // Without Redis the room is served all the same: its events come from the poll of heads.
      await subscribeTo([roomId])
      return async () => {
        if (listeners.get(roomId) !== listener) return
        listeners.delete(roomId)
        subscribed.delete(roomId)
        aloneUntil.delete(roomId)
        if (subscriber.status === 'ready') await subscriber.sunsubscribe(channelOf(roomId)).catch(() => {})
      }
    },

    async close() {
      clearInterval(pinging)
      listeners.clear()
      subscriber.disconnect()
    },
  }

  function sealed(roomId: Id, notice: Notice | Hello): Buffer {
    return Buffer.concat([me, seal.close(JSON.stringify(notice), contextOf(me, roomId))])
  }

  // What is committed together is published in one turn of the event loop, and leaves in one write.
  function send(): void {
    const sent = leaving.splice(0)
    const batch = commands.pipeline()
    for (const { roomId, packet } of sent) batch.spublish(channelOf(roomId), packet)
    batch.exec().then(
      (replies) => replies?.forEach(([error, hearers], i) => conclude(sent[i]!, error, Number(hearers))),
      (error: unknown) => trouble('bus_publish_failed', error),
    )
  }

  // The word of a node that begins to listen comes by the other connection, and may be here before the answer to what was
  // published just before it.
  function conclude({ roomId, hellosBefore }: Leaving, error: Error | null, hearers: number): void {
    const isAlone = hearers === 1 && hellos === hellosBefore && subscribed.has(roomId)
    if (error) trouble('bus_publish_failed', error)
    else if (isAlone) aloneUntil.set(roomId, performance.now() + aloneForMs)
  }

  async function renew(): Promise<void> {
    const roomIds = [...listeners.keys()]
    for (let i = 0; i < roomIds.length; i += channelsPerCommand) {
      await subscribeTo(roomIds.slice(i, i + channelsPerCommand).filter((roomId) => listeners.has(roomId)))
    }
  }

  async function subscribeTo(roomIds: Id[]): Promise<void> {
    if (subscriber.status !== 'ready' || roomIds.length === 0) return
    try {
      await subscriber.ssubscribe(...roomIds.map(channelOf))
      for (const roomId of roomIds) if (listeners.has(roomId)) subscribed.add(roomId)
      await greet(roomIds)
    } catch (error) {
      trouble('redis_lost', error)
    }
  }

  // Who has published for this node's ears alone begins to send again.
  async function greet(roomIds: Id[]): Promise<void> {
    if (commands.status !== 'ready') return
    const batch = commands.pipeline()
    for (const roomId of roomIds) batch.spublish(channelOf(roomId), sealed(roomId, { type: 'listening' }))
    await batch.exec()
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
    const notice = JSON.parse(plain) as Notice | Hello
    aloneUntil.delete(roomId)
    if (notice.type === 'listening') hellos += 1
    else hand(roomId, notice)
  }

  function hand(roomId: Id, notice: Notice): void {
    try {
      listeners.get(roomId)?.(notice)
    } catch (error) {
      trouble('bus_listener_failed', error)
    }
  }
}
