import { beforeEach, expect, test } from 'vitest'
import { fold } from '../../shared/fold.ts'
import { runDueOpenings } from '../../server/domain/openings.ts'
import { testDatabase } from '../support/database.ts'
import { preparedRounds } from '../support/prepared.ts'
import { openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)
const { table, after } = preparedRounds(world)
beforeEach(() => world.moveTime(0))

const minute = 60_000

test('INV-8 a prepared round opens by itself at its time, once, with every host away, and closes as rounds do', async () => {
  const { roomId, ids, preparedId, schedule, start, state, kinds } = await table(14)
  expect(await schedule(20)).toEqual({ opensAt: null })
  await start()
  const { session, scheduled } = await state()
  expect(scheduled).toEqual([{ preparedId, at: session!.startedAt + 20 * minute, isMissed: false }])

  await world.run('ada', 'room:leave', { roomId })
  await world.node.departed(ids[0]!)
  await after(19 * minute)
  expect((await state()).round).toBeNull()
  await after(20 * minute + 500)
  const opened = await state()
  expect(opened.round).toMatchObject({ task: 'Read aloud.', no: 1 })
  expect(opened.round!.breakouts.map(({ name }) => name)).toEqual(['Openings', 'Endings'])
  expect(opened.round!.breakouts.flatMap(({ memberIds }) => memberIds).toSorted()).toEqual(ids.slice(1).toSorted())
  expect(opened.scheduled).toEqual([])
  expect(await kinds('round:opened')).toMatchObject([{ memberId: null, body: { preparedId, overridden: false } }])

  await after(20 * minute + 500 + 10 * minute)
  expect(await state()).toMatchObject({ round: null })
  expect(await kinds('round:closed')).toMatchObject([{ memberId: null, body: { reason: 'time' } }])
  expect((await state()).seats).toHaveLength(13)
  await after(60 * minute)
  expect(await kinds('round:opened')).toHaveLength(1)
  await world.node.arrived(ids[0]!)
})

test('two nodes that have composed it at once: one opens it, the other hears that it is done', async () => {
  const { schedule, start, kinds } = await table(14)
  await start()
  await schedule(5)
  await world.moveTime(5 * minute + 100)
  const [opening] = await world.ports.log.dueOpenings()
  const outcomes: string[] = []
  const { openByItself } = world.ports.log
  const log = {
    ...world.ports.log,
    async openByItself(...order: Parameters<typeof openByItself>) {
      const outcome = await openByItself(...order)
      outcomes.push(outcome.ok ? 'opened' : `${outcome.code} ${outcome.details.reason}`)
      return outcome
    },
    dueOpenings: () => Promise.resolve([opening!]),
  }
  await Promise.all([1, 2].map(() => runDueOpenings({ ...world.ports, log })))
  expect(outcomes.toSorted()).toEqual(['closed already', 'opened'])
  expect(await kinds('round:opened')).toHaveLength(1)
})

test('who keeps apart sits apart, and who sits this round out is in no breakout, when nobody looks either', async () => {
  const { circleId, roomId, ids, schedule, start, state } = await table(16, { mode: 'meet-new', duties: true })
  await start()
  await schedule(5)
  for (const i of [2, 3, 4]) await world.run('member-1', 'grouping:keep-apart', { circleId, memberId: ids[i]! })
  await world.run('member-5', 'round:sit-out', { roomId })
  await after(5 * minute + 100)
  const { breakouts } = (await state()).round!
  const mine = breakouts.find(({ memberIds }) => memberIds.includes(ids[1]!))!
  for (const i of [2, 3, 4]) expect(mine.memberIds).not.toContain(ids[i])
  expect(breakouts.flatMap(({ memberIds }) => memberIds)).not.toContain(ids[5])
  expect(breakouts.map(({ memberIds }) => memberIds.length).toSorted()).toEqual([7, 8])
})

