import { expect, test } from 'vitest'
import type { Duty } from '../../shared/composing.ts'
import type { RoomEvent } from '../../shared/events.ts'
import { fold } from '../../shared/fold.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { runDueWork } from '../../server/domain/timers.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)

const holder = ({ round }: RoomState, duty: Duty) =>
  Object.keys(round!.duties).find((id) => round!.duties[id] === duty) ?? null

/** An open round of two breakouts with leaders and note-takers; the first of them is looked at, and followed from its start. */
async function evening() {
  const people = crowd(13)
  const { circleId, roomId } = await world.circle(people, 30)
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  const { groups } = await world.ask('ada', 'round:preview', { roomId, seed: 'x', duties: true, breakouts: 2 })
  const input = { roomId, groups: groups.map((memberIds) => ({ memberIds })), task: '', minutes: 30, duties: true }
  const { roundId, breakouts } = await world.run('ada', 'round:open', input)
  const names = new Map<string, string>()
  for (const name of ['ada', ...people]) names.set(await world.person(name), name)
  const ada = await world.person('ada')
  const { roomId: breakoutId } = breakouts.find(({ memberIds }) => !memberIds.includes(ada))!
  const other = breakouts.find((breakout) => breakout.roomId !== breakoutId)!.roomId
  await world.run('ada', 'room:visit', { roomId: breakoutId })
  const snapshot = async () => (await world.ask('ada', 'room:snapshot', { roomId: breakoutId })).state
  let state = await snapshot()
  /** Does something; the events of the breakout, folded into what was known, are what a fresh snapshot says. */
  const after = async (act: Promise<unknown>) => {
    await act
    const log = await world.ports.records.eventsAfter(breakoutId, state.head, 200)
    for (const { event } of log) state = fold(state, event as RoomEvent)
    expect(state).toEqual(await snapshot())
    return state
  }
  const move = (memberId: string, to: string | null) =>
    world.run('ada', 'round:move', { roomId, roundId, memberId, breakoutId: to })
  return { circleId, roomId, breakoutId, other, state, after, move, nameOf: (id: string) => names.get(id)! }
}

test('everybody in a breakout sees who leads and who takes notes; a duty passes on when its holder leaves for good', async () => {
  const { circleId, breakoutId, other, state, after, move, nameOf } = await evening()
  const [leader, noteTaker] = [holder(state, 'leader')!, holder(state, 'note-taker')!]
  expect(new Set([leader, noteTaker]).size).toBe(2)
  const next = await after(move(leader, other))
  const second = holder(next, 'leader')!
  expect(state.round!.breakouts[0]!.memberIds).toContain(second)
  expect([leader, noteTaker]).not.toContain(second)
  expect(holder(next, 'note-taker')).toBe(noteTaker)

  const gone = await after(world.run(nameOf(noteTaker), 'room:leave', { roomId: breakoutId }))
  const third = holder(gone, 'note-taker')
  expect(third).not.toBeNull()
  expect([leader, noteTaker, second]).not.toContain(third)
  const removed = await after(world.run('ada', 'member:remove', { circleId, memberId: second, reason: 'no' }))
  expect([leader, noteTaker, second, third]).not.toContain(holder(removed, 'leader'))
  const reply = await world.ask('ada', 'round:monitor', { roomId: state.parentId!, roundId: state.round!.roundId })
  expect(reply.breakouts.find(({ roomId }) => roomId === breakoutId)!.duties).toEqual(removed.round!.duties)
})

test('with ten minutes of absence a duty passes on too; where nobody is left it waits for who comes', async () => {
  const { breakoutId, other, state, after, move, nameOf } = await evening()
  const leader = holder(state, 'leader')!
  await world.node.departed(leader)
  expect(holder(await after(world.moveTime(9 * 60_000).then(() => runDueWork(world.ports))), 'leader')).toBe(leader)
  const later = await after(world.moveTime(10 * 60_000 + 5_000).then(() => runDueWork(world.ports)))
  expect(holder(later, 'leader')).not.toBe(leader)
  await world.moveTime(0)

  const people = later.seats.map(({ memberId }) => memberId)
  for (const memberId of people)
    await after(move(memberId, other).catch(() => world.run(nameOf(memberId), 'room:leave', { roomId: breakoutId })))
  const empty = await after(Promise.resolve())
  expect(empty.seats).toEqual([])
  expect(empty.round!.duties).toEqual({})
  const back = people[3]!
  const taken = await after(move(back, breakoutId))
  expect(taken.round!.duties).toEqual({ [back]: 'leader' })
})
