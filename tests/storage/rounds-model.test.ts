import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fold } from '../../shared/fold.ts'
import { runDueWork } from '../../server/domain/timers.ts'
import { testDatabase } from '../support/database.ts'
import { crowd, openWorld, refusalOf } from '../support/world.ts'

const world = await openWorld(await testDatabase())
const people = crowd(13)
const names = ['ada', ...people]

/** What should be: who has which breakout (an index into `rooms`, null for none), who sits there, who sits at the table. */
type Model = { rooms: { roomId: string; isOpen: boolean }[]; people: Map<string, Place> }
type Place = { atTable: boolean; own: number | null; isIn: boolean }
type Step = { kind: string; who: number; a: number; b: number }

const kinds = [
  'move',
  'back',
  'step out',
  'look away',
  'return',
  'leave',
  'come',
  'add',
  'close',
  'merge',
  'place',
  'extend',
  'extend one',
  'shorten one',
  'crash',
  'turn',
]
const steps = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), who: fc.nat(names.length - 1), a: fc.nat(9), b: fc.nat(9) }),
  { minLength: 10, maxLength: 30 },
)

test('INV-5 INV-9 whatever hosts and members do in a round, in any order, each has the place that a simple model says', async () => {
  await fc.assert(fc.asyncProperty(steps, play), { numRuns: 6, seed: 7, endOnFailure: true })
}, 60_000)

