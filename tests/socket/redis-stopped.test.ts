import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { openStations } from '../../server/live/stations.ts'
import { createSignInStore } from '../../server/storage/sign-in-store.ts'
import { createRedisServer } from '../chaos/redis-server.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld } from '../support/world.ts'
import { openNode } from './nodes.ts'
import { eventually, expectSoon } from './visitors.ts'

const world = await openWorld(await testDatabase())
const folder = mkdtempSync(join(tmpdir(), 'kith-redis-'))
const redis = await createRedisServer(folder)
await redis.start()
afterAll(async () => {
  await redis.kill()
  rmSync(folder, { recursive: true })
})

const store = createSignInStore(world.database)
const secret = randomUUID()
// Here a device shows its sign-in's id behind its owner's name.
const idOf = (token: string) => token.split('/')[1] ?? newId()
const endedSignIns = async (tokens: string[]) => {
  const ended = await store.ended(tokens.map(idOf))
  return tokens.filter((token) => ended.includes(idOf(token)))
}
const open = () => {
  const stations = openStations({ redisUrl: `redis://127.0.0.1:${redis.port}`, secret, trouble: () => {} })
  return openNode(world, { stations, endedSignIns })
}
const nodes = [await open(), await open(), await open()] as const

test('N16 who signs out everywhere else is out on three nodes within ten seconds, with Redis stopped for good', async () => {
  const { roomId } = await world.circle(['ben'])
  const personId = await world.person('ben')
  const devices = await Promise.all(
    ['first', 'second', 'third', 'fourth'].map(async (label, i) => {
      const signInId = newId()
      await store.insert({ signInId, secretHash: `hash of ${signInId}`, label }, personId)
      return { signInId, visitor: await nodes[i % 3]!.connect(`ben/${signInId}`) }
    }),
  )
  const [mine, ...others] = devices as [(typeof devices)[0], ...typeof devices]
  const ada = await nodes[1].connect('ada')
  for (const visitor of [ada, mine.visitor]) await visitor.run('room:enter', { roomId })
  await ada.run('message:send', { roomId, text: 'over Redis' })
  await expectSoon(() => mine.visitor.heard(roomId), ['over Redis'])

  await redis.kill()
  const ended = await store.endOf(personId, { allBut: mine.signInId })
  expect(ended).toHaveLength(3)
  for (const signInId of ended) nodes[0].live.signedOut(`ben/${signInId}`)
  await eventually(
    () => expect(others.map(({ visitor }) => visitor.socket.connected)).toEqual([false, false, false]),
    10_000,
  )

  await ada.run('message:send', { roomId, text: 'without it' })
  await expectSoon(() => mine.visitor.heard(roomId), ['over Redis', 'without it'])
  expect(await mine.visitor.ask('me')).toMatchObject({ ok: true })
})
