import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { preparedRounds } from '../support/prepared.ts'
import { openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)
const { table, after } = preparedRounds(world)
beforeEach(() => world.moveTime(0))

test('tags are kept with a prepared round: it opens by them, only hosts see them, and they go with its session', async () => {
  const { roomId, ids, prepare, preparedId, start, schedule, state, kinds } = await table(16)
  // Pairs: drawn by lot, they all come apart once in fifty times.
  const tags = Object.fromEntries([...ids, await world.person('nobody-here')].map((id, i) => [id, `pair ${i >> 1}`]))
  await start()
  await world.run('ada', 'round:unprepare', { roomId, preparedId })
  const tagged = await prepare('Tagged', { tags })
  const look = async () => (await world.ask('ada', 'round:prepared', { roomId })).prepared
  expect(await look()).toMatchObject([{ forSession: true, plan: { tags } }])
  expect(await refusalOf(world.ask('member-1', 'round:prepared', { roomId }))).toBe('forbidden not_host')
  await schedule(5, tagged.preparedId)
  await after(5 * 60_000 + 100)
  const { breakouts } = (await state()).round!
  expect(breakouts.map(({ memberIds }) => new Set(memberIds.map((id) => tags[id])).size)).toEqual([8, 8])
  expect(JSON.stringify([await kinds('round:opened'), await state()])).not.toContain('pair 0')

  await world.run('ada', 'session:end', { roomId })
  const kept = await database.sql`select plan from prepared_rounds where room_id = ${roomId}`
  expect(kept).toEqual([])
})
