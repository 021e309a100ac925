import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Signal } from '../../shared/events.ts'
import { createAddressBounds } from '../../server/live/address-bounds.ts'
import { createAttendance } from '../../server/live/attendance.ts'
import { roomAudience } from '../../server/live/audiences.ts'
import { createIo, type LiveSocket } from '../../server/live/io.ts'
import { createMemoryBus } from '../../server/live/memory-bus.ts'
import { createMemoryPresence } from '../../server/live/memory-presence.ts'

const [circleId, commonsId] = ['circle', 'commons']

/** A node without a network: what it would send to the commons is kept. */
async function openNode() {
  const io = createIo({
    isDraining: () => false,
    isAllowedOrigin: () => true,
    addressOf: () => '',
    bounds: createAddressBounds(),
  })
  const { adapter } = io.of('/')
  const shown: Signal<'presence'>['members'][] = []
  adapter.addAll('somebody', new Set([roomAudience(commonsId)]))
  adapter.broadcast = ({ data }: { data: unknown[] }) => void shown.push((data[2] as Signal<'presence'>).members)
  const bus = createMemoryBus(() => {})
  const presence = createMemoryPresence()
  const attendance = createAttendance(io, bus, presence, () => commonsId)
  await bus.subscribe(commonsId, (notice) => {
    if (notice.type === 'signal') attendance.signalled(notice.body as Signal<'presence'>)
  })
  const device = (personId: string, id: string) => {
    const got: Signal<'presence'>[] = []
    const data = { actor: { personId, signInId: null }, circles: new Map([[circleId, commonsId]]), watches: null }
    const emit = (_event: string, _name: string, body: Signal<'presence'>) => got.push(body)
    return { socket: { id, data, emit, connected: true } as unknown as LiveSocket, got }
  }
  return { attendance, presence, shown, device }
}

