import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { connectForCommands } from '../../server/live/redis-connection.ts'
import { createRedisPresence } from '../../server/live/redis-presence.ts'
import type { TroubleKind } from '../../server/live/trouble.ts'
import { presenceContract } from './presence-contract.ts'
import { redisOnAndOff, redisUrl, untilReady } from './redis.ts'

async function makeNodes(url = redisUrl, settleMs = 0) {
  const troubles: { kind: TroubleKind; error: string }[] = []
  const trouble = (kind: TroubleKind, error?: unknown) => void troubles.push({ kind, error: String(error) })
  const prefix = `kith-test:${randomUUID()}`
  let now = 1_000_000
  const make = async () => {
    const commands = connectForCommands(url, trouble)
    await untilReady(commands)
    const options = { commands, prefix, settleMs, time: async () => now }
    const presence = createRedisPresence(options, trouble)
    await presence.renew()
    return { presence, commands }
  }
  const [here, there] = [await make(), await make()]
  const end = async () => {
    for (const { presence, commands } of [here, there]) {
      await presence.close()
      commands.disconnect()
    }
  }
  return { here: here.presence, there: there.presence, commands: here.commands, prefix, troubles, pass, end }

  function pass(ms: number) {
    now += ms
  }
}

describe('presence over several nodes', () => {
  const ends: (() => Promise<void>)[] = []
  afterEach(async () => void (await Promise.all(ends.splice(0).map((end) => end()))))

  presenceContract(makeNodes)

  test('a device whose node has fallen silent is forgotten elsewhere after 30 seconds, and known again when it wakes', async () => {
    const { here, there, pass, end } = await makeNodes()
    ends.push(end)
    const [circleId, ada] = [newId(), newId()]
    const shown = async () => [...(await there.list(circleId)).members.keys()]
    await here.set(circleId, ada, 'a1', 'here')
    pass(29_000)
    expect(await shown()).toEqual([ada])
    pass(1_000)
    expect(await shown()).toEqual([])
    await here.renew()
    expect(await shown()).toEqual([ada])
  })

  test('without Redis a node knows its own people, is not sure of the rest and fails nobody', async () => {
    const redis = await redisOnAndOff()
    const nodes = await makeNodes(redis.url)
    ends.push(redis.end, nodes.end)
    const { here, there, commands, pass } = nodes
    const [circleId, ada, ben] = [newId(), newId(), newId()]
    await here.set(circleId, ada, 'a1', 'here')
    await there.set(circleId, ben, 'b1', 'here')
    await redis.fall()
    await vi.waitFor(() => expect(commands.status).not.toBe('ready'))
    expect(await here.list(circleId)).toEqual({ isSure: false, members: new Map([[ada, 'here']]) })
    await here.set(circleId, ada, 'a1', 'heads-down')
    pass(40_000)

    await redis.rise()
    await vi.waitFor(
      async () => {
        await here.renew()
        await there.renew()
        const { isSure, members } = await there.list(circleId)
        expect({ isSure, members: Object.fromEntries(members) }).toEqual({
          isSure: true,
          members: { [ada]: 'heads-down', [ben]: 'here' },
        })
      },
      { timeout: 5_000 },
    )
  })

  test('of a store that answers only a part, a node believes nothing', async () => {
    const { here, commands, prefix, troubles, end } = await makeNodes()
    ends.push(end)
    const [circleId, ada] = [newId(), newId()]
    await here.set(circleId, ada, 'a1', 'here')
    expect((await here.list(circleId)).isSure).toBe(true)
    await commands.set(`${prefix}:presence:{${circleId}}`, 'not what it was')
    expect(await here.list(circleId)).toEqual({ isSure: false, members: new Map([[ada, 'here']]) })
    expect(troubles).toEqual([{ kind: 'presence_failed', error: expect.stringContaining('WRONGTYPE') }])
  })

  test('after a silence in which nobody could renew, who is missing is not believed to be gone until every node has', async () => {
    const { here, there, pass, end } = await makeNodes(redisUrl, 12_000)
    ends.push(end)
    const [circleId, ada] = [newId(), newId()]
    pass(12_000)
    await there.set(circleId, ada, 'a1', 'here')
    expect(await here.list(circleId)).toEqual({ isSure: true, members: new Map([[ada, 'here']]) })
    pass(40_000)
    expect(await here.list(circleId)).toMatchObject({ isSure: false })
    await there.renew()
    pass(12_000)
    expect(await here.list(circleId)).toEqual({ isSure: true, members: new Map([[ada, 'here']]) })
  })

  test('a store that has just started, empty, is not believed until every node has renewed', async () => {
    const { here, pass, end } = await makeNodes(redisUrl, 12_000)
    ends.push(end)
    expect((await here.list(newId())).isSure).toBe(false)
    pass(12_000)
    expect((await here.list(newId())).isSure).toBe(true)
  })
})
