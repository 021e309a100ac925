import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { openStations } from '../../server/live/stations.ts'
import { redisOnAndOff } from '../live/redis.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld } from '../support/world.ts'
import { openNode } from './nodes.ts'
import { eventually, expectSoon } from './visitors.ts'

const world = await openWorld(await testDatabase())
const redis = await redisOnAndOff()
afterAll(() => redis.end())
const secret = randomUUID()
const stations = () => openStations({ redisUrl: redis.url, secret, trouble: () => {} })
const here = await openNode(world, { stations: stations() })
const there = await openNode(world, { stations: stations() })

test('while Redis is away nothing is lost between nodes and people come in, and afterwards all is as before', async () => {
  const { roomId } = await world.circle(['ben', 'chloe'])
  const [ada, ben] = [await here.connect('ada'), await there.connect('ben')]
  for (const device of [ada, ben]) await device.run('room:enter', { roomId })
  await ada.run('message:send', { roomId, text: 'before' })
  await expectSoon(() => ben.heard(roomId), ['before'])

  await redis.fall()
  await ada.run('message:send', { roomId, text: 'while Redis is away' })
  await ben.run('message:send', { roomId, text: 'as if nothing had happened' })
  const both = ['before', 'while Redis is away', 'as if nothing had happened']
  for (const device of [ada, ben]) await expectSoon(() => device.heard(roomId), both)
  const chloe = await there.connect('chloe')
  await chloe.run('room:enter', { roomId })
  await ada.run('message:send', { roomId, text: 'welcome' })
  await expectSoon(() => chloe.heard(roomId), ['welcome'])

  await redis.rise()
  await eventually(async () => {
    await ada.run('message:send', { roomId, text: 'and back' })
    expect(chloe.heard(roomId).at(-1)).toBe('and back')
  }, 10_000)
  const seqs = ben.seqs(roomId)
  expect(seqs).toEqual(seqs.map((_, i) => seqs[0]! + i))
})
