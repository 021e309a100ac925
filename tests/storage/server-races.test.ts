import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { testDatabase } from '../support/database.ts'
import { twoBreakouts } from '../support/two-breakouts.ts'
import { openWorld, refusalOf } from '../support/world.ts'

// Two sessions of the database, one of which has not committed yet: the embedded database has one session alone.
const database = await testDatabase()
const world = await openWorld(database)

/** Runs a command of somebody as far as its commit, and holds it there until `commit` is called. */
async function unfinished(name: string, operation: string, input: object, commandId = newId()) {
  const personId = await world.person(name)
  const isDone = Promise.withResolvers<{ ok: boolean }>()
  const mayCommit = Promise.withResolvers<void>()
  const ending = database.inTransaction(async ({ sql }) => {
    const [row] = await sql.unsafe<{ outcome: { ok: boolean } }[]>(
      `select ${operation}($1::uuid, $2::uuid, $3::text, $4::jsonb) as outcome`,
      [personId, commandId, randomUUID(), JSON.stringify(input)],
    )
    isDone.resolve(row!.outcome)
    await mayCommit.promise
  })
  ending.catch(isDone.reject)
  expect(await isDone.promise).toMatchObject({ ok: true })
  return {
    async commit() {
      mayCommit.resolve()
      await ending
    },
  }
}

