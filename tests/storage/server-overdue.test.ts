import { expect, test } from 'vitest'
import { runDueWork } from '../../server/domain/timers.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld } from '../support/world.ts'

const database = await testDatabase()
const { sql } = database
const world = await openWorld(database)
const [circles, tables, seats] = [3, 7, 49]
const all = circles * tables * seats

/** Full tables, of whose people nobody is here any more. */
async function leaveAllBehind(): Promise<void> {
  for (let i = 0; i < circles; i++) await fill(crowd(all).slice(i * tables * seats, (i + 1) * tables * seats))
  await sql`delete from connections`
  await sql`update seats set gone_at = kith_now()`
}

async function fill(names: string[]): Promise<void> {
  const { circleId } = await world.circle()
  const ids = await Promise.all(names.map((name) => world.person(name)))
  await sql`update circles set capacity = 500, members = members + ${names.length} where id = ${circleId}`
  await sql`insert into memberships (circle_id, person_id, name, role, joined_at, joined_seq)
    select ${circleId}, id, name, 'member', kith_now(), 3 from unnest(${ids}::uuid[], ${names}::text[]) as p (id, name)`
  for (let i = 0; i < tables; i++) {
    const { roomId } = await world.run('ada', 'room:open', { circleId, name: `Table ${i}`, capacity: seats })
    const people = names.slice(i * seats, (i + 1) * seats)
    await Promise.all(people.map((name) => world.run(name, 'room:enter', { roomId })))
  }
}

test('INV-8 a thousand things that are due at once happen once each, while the connections of those who do them are killed', async () => {
  await leaveAllBehind()
  await world.moveTime(30_000)
  const workers = Array.from({ length: 3 }, async () => {
    while ((await world.ports.log.dueWork().catch(() => [null])).length > 0)
      await runDueWork(world.ports).catch(() => {})
  })
  const killed = await database.inTransaction(
    ({ sql }) => sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`,
  )
  expect(killed.length).toBeGreaterThan(3)
  await Promise.all(workers)
  const [left] = await sql`
    select count(*)::integer as events, count(distinct person_id)::integer as people from events where kind = 'seat:left'`
  expect(left).toEqual({ events: all, people: all })
  expect(await sql`select 1 from seats`).toHaveLength(0)
})
