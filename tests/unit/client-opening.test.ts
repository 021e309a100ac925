import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Answer } from '../../shared/errors.ts'
import type { RoomState } from '../../shared/rooms.ts'

/** What was asked of the server and is not answered yet, by its room. */
const asked = new Map<string, (answer: Answer<unknown>) => void>()

vi.mock('../../client/api/socket.ts', async (original) => ({
  ...(await original<object>()),
  ask: (_name: string, { roomId }: { roomId: string }) => new Promise((resolve) => asked.set(roomId, resolve)),
}))

const { closeRoom, openRoom, room, roomRefusal } = await import('../../client/state/room.ts')

const notFound: Answer<never> = { ok: false, error: { code: 'not_found', details: {} } }

const found = (roomId: string): Answer<unknown> => {
  const state: Partial<RoomState> = { roomId, name: roomId, kind: 'table', head: 1, seats: [], line: [], visitors: [] }
  return { ok: true, reply: { state: { ...state, messages: [], isOpen: true }, names: {}, read: 0, serverNow: 0 } }
}

const answer = async (roomId: string, how: Answer<unknown>) => {
  await vi.waitUntil(() => asked.has(roomId))
  const reply = asked.get(roomId)!
  asked.delete(roomId)
  reply(how)
}

beforeEach(() => asked.clear())
afterEach(closeRoom)

it('a late word that a breakout is not found says nothing about the table to which somebody was moved meanwhile', async () => {
  openRoom('attic')
  await vi.waitUntil(() => asked.has('attic'))
  openRoom('kitchen')
  await answer('attic', notFound)
  await answer('kitchen', found('kitchen'))
  await vi.waitUntil(() => room.value?.roomId === 'kitchen')
  expect(roomRefusal.value).toBeNull()
})

it('whoever is moved away and back at once sees the breakout, whatever was answered between', async () => {
  openRoom('attic')
  await vi.waitUntil(() => asked.has('attic'))
  const late = asked.get('attic')!
  asked.clear()
  openRoom('kitchen')
  openRoom('attic')
  await vi.waitUntil(() => asked.has('attic'))
  late(notFound)
  await answer('attic', found('attic'))
  await vi.waitUntil(() => room.value?.roomId === 'attic')
  expect(roomRefusal.value).toBeNull()
})