/** Lets something wait for a lock, if it has to; whatever does not wait has ended by then. */
async function untilWaitingOrDone(work: Promise<unknown>): Promise<void> {
  let isDone = false
  const end = () => void (isDone = true)
  work.then(end, end)
  await expect
    .poll(async () => {
      const [row] = await database.sql<{ count: number }[]>`
        select count(*)::integer as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      return isDone || row!.count > 0
    })
    .toBe(true)
}

const holdings = async (personId: string, roomId: string) => {
  const [row] = await database.sql`
    select (select count(*)::integer from seats where person_id = ${personId} and room_id = ${roomId}) as seats,
      (select count(*)::integer from visitors where person_id = ${personId} and room_id = ${roomId}) as visits`
  return row
}

const epochOf = async (roomId: string) =>
  (await database.sql<{ epoch: number }[]>`select epoch from rooms where id = ${roomId}`)[0]!.epoch

describe('INV-7 N21 whoever is removed while they', () => {
  test('come late to a round keep no place in a breakout, and its epoch tells every node', async () => {
    const { circleId, roomId, first, second } = await twoBreakouts(world, ['eli'])
    const memberId = await world.person('eli')
    const coming = await unfinished('eli', 'enter_room', { roomId })
    const before = [await epochOf(first), await epochOf(second)]
    const removal = world.run('ada', 'member:remove', { circleId, memberId, reason: 'spam' })
    await untilWaitingOrDone(removal)
    await coming.commit()
    await removal
    const after = [await epochOf(first), await epochOf(second)]
    for (const id of [roomId, first, second]) expect(await holdings(memberId, id)).toEqual({ seats: 0, visits: 0 })
    expect(after[0]! + after[1]!).toBeGreaterThan(before[0]! + before[1]!)
  })

  test('begin a visit to a breakout visit it no longer', async () => {
    const { circleId, first } = await twoBreakouts(world, ['finn'])
    const memberId = await world.person('finn')
    await world.run('ada', 'member:change-role', { circleId, memberId, role: 'facilitator' })
    const coming = await unfinished('finn', 'visit_room', { roomId: first })
    const before = await epochOf(first)
    const removal = world.run('ada', 'member:remove', { circleId, memberId, reason: 'spam' })
    await untilWaitingOrDone(removal)
    await coming.commit()
    await removal
    expect(await holdings(memberId, first)).toEqual({ seats: 0, visits: 0 })
    expect(await epochOf(first)).toBeGreaterThan(before)
  })

  test('have a recap drafted find it done before their removal, never after', async () => {
    const { circleId, roomId } = await world.circle(['hugo'])
    const memberId = await world.person('hugo')
    await world.run('ada', 'member:change-role', { circleId, memberId, role: 'facilitator' })
    await world.run('ada', 'room:enter', { roomId })
    const { sessionId } = await world.run('ada', 'session:start', { roomId, title: 'Evening' })
    await world.run('ada', 'session:end', { roomId })
    const input = { roomId, sessionId, recapId: newId(), bullets: [] }
    const drafting = await unfinished('hugo', 'draft_recap', input)
    let isRemoved = false
    const removal = world
      .run('ada', 'member:remove', { circleId, memberId, reason: 'spam' })
      .then(() => (isRemoved = true))
    await untilWaitingOrDone(removal)
    expect(isRemoved).toBe(false)
    await drafting.commit()
    await removal
  })

  test('take back a word in a room that has closed have done so before, never after', async () => {
    const { circleId, roomId } = await world.circle(['hal'])
    const memberId = await world.person('hal')
    await world.run('hal', 'room:enter', { roomId })
    const { seq } = await world.say('hal', roomId, 'mine')
    await world.run('ada', 'room:close', { roomId })
    const taking = await unfinished('hal', 'remove_message', { roomId, seq })
    let isRemoved = false
    const removal = world
      .run('ada', 'member:remove', { circleId, memberId, reason: 'spam' })
      .then(() => (isRemoved = true))
    await untilWaitingOrDone(removal)
    expect(isRemoved).toBe(false)
    await taking.commit()
    await removal
  })
})

test('INV-6 a facilitator whose role ends while they begin a visit reads that breakout no longer', async () => {
  const { circleId, first } = await twoBreakouts(world, ['finn'])
  const memberId = await world.person('finn')
  await world.run('ada', 'member:change-role', { circleId, memberId, role: 'facilitator' })
  const coming = await unfinished('finn', 'visit_room', { roomId: first })
  const demotion = world.run('ada', 'member:change-role', { circleId, memberId, role: 'member' })
  await untilWaitingOrDone(demotion)
  await coming.commit()
  await demotion
  expect(await holdings(memberId, first)).toEqual({ seats: 0, visits: 0 })
  expect(await refusalOf(world.ask('finn', 'room:snapshot', { roomId: first }))).toBe('not_found room')
})

test.each(['leaves', 'goes to another table'])(
  'a member who %s while the host moves them leaves the breakout to which they were moved',
  async (how) => {
    const { circleId, roomId, host, first, second } = await twoBreakouts(world)
    const { roomId: other } = await world.run('ada', 'room:open', { circleId, name: 'Small table', capacity: 4 })
    const memberId = await world.person('member-1')
    const moving = await unfinished('ada', 'move_in_round', { ...host, memberId, breakoutId: second })
    const going =
      how === 'leaves'
        ? world.run('member-1', 'room:leave', { roomId })
        : world.run('member-1', 'room:enter', { roomId: other, moving: true })
    await untilWaitingOrDone(going)
    await moving.commit()
    await going
    for (const id of [roomId, first, second]) expect(await holdings(memberId, id)).toEqual({ seats: 0, visits: 0 })
  },
)

test('INV-3 a leaving that is sent twice at once is answered twice alike', async () => {
  const { circleId } = await world.circle(['ivy'])
  const commandId = newId()
  const personId = await world.person('ivy')
  const leave = () =>
    database.sql.unsafe<{ outcome: { ok: boolean } }[]>(
      'select leave_circle($1::uuid, $2::uuid, $3::text, $4::jsonb) as outcome',
      [personId, commandId, 'the same', JSON.stringify({ circleId, reason: '' })],
    )
  const isHeld = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const holding = database.inTransaction(async ({ sql }) => {
    await sql`select 1 from circles where id = ${circleId} for no key update`
    isHeld.resolve()
    await release.promise
  })
  await isHeld.promise
  const both = Promise.all([leave(), leave()])
  await untilWaitingOrDone(both)
  release.resolve()
  await holding
  for (const [row] of await both) expect(row!.outcome).toMatchObject({ ok: true })
})

test('INV-3 a visit that is repeated after it has ended, and its end, are answered', async () => {
  const { circleId, first } = await twoBreakouts(world, ['finn'])
  const memberId = await world.person('finn')
  await world.run('ada', 'member:change-role', { circleId, memberId, role: 'facilitator' })
  const [visit, leave] = [newId(), newId()]
  await world.run('finn', 'room:visit', { roomId: first, commandId: visit })
  await world.run('finn', 'room:leave', { roomId: first, commandId: leave })
  expect(await refusalOf(world.run('finn', 'room:leave', { roomId: first, commandId: leave }))).toBe('accepted')
  expect(await refusalOf(world.run('finn', 'room:visit', { roomId: first, commandId: visit }))).toBe('accepted')
})