test('eleven people, too few, and people who are kept apart: it does not open, and the log has the same words for all', async () => {
  for (const [count, apart] of [
    [11, false],
    [4, false],
    [6, true],
  ] as const) {
    const { circleId, ids, preparedId, schedule, start, state, kinds, log } = await table(count)
    await start()
    await schedule(5)
    if (apart) await world.run('member-1', 'grouping:keep-apart', { circleId, memberId: ids[2]! })
    await after(5 * minute + 100)
    const { round, scheduled } = await state()
    expect([round, scheduled.map(({ isMissed }) => isMissed)]).toEqual([null, [true]])
    const missed = await kinds('round:missed')
    expect(missed).toHaveLength(1)
    expect(missed[0]).toMatchObject({ memberId: null })
    expect(missed[0]!.body).toEqual({ preparedId })
    const head = (await log()).length
    await after(10 * minute)
    expect(await log()).toHaveLength(head)
    await world.moveTime(0)
  }
})

test('people whom a host has put together by hand, and who no longer sit together: it is missed, once, and not tried for ever', async () => {
  const { circleId, ids, prepare, schedule, start, state, kinds, log } = await table(6)
  const byHand = { mode: 'by-hand', breakouts: [{ name: 'Openings', memberIds: ids }] } as const
  const { preparedId } = await prepare('By hand', { ...byHand, breakouts: [...byHand.breakouts] })
  await start()
  await schedule(5, preparedId)
  await world.run('member-1', 'grouping:keep-apart', { circleId, memberId: ids[2]! })
  await after(5 * minute + 100, 1)
  expect((await state()).scheduled).toMatchObject([{ preparedId, isMissed: true }])
  expect(await kinds('round:missed')).toHaveLength(1)
  const head = (await log()).length
  await after(6 * minute)
  expect(await log()).toHaveLength(head)
})

test('with the word of the host that other sizes are meant, eleven people get one breakout, and the log keeps it', async () => {
  const { schedule, start, kinds } = await table(11, { override: true })
  await start()
  await schedule(5)
  await after(5 * minute + 100)
  expect(await kinds('round:opened')).toMatchObject([{ body: { overridden: true } }])
})

test('what was put together by hand is opened so, put right for who is here', async () => {
  const { ids, roomId, start, state, log } = await table(15)
  await start()
  const plan = {
    breakouts: [
      { name: 'Left', memberIds: ids.slice(0, 7) },
      { name: 'Right', memberIds: ids.slice(7, 14) },
    ],
    task: '',
    minutes: 5,
    mode: 'by-hand' as const,
  }
  const { preparedId } = await world.run('ada', 'round:prepare', { roomId, name: 'By hand', plan })
  await world.run('ada', 'round:schedule', { roomId, preparedId, opensAfter: 3 })
  await world.run('member-1', 'room:leave', { roomId })
  await after(3 * minute + 100)
  const { breakouts } = (await state('ada')).round!
  expect(breakouts.find(({ name }) => name === 'Left')!.memberIds).toEqual(expect.arrayContaining(ids.slice(2, 7)))
  expect(breakouts.flatMap(({ memberIds }) => memberIds)).toHaveLength(14)
  expect((await log()).at(-1)!.kind).toBe('round:opened')
})

test('a host switches it off, chooses another time, or opens it earlier by hand: then it does not open again', async () => {
  const { roomId, ids, preparedId, schedule, start, state, kinds } = await table(14)
  await start()
  const { session } = await state()
  expect(await schedule(10)).toEqual({ opensAt: session!.startedAt + 10 * minute })
  await schedule(20)
  await schedule(null)
  expect((await state()).scheduled).toEqual([])
  await after(21 * minute)
  expect(await kinds('round:opened')).toEqual([])
  expect(await refusalOf(schedule(20))).toBe('conflict passed')
  const byMember = world.run('member-1', 'round:schedule', { roomId, preparedId, opensAfter: 90 })
  expect(await refusalOf(byMember)).toBe('forbidden not_host')

  await schedule(60)
  const groups = [ids.slice(0, 7), ids.slice(7)].map((memberIds) => ({ memberIds }))
  const { roundId } = await world.run('ada', 'round:open', { roomId, groups, task: '', minutes: 5, preparedId })
  expect((await state()).scheduled).toEqual([])
  await world.run('ada', 'round:close', { roomId, roundId })
  await after(61 * minute)
  expect(await kinds('round:opened')).toHaveLength(1)
})