describe('presence on its way to people', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('who comes sees everybody, and everybody sees who came; those who come together are one signal', async () => {
    const { attendance, shown, device } = await openNode()
    const [ada, ben] = [device('ada', 'a1'), device('ben', 'b1')]
    attendance.come(ada.socket, [circleId])
    attendance.come(ben.socket, [circleId])
    await vi.advanceTimersByTimeAsync(300)
    expect(shown).toEqual([{ ada: 'here', ben: 'here' }])
    const late = device('chloe', 'c1')
    attendance.come(late.socket, [circleId])
    await vi.advanceTimersByTimeAsync(0)
    expect(late.got).toMatchObject([{ whole: true, isSure: true, members: { ada: 'here', ben: 'here' } }])
  })

  test('INV-7 whoever was removed while their coming was awaited is shown nothing, and keeps no place among those here', async () => {
    const { attendance, presence, device } = await openNode()
    const ada = device('ada', 'a1')
    attendance.forget(circleId, 'ada', [ada.socket])
    ada.socket.data.circles.delete(circleId)
    attendance.come(ada.socket, [circleId])
    attendance.say(ada.socket, circleId, 'here')
    await vi.advanceTimersByTimeAsync(300)
    expect(ada.got).toEqual([])
    expect((await presence.list(circleId)).members.size).toBe(0)
  })

  test('who is answered late by the store sees what everybody sees by then', async () => {
    const { attendance, presence, device } = await openNode()
    const { list } = presence
    const held = Promise.withResolvers<void>()
    presence.list = async (id) => {
      const found = await list(id)
      await held.promise
      return found
    }
    const [ada, ben] = [device('ada', 'a1'), device('ben', 'b1')]
    attendance.come(ada.socket, [circleId])
    presence.list = list
    attendance.come(ben.socket, [circleId])
    await vi.advanceTimersByTimeAsync(300)
    held.resolve()
    await vi.advanceTimersByTimeAsync(0)
    expect(ada.got).toMatchObject([{ whole: true, members: { ada: 'here', ben: 'here' } }])
  })

  test('who comes to a node that knows only what has changed sees everybody all the same', async () => {
    const { attendance, presence, device } = await openNode()
    await presence.set(circleId, 'ada', 'a1', 'here')
    await presence.set(circleId, 'ben', 'b1', 'here')
    const late = device('chloe', 'c1')
    attendance.come(late.socket, [circleId])
    attendance.signalled({ circleId, isSure: true, whole: false, members: { ben: 'here' } })
    await vi.advanceTimersByTimeAsync(0)
    expect(late.got).toMatchObject([{ whole: true, members: { ada: 'here', ben: 'here' } }])
  })

  test('INV-7 what another node still said of somebody who is removed is shown to nobody, and later on they may come back', async () => {
    const { attendance, shown } = await openNode()
    const said = { circleId, isSure: true, whole: false, members: { ada: 'here', ben: 'here' } } as const
    attendance.forget(circleId, 'ada', [])
    attendance.signalled(said)
    expect(shown).toEqual([{ ben: 'here' }])
    await vi.advanceTimersByTimeAsync(3_000)
    attendance.signalled(said)
    expect(shown).toEqual([{ ben: 'here' }, { ada: 'here' }])
  })

  test('who goes is shown as gone after eight seconds, not before', async () => {
    const { attendance, shown, device } = await openNode()
    const ada = device('ada', 'a1')
    attendance.come(ada.socket, [circleId])
    await vi.advanceTimersByTimeAsync(300)
    attendance.go(ada.socket)
    await vi.advanceTimersByTimeAsync(8_000)
    expect(shown).toEqual([{ ada: 'here' }])
    await vi.advanceTimersByTimeAsync(600)
    expect(shown).toEqual([{ ada: 'here' }, { ada: null }])
  })

  test('who reloads the page never left', async () => {
    const { attendance, shown, device } = await openNode()
    const before = device('ada', 'a1')
    attendance.come(before.socket, [circleId])
    await vi.advanceTimersByTimeAsync(300)
    attendance.go(before.socket)
    await vi.advanceTimersByTimeAsync(5_000)
    attendance.come(device('ada', 'a2').socket, [circleId])
    await vi.advanceTimersByTimeAsync(20_000)
    expect(shown).toEqual([{ ada: 'here' }])
  })

  test('who goes while they are being taken in is shown to nobody', async () => {
    const { attendance, presence, shown, device } = await openNode()
    const ada = device('ada', 'a1')
    Object.assign(ada.socket, { connected: false })
    attendance.go(ada.socket)
    attendance.come(ada.socket, [circleId])
    attendance.say(ada.socket, circleId, 'heads-down')
    await vi.advanceTimersByTimeAsync(10_000)
    expect((await presence.list(circleId)).members).toEqual(new Map())
    expect(shown).toEqual([])
  })

  test('INV-7 who is removed is gone at once, and no old lease brings them back', async () => {
    const { attendance, shown, device } = await openNode()
    const eli = device('eli', 'e1')
    attendance.come(eli.socket, [circleId])
    await vi.advanceTimersByTimeAsync(300)
    attendance.forget(circleId, 'eli', [eli.socket])
    expect(shown).toEqual([{ eli: 'here' }, { eli: null }])
    await attendance.compare()
    await vi.advanceTimersByTimeAsync(60_000)
    await attendance.compare()
    expect(shown).toEqual([{ eli: 'here' }, { eli: null }])
  })

  test('whom the store has forgotten, as those of a lost node, disappears at the next look', async () => {
    const { attendance, presence, shown } = await openNode()
    await presence.set(circleId, 'ben', 'b1', 'here')
    attendance.signalled({ circleId, isSure: true, whole: false, members: { ben: 'here' } })
    await attendance.compare()
    expect(shown).toEqual([{ ben: 'here' }])
    await presence.drop(circleId, 'ben', 'b1')
    await vi.advanceTimersByTimeAsync(8_000)
    await attendance.compare()
    expect(shown).toEqual([{ ben: 'here' }, { ben: null }])
  })
})
