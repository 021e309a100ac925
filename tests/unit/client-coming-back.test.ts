import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { RoomState } from '../../shared/rooms.ts'
import { emptyRoom } from '../support/empty-room.ts'

const wire = await vi.hoisted(async () => (await import('../support/told-wire.ts')).createToldWire())
vi.hoisted(() => {
  vi.useFakeTimers()
  vi.stubGlobal('sessionStorage', { getItem: () => null })
  vi.stubGlobal('addEventListener', () => {})
})
vi.mock('socket.io-client', () => ({ io: () => wire }))

const { connect } = await import('../../client/api/socket.ts')
const { me } = await import('../../client/state/me.ts')
const { closeRoom, enter, enterOnOpen, openRoom, place, room } = await import('../../client/state/room.ts')

const table = emptyRoom()
const { roomId } = table
const seated = (head: number): RoomState => ({
  ...table,
  head,
  seats: [{ memberId: 'ada', no: 1, offeredUntil: null }],
})
const outside = (head: number): RoomState => ({ ...table, head })
const snapshot = (state: RoomState) => () => ({ ok: true, reply: { state, names: {}, read: 0, serverNow: 0 } })
const busy = () => ({ ok: false, error: { code: 'unavailable', details: { reason: 'busy' } } })
const log = (...events: object[]) => {
  const reply = { events, head: 6 + events.length, tooFar: false, names: {}, serverNow: 0 }
  return () => ({ ok: true, reply })
}
const left = (reason: string) => ({
  roomId,
  seq: 7,
  at: 0,
  memberId: 'ada',
  kind: 'seat:left',
  body: { memberId: 'ada', no: 1, reason },
})
const entered = () => wire.asked.filter(([name]) => name === 'room:enter').length
const soon = () => vi.advanceTimersByTimeAsync(30_000)

connect()
me.value = { memberId: 'ada', circles: [], guestAt: [], removedFrom: [] } as unknown as NonNullable<typeof me.value>

/** Ada sits at the table, and her connection is lost. */
async function sitAndLose() {
  wire.answers = { 'room:snapshot': snapshot(seated(6)), 'room:catch-up': log() }
  wire.becomes(true)
  openRoom(roomId)
  await soon()
  await enter()
  expect(place.value.kind).toBe('seated')
  wire.becomes(false)
  wire.asked.length = 0
}

describe('whoever comes back to a table', () => {
  beforeEach(() => closeRoom())

  it('asks for their seat again, also where the first look at the room is refused', async () => {
    await sitAndLose()
    let looks = 0
    wire.answers = {
      'room:snapshot': () => (++looks < 3 ? busy() : snapshot(outside(7))()),
      'room:catch-up': log(left('gone')),
    }
    wire.becomes(true)
    await soon()
    expect(looks).toBeGreaterThan(2)
    expect(entered()).toBe(1)
  })

  it('is not seated again where they have left on another device', async () => {
    await sitAndLose()
    wire.answers = { 'room:snapshot': snapshot(outside(7)), 'room:catch-up': log(left('left')) }
    wire.becomes(true)
    await soon()
    expect(room.value?.head).toBe(7)
    expect(place.value.kind).toBe('outside')
    expect(entered()).toBe(0)
  })

  it('is seated as they wished once the room can be seen, and not later when they only look', async () => {
    wire.answers = { 'room:snapshot': busy }
    wire.becomes(true)
    enterOnOpen(roomId)
    openRoom(roomId)
    await vi.advanceTimersByTimeAsync(500)
    closeRoom()
    openRoom(emptyRoom().roomId)
    closeRoom()
    wire.asked.length = 0
    wire.answers = { 'room:snapshot': snapshot(outside(7)), 'room:catch-up': log() }
    openRoom(roomId)
    await soon()
    expect(entered()).toBe(0)
    closeRoom()
    enterOnOpen(roomId)
    openRoom(roomId)
    await soon()
    expect(entered()).toBe(1)
  })
})