test('while another round is open it is put off to a minute after that one has ended', async () => {
  const { roomId, ids, preparedId, schedule, start, state, kinds } = await table(14)
  await start()
  await schedule(10)
  await world.moveTime(8 * minute)
  const groups = [ids.slice(0, 7), ids.slice(7)].map((memberIds) => ({ memberIds }))
  const { endsAt } = await world.run('ada', 'round:open', { roomId, groups, task: '', minutes: 5 })
  await after(10 * minute + 100)
  expect((await state()).scheduled).toEqual([{ preparedId, at: endsAt + minute, isMissed: false }])
  expect((await kinds('round:scheduled')).at(-1)).toMatchObject({ memberId: null })
  await after(13 * minute + 500)
  expect((await state()).round).toBeNull()
  await after(14 * minute + 500)
  expect((await state()).round).toMatchObject({ no: 2 })
})

test('what is for any session opens in each; the end of a session ends it, and what is removed is off', async () => {
  const { roomId, preparedId, prepare, schedule, start, state } = await table(14)
  await schedule(20)
  await prepare('Readings')
  await start()
  expect((await state()).scheduled).toHaveLength(1)
  await world.run('ada', 'session:end', { roomId })
  expect((await state()).scheduled).toEqual([])
  await after(30 * minute)
  expect((await state()).round).toBeNull()
  await start()
  expect((await state()).scheduled).toMatchObject([{ preparedId }])
  const { prepared } = await world.ask('ada', 'round:prepared', { roomId })
  expect(prepared).toMatchObject([{ opensAfter: 20, opensAt: (await state()).scheduled[0]!.at }])
  await world.run('ada', 'round:unprepare', { roomId, preparedId })
  expect((await state()).scheduled).toEqual([])
})

test('who sits down between the look and the opening is placed too', async () => {
  const { circleId, roomId, schedule, start, state } = await table(14)
  await world.join(circleId, 'rae')
  await start()
  await schedule(5)
  await world.moveTime(5 * minute + 100)
  let looks = 0
  const records = {
    ...world.ports.records,
    async seatingAt(id: string) {
      const seating = await world.ports.records.seatingAt(id)
      if (looks++ === 0) await world.run('rae', 'room:enter', { roomId })
      return seating
    },
  }
  await runDueOpenings({ ...world.ports, records })
  expect(looks).toBe(2)
  const { breakouts } = (await state()).round!
  expect(breakouts.flatMap(({ memberIds }) => memberIds)).toContain(await world.person('rae'))
})

test('INV-13 what is scheduled, missed and opened by the clock folds into what a fresh snapshot gives', async () => {
  const { roomId, schedule, start, state } = await table(14, { passOn: true })
  const before = await state()
  await start()
  await schedule(5)
  for (let i = 3; i < 14; i++) await world.run(`member-${i}`, 'room:leave', { roomId })
  await after(5 * minute + 100)
  for (let i = 3; i < 14; i++) await world.run(`member-${i}`, 'room:enter', { roomId })
  await schedule(10)
  await after(10 * minute + 100)
  const events = await world.ports.records.eventsAfter(roomId, before.head, 500)
  expect(events.map(({ event }) => event.kind)).toEqual(expect.arrayContaining(['round:missed', 'round:opened']))
  expect(events.reduce((folded, { event }) => fold(folded, event), before)).toEqual(await state())
})
