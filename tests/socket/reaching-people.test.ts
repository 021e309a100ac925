import { describe, expect, test } from 'vitest'
import type { Signal } from '../../shared/events.ts'
import { limits } from '../../shared/limits.ts'
import { newId } from '../../shared/new-id.ts'
import { testDatabase } from '../support/database.ts'
import { facts, openWorld } from '../support/world.ts'
import { openNodes, type Node } from './nodes.ts'
import { eventually, expectSoon } from './visitors.ts'

const world = await openWorld(await testDatabase())
const [here, there] = (await openNodes(world, 2)) as [Node, Node]

describe('people on two nodes', () => {
  test('who sits at a table hears what is said there, on whatever node, in the order of its log', async () => {
    const { roomId } = await world.circle(['ben'])
    const [ada, ben] = [await here.connect('ada'), await there.connect('ben')]
    await ada.run('room:enter', { roomId })
    await ben.run('room:enter', { roomId })
    const words = Array.from({ length: 8 }, (_, i) => `word ${i}`)
    for (const [i, text] of words.entries()) await (i % 2 ? ben : ada).run('message:send', { roomId, text })
    await expectSoon(() => ada.heard(roomId), words)
    await expectSoon(() => ben.heard(roomId), words)
    const seqs = ben.seqs(roomId)
    expect(seqs).toEqual(seqs.map((_, i) => seqs[0]! + i))
  })

  test('a member hears the commons of their circle without asking, and no table that they have not entered', async () => {
    const { circleId, commonsId, roomId } = await world.circle(['ben', 'chloe'])
    const [ada, ben] = [await here.connect('ada'), await there.connect('ben')]
    await ada.run('room:enter', { roomId })
    await ada.run('message:send', { roomId, text: 'at the table' })
    await ada.run('member:rename', { circleId, name: 'Ada L.' })
    await expectSoon(
      () => ben.events.filter((event) => event.roomId === commonsId).map(({ kind }) => kind),
      ['member:renamed'],
    )
    expect(ben.heard(roomId)).toEqual([])
  })

  test('N22 a member who was not placed in a breakout neither enters nor hears it', async () => {
    const people = Array.from({ length: 7 }, (_, i) => `guest-${i}`)
    const { roomId } = await world.circle(people, 12)
    const ada = await here.connect('ada')
    const outside = await there.connect('guest-6')
    await ada.run('room:enter', { roomId })
    for (const name of people) await world.run(name, 'room:enter', { roomId })
    await outside.run('room:enter', { roomId })
    await ada.run('session:start', { roomId, title: 'Evening' })
    const memberIds = await Promise.all(people.slice(0, 6).map((name) => world.person(name)))
    const sittingOut = [await world.person('guest-6'), await world.person('ada')]
    const round = await ada.run('round:open', { roomId, groups: [{ memberIds }], sittingOut, task: '', minutes: 5 })
    const breakoutId = round.breakouts[0]!.roomId
    await eventually(() => expect(outside.events.map(({ kind }) => kind)).toContain('round:opened'))
    expect(await outside.refusal('room:snapshot', { roomId: breakoutId })).toMatch(/^not_found/)

    const placed = await there.connect('guest-0')
    await placed.run('room:enter', { roomId: breakoutId })
    await placed.run('message:send', { roomId: breakoutId, text: 'among us' })
    await expectSoon(() => placed.heard(breakoutId), ['among us'])
    expect(outside.heard(breakoutId)).toEqual([])

    await ada.run('round:close', { roomId, roundId: round.roundId })
    await eventually(() => expect(placed.events.at(-1)).toMatchObject({ kind: 'round:closed', roomId: breakoutId }))
    await expectSoon(() => outside.events.slice(-2).map(({ kind }) => kind), ['round:closed', 'harvest:posted'])
  })

  test('who leaves a table hears nothing of it any more, on none of their devices', async () => {
    const { roomId } = await world.circle(['ben'])
    const ada = await here.connect('ada')
    const [laptop, phone] = [await there.connect('ben'), await here.connect('ben/phone')]
    for (const device of [ada, laptop, phone]) await device.run('room:enter', { roomId })
    await ada.run('message:send', { roomId, text: 'before' })
    for (const device of [laptop, phone]) await expectSoon(() => device.heard(roomId), ['before'])

    await laptop.run('room:leave', { roomId })
    for (const device of [laptop, phone]) await expectSoon(() => device.events.at(-1)?.kind, 'seat:left')
    await ada.run('message:send', { roomId, text: 'after' })
    await expectSoon(() => ada.heard(roomId), ['before', 'after'])
    await eventually(async () => expect((await phone.ask('me')).ok).toBe(true))
    for (const device of [laptop, phone]) expect(device.heard(roomId)).toEqual(['before'])

    await laptop.run('room:enter', { roomId })
    await ada.run('message:send', { roomId, text: 'back again' })
    await expectSoon(() => laptop.heard(roomId), ['before', 'back again'])
  })

  test('who waits in line is told when seats change, and is offered the seat on every device', async () => {
    const { roomId } = await world.circle(['ben', 'chloe'], 2)
    const [ada, ben] = [await here.connect('ada'), await there.connect('ben')]
    const chloe = await there.connect('chloe')
    await ada.run('room:enter', { roomId })
    await ben.run('room:enter', { roomId })
    expect(await chloe.run('room:enter', { roomId })).toEqual({ no: null, place: 1, visiting: false })
    const phone = await here.connect('chloe/phone')
    await ada.run('message:send', { roomId, text: 'only for those who sit' })
    await ben.run('room:leave', { roomId })
    for (const device of [chloe, phone]) {
      await eventually(() => expect(device.last('lobby')).toEqual({ roomId }))
      await eventually(() => expect(device.events.map(({ kind }) => kind)).toContain('seat:offered'))
      expect(device.heard(roomId)).toEqual([])
    }
    await phone.run('room:enter', { roomId })
    await ada.run('message:send', { roomId, text: 'welcome' })
    await expectSoon(() => phone.heard(roomId), ['welcome'])
  })

  test('who waits in line for a table that is closed is told so', async () => {
    const { roomId } = await world.circle(['ben', 'chloe'], 2)
    const [ada, ben, chloe] = [await here.connect('ada'), await there.connect('ben'), await there.connect('chloe')]
    for (const device of [ada, ben, chloe]) await device.run('room:enter', { roomId })
    await ada.run('room:close', { roomId })
    await eventually(() => expect(chloe.last('lobby')).toEqual({ roomId }))
  })

  test('typing reaches the others at the table, and nobody who only belongs to the circle', async () => {
    const { roomId } = await world.circle(['ben', 'chloe'])
    const [ada, ben, chloe] = [await here.connect('ada'), await there.connect('ben'), await there.connect('chloe')]
    await ada.run('room:enter', { roomId })
    await ben.run('room:enter', { roomId })
    expect(await chloe.refusal('typing:start', { roomId })).toBe('not_found room')
    await ada.ask('typing:start', { roomId })
    await expectSoon(() => ben.last('typing'), { roomId, memberId: await world.person('ada') })
    expect(ada.last('typing')).toBeUndefined()
    expect(chloe.last('typing')).toBeUndefined()
  })

  test('presence shows who is here, how they want to be met, and who went', async () => {
    const { circleId } = await world.circle(['ben'])
    const [adaId, benId] = [await world.person('ada'), await world.person('ben')]
    const ada = await here.connect('ada')
    const ben = await there.connect('ben')
    const statesSeen = () =>
      ada.signals.reduce<Record<string, string | null>>((states, { name, body }) => {
        if (name !== 'presence' || !('members' in body) || body.circleId !== circleId) return states
        return body.whole ? { ...body.members } : { ...states, ...body.members }
      }, {})
    await eventually(() => expect(statesSeen()).toMatchObject({ [adaId]: 'here', [benId]: 'here' }))
    await ben.ask('presence:set', { circleId, state: 'heads-down' })
    await eventually(() => expect(statesSeen()).toMatchObject({ [benId]: 'heads-down' }))
  })

  test('the table of a circle shows seats taken elsewhere to whoever has it on the screen', async () => {
    const { circleId, roomId } = await world.circle(['ben'])
    const [ada, ben] = [await here.connect('ada'), await there.connect('ben')]
    const table = () => ben.last('pulse')?.rooms.find((room) => room.roomId === roomId)
    await ben.ask('table:watch', { circleId })
    await eventually(() => expect(table()).toMatchObject({ taken: 0, waiting: 0 }))
    await ada.run('room:enter', { roomId })
    await eventually(() => expect(table()).toMatchObject({ taken: 1, waiting: 0 }))
  })

  test('a circle that is opened is heard at once, by every device of who opened it', async () => {
    const [laptop, phone] = [await here.connect('ada'), await here.connect('ada/phone')]
    const { circleId, commonsId } = await laptop.run('circle:open', { facts: { ...facts, name: 'Another circle' } })
    await laptop.run('room:open', { circleId, name: 'Bench', capacity: limits.table.usual })
    for (const device of [laptop, phone]) {
      await eventually(() =>
        expect(device.events.some((e) => e.roomId === commonsId && e.kind === 'room:opened')).toBe(true),
      )
    }
  })

  test('a circle that is new to somebody changes nothing in the others, and one that there is not changes nothing', async () => {
    const { circleId } = await world.circle(['rae'])
    const raeId = await world.person('rae')
    const [laptop, phone] = [await here.connect('rae'), await here.connect('rae/phone')]
    const shownWhole = ({ signals }: typeof laptop) =>
      signals.flatMap(({ name, body }) => {
        const presence = name === 'presence' ? (body as Signal<'presence'>) : null
        return presence?.whole ? [presence.circleId] : []
      })
    for (const device of [laptop, phone]) await eventually(() => expect(shownWhole(device)).toContain(circleId))
    await laptop.ask('presence:set', { circleId, state: 'heads-down' })
    const stateOf = async () => (await there.live.presence.list(circleId)).members.get(raeId)
    await eventually(async () => expect(await stateOf()).toBe('heads-down'))
    for (const device of [laptop, phone]) device.signals.length = 0

    expect(await phone.refusal('presence:set', { circleId: newId(), state: 'here' })).toBe('not_found circle')
    const other = await phone.run('circle:open', { facts: { ...facts, name: 'One more circle' } })
    for (const device of [laptop, phone]) await eventually(() => expect(shownWhole(device)).toEqual([other.circleId]))
    expect(await stateOf()).toBe('heads-down')
  })
})
