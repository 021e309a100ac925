import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import type { Notice } from '../../server/domain/ports.ts'
import { createRedisBus } from '../../server/live/redis-bus.ts'
import { connectForCommands, connectForSubscriptions } from '../../server/live/redis-connection.ts'
import type { TroubleKind } from '../../server/live/trouble.ts'
import { busContract, said } from './bus-contract.ts'
import { redisOnAndOff, redisUrl, untilReady } from './redis.ts'

async function makeNode(prefix: string, { url = redisUrl, secret = 'a secret of the installation' } = {}) {
  const troubles: TroubleKind[] = []
  const trouble = (kind: TroubleKind) => void troubles.push(kind)
  const commands = connectForCommands(url, trouble)
  const subscriber = connectForSubscriptions(url, trouble)
  await untilReady(commands, subscriber)
  const bus = createRedisBus({ commands, subscriber, secret, prefix }, trouble)
  const end = async () => {
    await bus.close()
    commands.disconnect()
  }
  return { bus, commands, subscriber, troubles, end }
}

describe('the bus of several nodes', () => {
  const ends: (() => Promise<void>)[] = []
  afterEach(async () => void (await Promise.all(ends.splice(0).map((end) => end()))))
  const node = async (prefix: string, options?: { url?: string; secret?: string }) => {
    const made = await makeNode(prefix, options)
    ends.push(made.end)
    return made
  }

  busContract(async () => {
    const prefix = `kith-test:${randomUUID()}`
    const [here, there] = [await makeNode(prefix), await makeNode(prefix)]
    return { here: here.bus, there: there.bus, end: async () => void (await Promise.all([here.end(), there.end()])) }
  })

  test('whoever listens on Redis reads no word, and nothing that they write is believed', async () => {
    const prefix = `kith-test:${randomUUID()}`
    const [here, there] = [await node(prefix), await node(prefix, { secret: 'a secret of somebody else' })]
    const roomId = newId()
    const packets: Buffer[] = []
    const heard: Notice[] = []
    there.subscriber.on('smessageBuffer', (_channel: Buffer, packet: Buffer) => packets.push(packet))
    await there.bus.subscribe(roomId, (notice) => heard.push(notice))
    await here.bus.subscribe(roomId, (notice) => heard.push(notice))
    here.bus.publish(roomId, said(1, 'meet me at the harbour'))
    // Before it each of the two has said that it listens.
    await vi.waitFor(() => expect(packets).toHaveLength(3))
    expect(packets[2]!.toString('latin1')).not.toContain('harbour')
    expect(heard).toHaveLength(1)
    await vi.waitFor(() => expect(there.troubles).toEqual(['bus_notice_dropped', 'bus_notice_dropped']))

    await there.commands.spublish(`${prefix}:{${roomId}}`, JSON.stringify(said(2, 'forged')))
    await there.commands.spublish(`${prefix}:{${roomId}}`, packets[2]!.fill(0, 0, 4))
    await vi.waitFor(() => expect(here.troubles).toEqual(['bus_notice_dropped', 'bus_notice_dropped']))
    expect(heard).toHaveLength(1)
  })

  test('what no other node listens to stays on its node; who begins to listen hears the next word', async () => {
    const prefix = `kith-test:${randomUUID()}`
    const [here, there] = [await node(prefix), await node(prefix)]
    const roomId = newId()
    const heard: Notice[] = []
    const spy = vi.spyOn(here.commands, 'pipeline')
    // Time stands still: nothing but a word from the other node can end the silence.
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000)
    ends.push(async () => clock.mockRestore())
    await here.bus.subscribe(roomId, (notice) => heard.push(notice))
    here.bus.publish(roomId, said(1))
    await vi.waitFor(() => {
      const sent = spy.mock.calls.length
      here.bus.publish(roomId, said(2))
      expect(spy.mock.calls.length).toBe(sent)
    })
    const late: Notice[] = []
    await there.bus.subscribe(roomId, (notice) => late.push(notice))
    await vi.waitFor(() => {
      here.bus.publish(roomId, said(3))
      expect(late.at(-1)).toMatchObject({ published: { event: { seq: 3 } } })
    })
    expect(heard.length).toBeGreaterThan(2)
  })

  test('an answer of Redis that is older than the word of another node does not silence this one', async () => {
    const prefix = `kith-test:${randomUUID()}`
    const [here, there] = [await node(prefix), await node(prefix)]
    const roomId = newId()
    const clock = vi.spyOn(performance, 'now').mockReturnValue(1_000)
    ends.push(async () => clock.mockRestore())
    let [answered, arrived] = [0, 0]
    here.subscriber.on('smessageBuffer', () => (arrived += 1))
    await here.bus.subscribe(roomId, () => {})
    const held = Promise.withResolvers<void>()
    const makePipeline = here.commands.pipeline.bind(here.commands)
    vi.spyOn(here.commands, 'pipeline').mockImplementation((...args) => {
      const batch = makePipeline(...args)
      const exec = batch.exec.bind(batch)
      batch.exec = async () => {
        const replies = await exec()
        answered += 1
        await held.promise
        return replies
      }
      return batch
    })
    here.bus.publish(roomId, said(1))
    await vi.waitFor(() => expect(answered).toBe(1))
    // Its own two: that it listens, and the word.
    await vi.waitFor(() => expect(arrived).toBe(2))

    const late: Notice[] = []
    await there.bus.subscribe(roomId, (notice) => late.push(notice))
    await vi.waitFor(() => expect(arrived).toBe(3))
    held.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    here.bus.publish(roomId, said(2))
    await vi.waitFor(() => expect(late.at(-1)).toMatchObject({ published: { event: { seq: 2 } } }))
  })

  test('a notice replayed into another room does not open', async () => {
    const prefix = `kith-test:${randomUUID()}`
    const [here, there] = [await node(prefix), await node(prefix)]
    const [roomId, otherId] = [newId(), newId()]
    const heard: Notice[] = []
    there.subscriber.on('smessageBuffer', (channel: Buffer, packet: Buffer) => {
      if (channel.includes(roomId)) void there.commands.spublish(`${prefix}:{${otherId}}`, packet)
    })
    await there.bus.subscribe(roomId, () => {})
    await here.bus.subscribe(otherId, (notice) => heard.push(notice))
    await there.bus.subscribe(otherId, (notice) => heard.push(notice))
    here.bus.publish(roomId, said(1))
    await vi.waitFor(() => expect(there.troubles).toEqual(['bus_notice_dropped']))
    expect(heard).toEqual([])
  })

  test('while Redis is away a node reaches its own people, and afterwards it hears the other nodes again', async () => {
    const redis = await redisOnAndOff()
    ends.push(redis.end)
    const prefix = `kith-test:${randomUUID()}`
    const [here, there] = [await node(prefix, { url: redis.url }), await node(prefix)]
    const [roomId, laterId] = [newId(), newId()]
    const heard: Notice[] = []
    await here.bus.subscribe(roomId, (notice) => heard.push(notice))
    await redis.fall()
    await vi.waitFor(() => expect(here.subscriber.status).not.toBe('ready'))
    await vi.waitFor(() => expect(here.commands.status).not.toBe('ready'))

    here.bus.publish(roomId, said(1))
    expect(heard).toHaveLength(1)
    // A room that is served from now on is subscribed as soon as Redis is back.
    await here.bus.subscribe(laterId, (notice) => heard.push(notice))

    await redis.rise()
    await vi.waitFor(
      () => {
        there.bus.publish(roomId, said(2))
        there.bus.publish(laterId, said(7))
        const seqs = heard.map((notice) => notice.type === 'event' && notice.published.event.seq)
        expect(seqs).toEqual(expect.arrayContaining([1, 2, 7]))
      },
      { timeout: 5_000, interval: 50 },
    )
  })
})
