import { describe, expect, it } from 'vitest'
import { secondsOf } from '../../client/room/turn-dialog.tsx'
import { lengthText, turnText } from '../../client/room/turn-words.ts'
import { passedBetween } from '../../client/ui/countdown.tsx'
import { runningText } from '../../client/ui/running.tsx'
import type { EventBody, EventKind, RoomEvent } from '../../shared/events.ts'
import { fold } from '../../shared/fold.ts'
import { newId } from '../../shared/new-id.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { emptyRoom } from '../support/empty-room.ts'

const [ada, ben] = [newId(), newId()]
const nameOf = (id: string) => (id === ada ? 'Ada' : 'Ben')
const minute = 60_000

describe('whose turn it is', () => {
  it('is said by name, to oneself as one’s own, and for nobody alone by what it is for', () => {
    expect(turnText({ memberId: ben, label: 'Your last page' }, ada, nameOf)).toBe("Ben's turn")
    expect(turnText({ memberId: ben, label: '' }, ben, nameOf)).toBe('Your turn')
    expect(turnText({ memberId: null, label: 'Once around' }, ada, nameOf)).toBe('Once around')
    expect(turnText({ memberId: null, label: '' }, null, nameOf)).toBe('Timer')
  })

  it('is as long as was chosen', () => {
    expect([5, 60, 61, 90, 120, 3_600].map(lengthText)).toEqual([
      '5 seconds',
      '1 minute',
      '1 minute 1 second',
      '1 minute 30 seconds',
      '2 minutes',
      '60 minutes',
    ])
  })

  it('is typed in minutes and seconds, five seconds to an hour', () => {
    const typed = [
      ['1', '30'],
      ['', '5'],
      ['60', ''],
      ['0', '4'],
      ['60', '1'],
      ['', ''],
      ['x', '9'],
      ['1.', '9'],
      ['-1', '70'],
    ] as const
    const lengths = [90, 5, 3_600, null, null, null, null, null, null]
    expect(typed.map(([minutes, seconds]) => secondsOf(minutes, seconds))).toEqual(lengths)
  })
})

describe('the milestones of a turn', () => {
  /** What is said while so much time runs down, looked at each second. */
  const said = (lengthMs: number, leftMs = lengthMs) =>
    Array.from({ length: leftMs / 1_000 + 2 }, (_, i) =>
      passedBetween(leftMs + 10 - i * 1_000, leftMs + 10 - (i + 1) * 1_000, lengthMs),
    ).filter(Boolean)

  it('are each said once, and none at which it begins', () => {
    expect(said(10_000)).toEqual(['Time is over'])
    expect(said(minute)).toEqual(['15 seconds left', 'Time is over'])
    expect(said(2 * minute)).toEqual(['1 minute left', '15 seconds left', 'Time is over'])
    expect(said(5 * minute)).toEqual(['1 minute left', '15 seconds left', 'Time is over'])
    expect(said(10 * minute)).toEqual(['5 minutes left', '1 minute left', '15 seconds left', 'Time is over'])
  })

  it('are those that are left for who comes in the middle, or after the end', () => {
    expect(said(10 * minute, 30_000)).toEqual(['15 seconds left', 'Time is over'])
    expect(passedBetween(-1_000, -2_000, minute)).toBeUndefined()
  })

  it('are the last of several where a device has slept', () => {
    expect(passedBetween(4 * minute, -1, 5 * minute)).toBe('Time is over')
  })
})

describe('how long a session has been running', () => {
  it('is told in minutes, and in hours once there are some', () => {
    expect([0, 1, 59, 60, 65, 120].map(runningText)).toEqual([
      'just begun',
      'for 1 min',
      'for 59 min',
      'for 1 h',
      'for 1 h 5 min',
      'for 2 h',
    ])
  })
})

describe('the timer of a room', () => {
  const after = (state: RoomState, ...said: { [K in EventKind]: [K, EventBody<K>] }[EventKind][]) =>
    said.reduce((now, [kind, body]) => {
      const event = { roomId: state.roomId, seq: now.head + 1, at: 1_000, memberId: ada, kind, body }
      return fold(now, event as RoomEvent)
    }, state)
  const timerId = newId()
  const set = { timerId, memberId: ben, label: '', endsAt: 61_000 }

  it('is the one that was set last, with the time that it was given since, until it is stopped', () => {
    const [room, other] = [emptyRoom(), newId()]
    const timed = after(room, ['timer:set', set])
    expect(timed.timer).toEqual({ ...set, setAt: 1_000 })
    expect(after(timed, ['timer:extended', { timerId, endsAt: 90_000 }]).timer?.endsAt).toBe(90_000)
    expect(after(timed, ['timer:set', { ...set, timerId: other }]).timer?.timerId).toBe(other)
    expect(after(timed, ['timer:stopped', { timerId }]).timer).toBeNull()
  })

  it('goes with the session at a table, with the round in a breakout, and with neither of them elsewhere', () => {
    const [table, sessionId, roundId] = [emptyRoom(), newId(), newId()]
    const breakout: RoomState = { ...emptyRoom(), kind: 'breakout', parentId: table.roomId }
    const timed = (room: RoomState) => after(room, ['timer:set', set])
    const ended = (roomId: string) => ['session:ended', { roomId, sessionId }] as ['session:ended', never]
    const closed = ['round:closed', { roundId, reason: 'time' }] as ['round:closed', never]
    expect(after(timed(table), ended(table.roomId)).timer).toBeNull()
    expect(after(timed(table), ended(newId())).timer).not.toBeNull()
    expect(after(timed(table), closed).timer).not.toBeNull()
    expect(after(timed(breakout), closed).timer).toBeNull()
    const shut = (breakoutId: string) =>
      ['breakout:closed', { roundId, breakoutId, memberIds: [] }] as ['breakout:closed', never]
    expect(after(timed(breakout), shut(breakout.roomId)).timer).toBeNull()
    expect(after(timed(breakout), shut(newId())).timer).not.toBeNull()
  })
})