async function play(steps: Step[]): Promise<void> {
  const { roomId } = await world.circle(people, 20)
  for (const name of names) await world.run(name, 'room:enter', { roomId })
  await world.run('ada', 'session:start', { roomId, title: 'An evening' })
  const { groups } = await world.ask('ada', 'round:preview', { roomId, seed: 'x' })
  const input = { roomId, groups: groups.map((memberIds) => ({ memberIds })), task: '', minutes: 60 }
  const { roundId, breakouts } = await world.run('ada', 'round:open', input)
  const ids = new Map(await Promise.all(names.map(async (name) => [name, await world.person(name)] as const)))
  const ownOf = (name: string) => breakouts.findIndex(({ memberIds }) => memberIds.includes(ids.get(name)!))
  const model: Model = {
    rooms: breakouts.map((breakout) => ({ roomId: breakout.roomId, isOpen: true })),
    people: new Map(names.map((name) => [name, { atTable: true, own: ownOf(name), isIn: true }])),
  }
  let state = (await world.ask('ada', 'room:snapshot', { roomId })).state
  for (const step of steps) {
    await act(step)
    const monitor = await world.ask('ada', 'round:monitor', { roomId, roundId })
    const open = model.rooms.filter(({ isOpen }) => isOpen)
    expect(monitor.breakouts.map((breakout) => breakout.roomId)).toEqual(open.map((room) => room.roomId).toSorted())
    for (const breakout of monitor.breakouts) {
      const no = model.rooms.findIndex((room) => room.roomId === breakout.roomId)
      expect(breakout.memberIds.toSorted(), step.kind).toEqual(
        seatedIn(model, no)
          .map((name) => ids.get(name)!)
          .toSorted(),
      )
      expect(breakout.memberIds.length).toBeLessThanOrEqual(10)
    }
    // The round lasts exactly as long as the last of its breakouts, whatever was added, closed or merged.
    expect(monitor.endsAt, step.kind).toBe(Math.max(...monitor.breakouts.map(({ endsAt }) => endsAt)))
    for (const { event } of await world.ports.records.eventsAfter(roomId, state.head, 500)) state = fold(state, event)
    expect(state, step.kind).toEqual((await world.ask('ada', 'room:snapshot', { roomId })).state)
  }
  await world.run('ada', 'round:close', { roomId, roundId })

  async function act({ kind, who, a, b }: Step): Promise<void> {
    const name = names[who]!
    const place = model.people.get(name)!
    const open = [...model.rooms.keys()].filter((no) => model.rooms[no]!.isOpen)
    const [to, other] = [open[a % open.length]!, open[b % open.length]!]
    const breakoutId = model.rooms[to]!.roomId
    const base = { roomId, roundId }
    switch (kind) {
      case 'move': {
        const answer = await refusalOf(
          world.run('ada', 'round:move', { ...base, memberId: ids.get(name)!, breakoutId }),
        )
        const isFull = seatedIn(model, to).length >= 10 && !(place.isIn && place.own === to)
        expect(answer).toBe(isFull ? 'full room_full' : place.atTable ? 'accepted' : 'infeasible people')
        if (answer === 'accepted') Object.assign(place, { own: to, isIn: true })
        return
      }
      case 'back':
        await world.run('ada', 'round:move', { ...base, memberId: ids.get(name)!, breakoutId: null })
        return void (isOpenNo(place.own) && Object.assign(place, { own: null, isIn: false }))
      case 'step out':
        if (!place.isIn) return
        await world.run(name, 'room:leave', { roomId: model.rooms[place.own!]!.roomId })
        return void (place.isIn = false)
      case 'look away':
        // To look in at the table keeps the place: whatever follows finds it taken.
        if (place.isIn) await world.run(name, 'round:step-out', { roomId: model.rooms[place.own!]!.roomId })
        return
      case 'return':
        if (!isOpenNo(place.own) || place.isIn || seatedIn(model, place.own!).length >= 10) return
        await world.run(name, 'room:enter', { roomId: model.rooms[place.own!]!.roomId })
        // Whoever had lost their seat at the table has one again.
        return void Object.assign(place, { atTable: true, isIn: true })
      case 'leave':
        await world.run(name, 'room:leave', { roomId })
        return void Object.assign(place, { atTable: false, isIn: false })
      case 'come':
        await world.run(name, 'room:enter', { roomId })
        if (!place.atTable && name !== 'ada') placeLate(place)
        return void (place.atTable = true)
      case 'turn':
        // At the table and in a breakout: whatever it is set to, no round ends sooner or later for it.
        for (const id of [roomId, breakoutId])
          await world.run('ada', 'timer:set', { roomId: id, seconds: 60 * (b + 1) })
        return
      case 'add': {
        const added = await world.run('ada', 'breakout:add', base)
        return void model.rooms.push({ roomId: added.breakoutId, isOpen: true })
      }
      case 'close': {
        const answer = await refusalOf(world.run('ada', 'breakout:close', { ...base, breakoutId }))
        expect(answer).toBe(open.length === 1 ? 'conflict last_breakout' : 'accepted')
        return void (answer === 'accepted' && close(to))
      }
      case 'merge': {
        const intoId = model.rooms[other]!.roomId
        const answer = await refusalOf(world.run('ada', 'breakout:merge', { ...base, breakoutId, intoId }))
        const isTooMany = seatedIn(model, to).length + seatedIn(model, other).length > 10
        expect(answer).toBe(to === other ? 'not_found breakout' : isTooMany ? 'full room_full' : 'accepted')
        if (answer !== 'accepted') return
        for (const each of model.people.values()) if (each.own === to) each.own = other
        return void (model.rooms[to]!.isOpen = false)
      }
      case 'place': {
        const { state: table } = await world.ask('ada', 'room:snapshot', { roomId })
        await world.run('ada', 'round:place', base)
        for (const { memberId } of table.seats) {
          const found = names.find((each) => ids.get(each) === memberId)!
          const theirs = model.people.get(found)!
          if (found !== 'ada' && !isOpenNo(theirs.own)) placeLate(theirs)
        }
        return
      }
      case 'extend':
        return void (await world.run('ada', 'round:extend', { ...base, minutes: 1 }))
      case 'extend one':
        return void (await world.run('ada', 'round:extend', { ...base, breakoutId, minutes: 1 + b }))
      case 'shorten one':
        return void (await world.run('ada', 'round:shorten', { ...base, breakoutId, minutes: 1 }))
      case 'crash':
        // Everybody's node is lost for a while; nothing is due yet, so nothing changes.
        await world.node.end()
        await runDueWork(world.ports)
        await world.node.beat()
        for (const id of ids.values()) await world.node.arrived(id)
    }
  }

  function isOpenNo(no: number | null): boolean {
    return no !== null && model.rooms[no]!.isOpen
  }

  function close(no: number): void {
    model.rooms[no]!.isOpen = false
    for (const place of model.people.values()) if (place.own === no) place.isIn = false
  }

  function placeLate(place: Place): void {
    const sizes = model.rooms
      .map(({ roomId, isOpen }, no) => ({ roomId, isOpen, no, size: seatedIn(model, no).length }))
      .filter(({ isOpen, size }) => isOpen && size < 10)
    const own = sizes.find(({ no }) => no === place.own)
    const to = own ?? sizes.toSorted((a, b) => a.size - b.size || (a.roomId < b.roomId ? -1 : 1))[0]
    if (to) Object.assign(place, { own: to.no, isIn: true })
  }
}

const seatedIn = (model: Model, no: number) =>
  [...model.people].filter(([, place]) => place.isIn && place.own === no).map(([name]) => name)
