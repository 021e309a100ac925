import { expect, test } from 'vitest'
import type { HarvestCard } from '../../shared/harvest.ts'
import { fold } from '../../shared/fold.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const world = await openWorld(await testDatabase())

const blank: HarvestCard = { headline: '', insights: [], decisions: [], actions: [], question: '', wins: [] }

/** Ada leads eighteen people in three breakouts of six: member-1 to -6, -7 to -12, -13 to -18. */
async function evening() {
  const people = crowd(18)
  const place = await world.circle([...people, 'rae'], 40)
  const { roomId } = place
  for (const name of ['ada', ...people]) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Retrospective' })
  const ids = await Promise.all(people.map((name) => world.person(name)))
  const sixes = [ids.slice(0, 6), ids.slice(6, 12), ids.slice(12)]
  const open = async (groups = sixes, more: object = {}) => {
    const named = groups.map((memberIds, i) => ({ memberIds, name: ['Start', 'Stop', 'Go on'][i]! }))
    const sittingOut = [await world.person('ada')]
    return world.run('ada', 'round:open', { roomId, groups: named, sittingOut, task: '', minutes: 5, ...more })
  }
  const close = (roundId: string) => world.run('ada', 'round:close', { roomId, roundId })
  const note = (name: string, breakoutId: string, headline: string) =>
    world.run(name, 'harvest:save', { roomId: breakoutId, version: 0, card: { ...blank, headline } })
  return { ...place, ids, sixes, open, close, note }
}

test('each breakout goes on from the card of another one, and reads it there; an empty one is said to be empty', async () => {
  const { open, close, note } = await evening()
  const first = await open()
  const [start, stop] = first.breakouts.map((breakout) => breakout.roomId) as [string, string]
  await note('member-1', start, 'We begin on time')
  await note('member-7', stop, 'No more slides')
  await close(first.roundId)
  const second = await open(undefined, { passOn: true })
  expect(second.breakouts.map(({ handed }) => handed?.name)).toEqual(['Stop', 'Go on', 'Start'])

  const { state } = await world.ask('member-1', 'room:snapshot', { roomId: second.breakouts[0]!.roomId })
  expect(state.round!.breakouts[0]!.handed).toEqual({ breakoutId: stop, name: 'Stop' })
  const read = async (name: string, i: number) =>
    (await world.ask(name, 'harvest:view', { roomId: second.breakouts[i]!.handed!.breakoutId })).card
  expect(await read('member-1', 0)).toMatchObject({ headline: 'No more slides' })
  expect(await read('member-7', 1)).toBeNull()
  expect(await read('member-13', 2)).toMatchObject({ headline: 'We begin on time' })
})

test('a breakout in which nobody sat brings nothing back, and hands nothing on', async () => {
  const { roomId, open, close } = await evening()
  const first = await open()
  await world.run('ada', 'breakout:add', { roomId, roundId: first.roundId })
  await close(first.roundId)
  const posted = (await world.ports.records.eventsAfter(roomId, 0, 500)).flatMap(({ event }) =>
    event.kind === 'harvest:posted' ? [event.body] : [],
  )
  expect(posted.map(({ name, of }) => [name, of])).toEqual([
    ['Start', 3],
    ['Stop', 3],
    ['Go on', 3],
  ])
  const second = await open(undefined, { passOn: true })
  expect(second.breakouts.map(({ handed }) => handed?.name)).toEqual(['Stop', 'Go on', 'Start'])
})

test('nobody gets their own card back when the breakouts are named and ordered anew', async () => {
  const { sixes, open, close } = await evening()
  const first = await open()
  await close(first.roundId)
  const [one, two, three] = sixes as [string[], string[], string[]]
  const groups = [one, three, two]
  const second = await open(groups, { passOn: true })
  const before = new Map(first.breakouts.map(({ roomId, memberIds }) => [roomId, memberIds]))
  second.breakouts.forEach(({ handed, memberIds }) => {
    expect(before.get(handed!.breakoutId)!.filter((id) => memberIds.includes(id))).toEqual([])
  })
})

test('only what this session has brought back is passed on: without a round before, nothing is', async () => {
  const { roomId, open, close } = await evening()
  expect((await world.ask('ada', 'round:preview', { roomId, seed: 'x' })).hasCards).toBe(false)
  const first = await open(undefined, { passOn: true })
  expect(first.breakouts.every(({ handed }) => handed === undefined)).toBe(true)
  await close(first.roundId)
  expect((await world.ask('ada', 'round:preview', { roomId, seed: 'x' })).hasCards).toBe(true)
  await world.run('ada', 'session:end', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'Another' })
  const next = await open(undefined, { passOn: true })
  expect(next.breakouts.every(({ handed }) => handed === undefined)).toBe(true)
})

test('INV-6 a card that was handed on is read by members of the circle alone', async () => {
  const { open, close, note } = await evening()
  const first = await open()
  await note('member-1', first.breakouts[0]!.roomId, 'We begin on time')
  await close(first.roundId)
  const second = await open(undefined, { passOn: true })
  const { breakoutId } = second.breakouts[2]!.handed!
  expect(await refusalOf(world.ask('dev', 'harvest:view', { roomId: breakoutId }))).toBe('not_found harvest')
  expect(await refusalOf(world.ask('rae', 'room:snapshot', { roomId: breakoutId }))).toBe('not_found room')
})

test('where people choose their breakouts cards are passed on too', async () => {
  const { roomId, open, close } = await evening()
  const first = await open()
  await close(first.roundId)
  const seats = [{ seats: 8 }, { seats: 8 }, { seats: 8 }]
  const input = { roomId, breakouts: seats, task: '', minutes: 5, chooseSeconds: 60, rest: 'stay' as const }
  await world.run('ada', 'round:offer', { ...input, passOn: true })
  const { state } = await world.ask('member-1', 'room:snapshot', { roomId })
  expect(state.round!.breakouts.map(({ handed }) => handed!.name)).toEqual(['Stop', 'Go on', 'Start'])
})

test('INV-13 what was handed on folds into what a fresh snapshot gives, in the room and in the breakout', async () => {
  const { roomId, ids, open, close } = await evening()
  await close((await open()).roundId)
  const before = (await world.ask('ada', 'room:snapshot', { roomId })).state
  const { breakouts, roundId } = await open(undefined, { passOn: true })
  const own = breakouts[0]!.roomId
  const [created] = await world.ports.records.eventsAfter(own, 0, 1)
  const inside = (await world.ask('member-1', 'room:snapshot', { roomId: own })).state
  const empty = { ...inside, head: 0, seats: [], round: null }
  expect(fold(empty, created!.event)).toEqual(inside)
  const moving = { roomId, roundId, memberId: ids[0]!, breakoutId: breakouts[1]!.roomId }
  await world.run('ada', 'round:move', moving)
  const events = await world.ports.records.eventsAfter(roomId, before.head, 500)
  const after = (await world.ask('ada', 'room:snapshot', { roomId })).state
  expect(events.reduce((folded, { event }) => fold(folded, event), before)).toEqual(after)
})
