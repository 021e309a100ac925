import { describe, expect, it } from 'vitest'
import { refuse } from '../../client/api/answers.ts'
import type { Entry } from '../../client/api/outbox.ts'
import { isLost, refusedElsewhere } from '../../client/state/left-words.ts'
import { newId } from '../../shared/new-id.ts'
import type { RoomState, RoundState } from '../../shared/rooms.ts'
import { emptyRoom } from '../support/empty-room.ts'

const [ben, circleId] = [newId(), newId()]
const [kitchen, porch, attic, den] = [newId(), newId(), newId(), newId()]

const table = (round: RoundState | null = null): RoomState => ({ ...emptyRoom(), roomId: kitchen, circleId, round })
const breakout = (roomId: string, isOpen = true): RoomState => {
  return { ...emptyRoom(), roomId, circleId, kind: 'breakout', parentId: kitchen, isOpen }
}
const withRound = (memberIds: string[]) => {
  return table({ breakouts: [{ roomId: porch, name: 'Porch', memberIds }] } as unknown as RoundState)
}

describe('what was begun in a breakout', () => {
  const begun = { roomId: porch, tableId: kitchen }
  const lost = (state: RoomState, leads = false) => isLost(begun, { state, memberId: ben, leads })

  it('is lost once the breakout is closed, or its writer sits elsewhere', () => {
    expect(lost(breakout(porch, false))).toBe(true)
    expect(lost(table())).toBe(true)
    expect(lost(withRound([]))).toBe(true)
    expect(lost(breakout(attic))).toBe(true)
  })

  it('waits there while its writer can go back', () => {
    expect(lost(breakout(porch))).toBe(false)
    expect(lost(withRound([ben]))).toBe(false)
    expect(lost(withRound([]), true)).toBe(false)
    expect(lost(breakout(attic), true)).toBe(false)
  })

  it('is not told of in rooms that know nothing of it', () => {
    expect(lost({ ...table(), roomId: den })).toBe(false)
  })
})

describe('what was refused', () => {
  const entry = (roomId: string, more: Partial<Entry> = {}): Entry =>
    ({
      name: 'message:send',
      input: { commandId: newId(), roomId, text: 'too late' },
      circleId,
      roomName: 'Porch',
      madeAt: 0,
      refusal: refuse('not_found').error,
      ...more,
    }) as Entry
  const told = (entries: Entry[], state: RoomState, isInside = true) =>
    refusedElsewhere(entries, state, isInside).map(({ text, roomName, isChange }) => [text, roomName, isChange])

  it('is told of where its writer is now, the change of a message too', () => {
    expect(told([entry(porch)], table())).toEqual([['too late', 'Porch', false]])
    const input = { commandId: newId(), roomId: porch, seq: 3, text: 'better' }
    expect(told([entry(porch, { name: 'message:edit', input })], table())).toEqual([['better', 'Porch', true]])
  })

  it('is seen among the messages of its own room, and from outside of it told of', () => {
    expect(told([entry(porch)], breakout(porch))).toEqual([])
    expect(told([entry(porch)], breakout(porch, false), false)).toHaveLength(1)
  })

  it('is not what is on its way, waits for a seat, or belongs to another circle', () => {
    const waits = refuse('forbidden', { reason: 'no_seat' }).error
    const others = [entry(porch, { refusal: null }), entry(porch, { refusal: waits }), entry(porch, { circleId: den })]
    expect(told(others, table())).toEqual([])
  })
})
