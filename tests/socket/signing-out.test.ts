import { expect, test, vi } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { createSignInStore } from '../../server/storage/sign-in-store.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld } from '../support/world.ts'
import { createWires, openNode } from './nodes.ts'

const world = await openWorld(await testDatabase())
await world.circle(['ben'])
const store = createSignInStore(world.database)

test('N16 who signs out everywhere else is out on three nodes within ten seconds, while nothing passes between them', async () => {
  const wires = createWires(3)
  wires.lose(true)
  // Here a device shows its sign-in's id behind its owner's name.
  const idOf = (token: string) => token.split('/')[1]!
  const endedSignIns = async (tokens: string[]) => {
    const ended = await store.ended(tokens.map(idOf))
    return tokens.filter((token) => ended.includes(idOf(token)))
  }
  const nodes = await Promise.all(wires.stations.map((stations) => openNode(world, { stations, endedSignIns })))
  const personId = await world.person('ben')
  const devices = await Promise.all(
    ['first', 'second', 'third', 'fourth'].map(async (label, i) => {
      const signInId = newId()
      await store.insert({ signInId, secretHash: `hash of ${signInId}`, label }, personId)
      return { signInId, visitor: await nodes[i % 3]!.connect(`ben/${signInId}`) }
    }),
  )
  const [mine, ...others] = devices as [(typeof devices)[0], ...typeof devices]
  for (const { visitor } of devices) expect(await visitor.ask('me')).toMatchObject({ ok: true })

  const ended = await store.endOf(personId, { allBut: mine.signInId })
  expect(ended.toSorted()).toEqual(others.map(({ signInId }) => signInId).toSorted())
  await vi.waitFor(() => expect(others.map(({ visitor }) => visitor.socket.connected)).toEqual([false, false, false]), {
    timeout: 10_000,
  })
  expect(await mine.visitor.ask('me')).toMatchObject({ ok: true })
})
