import { expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

// The embedded database has one session: nobody can wait for a lock there.
const database = await testDatabase()
const world = await openWorld(database)

/** Holds a room's row until the returned function is called. */
async function hold(roomId: string): Promise<() => Promise<void>> {
  const isHeld = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const holding = database.inTransaction(async ({ sql }) => {
    await sql`select 1 from rooms where id = ${roomId} for no key update`
    isHeld.resolve()
    await release.promise
  })
  await isHeld.promise
  return () => {
    release.resolve()
    return holding
  }
}

test('a room that somebody holds does not hold up messages to other rooms', async () => {
  const held = await world.circle(['ben'])
  const free = await world.circle(['chloe'])
  await world.run('ben', 'room:enter', { roomId: held.roomId })
  await world.run('chloe', 'room:enter', { roomId: free.roomId })

  const release = await hold(held.roomId)
  let isLateSaid = false
  const late = world.say('ben', held.roomId, 'late').then(() => (isLateSaid = true))
  await Promise.all(crowd(48).map((text) => world.say('chloe', free.roomId, text)))
  expect(isLateSaid).toBe(false)
  await release()
  await late
  expect(isLateSaid).toBe(true)
})

test('INV-7 N21 words that queue behind a removal are refused', async () => {
  const { circleId, roomId } = await world.circle(['eli'])
  for (const name of ['ada', 'eli']) await world.run(name, 'room:enter', { roomId })
  const memberId = await world.person('eli')
  expect(await refusalOf(world.say('eli', roomId, 'still welcome'))).toBe('accepted')

  const release = await hold(roomId)
  const removal = world.run('ada', 'member:remove', { circleId, memberId, reason: 'spam' })
  await untilWaiting(1)
  const words = world.run('eli', 'message:send', { roomId, text: 'too late', commandId: newId() })
  await untilWaiting(2)
  await release()
  await removal
  expect(await refusalOf(words)).toBe('not_found room')
})

async function untilWaiting(count: number): Promise<void> {
  await expect
    .poll(async () => {
      const [row] = await database.sql<{ count: number }[]>`
        select count(*)::integer as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      return row!.count
    })
    .toBeGreaterThanOrEqual(count)
}
