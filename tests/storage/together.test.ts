import { expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)

/** A session of fourteen with an open round of two breakouts; rae belongs to the circle and does not sit. */
async function evening() {
  const place = await world.circle([...crowd(13), 'rae'], 30)
  const { roomId } = place
  for (const name of ['ada', ...crowd(13)]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Critique evening' })
  const names = new Map<string, string>()
  for (const name of ['ada', ...crowd(13)]) names.set(await world.person(name), name)
  return { ...place, nameOf: (id: string) => names.get(id)! }
}

async function openRound(roomId: string, seed: string) {
  const { groups } = await world.ask('ada', 'round:preview', { roomId, seed, mode: 'meet-new', breakouts: 2 })
  const input = { roomId, groups: groups.map((memberIds) => ({ memberIds })), task: 'Openings', minutes: 10 }
  return world.run('ada', 'round:open', input)
}

test('after a session, those who were there see who sat with whom, round by round', async () => {
  const { circleId, roomId } = await evening()
  const first = await openRound(roomId, 'one')
  await world.run('ada', 'round:close', { roomId, roundId: first.roundId })
  const second = await openRound(roomId, 'two')
  const [from, into] = second.breakouts
  const memberId = from!.memberIds[0]!
  await world.run('ada', 'round:move', { roomId, roundId: second.roundId, memberId, breakoutId: into!.roomId })
  await world.run('ada', 'round:close', { roomId, roundId: second.roundId })
  const none = { sessions: [], names: {} }
  expect(await world.ask('member-1', 'circle:together', { circleId })).toEqual(none)

  await world.run('ada', 'session:end', { roomId })
  const { sessions, names } = await world.ask('member-1', 'circle:together', { circleId })
  expect(sessions).toMatchObject([{ title: 'Critique evening', roomName: 'Big table' }])
  const [one, two] = sessions[0]!.rounds
  expect(one!.breakouts.map(({ memberIds }) => memberIds)).toEqual(first.breakouts.map(({ memberIds }) => memberIds))
  expect(two!.breakouts.map(({ memberIds }) => memberIds)).toEqual([
    from!.memberIds.filter((id) => id !== memberId),
    [...into!.memberIds, memberId],
  ])
  expect(Object.keys(names)).toHaveLength(14)
  expect(await world.ask('rae', 'circle:together', { circleId })).toEqual(none)
  expect(await refusalOf(world.ask('dev', 'circle:together', { circleId }))).toBe('not_found circle')
})

test('everybody finds why they sit where they do, and nobody why others do', async () => {
  const { circleId, roomId, nameOf } = await evening()
  const { roundId, breakouts } = await openRound(roomId, 'one')
  const [from, into] = breakouts
  const [mover, stayer] = from!.memberIds.filter((id) => nameOf(id) !== 'ada').map(nameOf)
  const { reason } = await world.ask(stayer!, 'round:reason', { roomId: from!.roomId })
  expect(reason).toBe('meets all 6 for the first time')
  expect(await refusalOf(world.ask(stayer!, 'round:reason', { roomId: into!.roomId }))).toBe('not_found round')
  const memberId = await world.person(mover!)
  await world.run('ada', 'round:move', { roomId, roundId, memberId, breakoutId: into!.roomId })
  const why = async () => (await world.ask(mover!, 'round:reason', { roomId: into!.roomId })).reason
  expect(await why()).toBe('placed by the host')
  // Who steps out and comes back is still there for the reason they came for.
  await world.run(mover!, 'room:leave', { roomId: into!.roomId })
  await world.run('ada', 'round:move', { roomId, roundId, memberId, breakoutId: into!.roomId })
  expect(await why()).toBe('placed by the host')

  const input = { roomId, roundId, breakoutId: from!.roomId, intoId: into!.roomId }
  await world.run('rae', 'room:enter', { roomId })
  const late = (await world.ask('rae', 'circle:table', { circleId })).placedIn!
  expect(await world.ask('rae', 'round:reason', { roomId: late })).toEqual({
    reason: 'placed by the rule for who has no place yet',
  })
  await world.run('rae', 'room:leave', { roomId })
  for (const id of from!.memberIds.slice(3)) {
    await world.run('ada', 'round:move', { roomId, roundId, memberId: id, breakoutId: null })
  }
  await world.run('ada', 'breakout:merge', input)
  const merged = nameOf(from!.memberIds.filter((id) => id !== memberId)[0]!)
  expect(await world.ask(merged, 'round:reason', { roomId: into!.roomId })).toEqual({
    reason: 'the host brought two breakouts together',
  })
  expect(await why()).toBe('placed by the host')
})
