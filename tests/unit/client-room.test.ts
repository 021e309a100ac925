import { afterEach, describe, expect, it, vi } from 'vitest'
import { addressOf } from '../../client/api/http.ts'
import { freeSeats, isInside, placeIn } from '../../client/state/place.ts'
import { announce, announcement } from '../../client/state/notices.ts'
import { titleOf } from '../../client/state/tab-title.ts'
import { refusalText } from '../../client/state/refusal-text.ts'
import { matching, mentionAt, withName } from '../../client/room/mentions.ts'
import { rowsOf } from '../../client/room/rows.ts'
import { parseQuery, queryReader } from '../../server/http/query-string.ts'
import { errorCodes } from '../../shared/errors.ts'
import { queries } from '../../shared/queries.ts'
import type { Message, RoomState } from '../../shared/rooms.ts'

const message = (seq: number, memberId: string, minute: number, more: Partial<Message> = {}): Message => {
  const at = minute * 60_000
  return { seq, memberId, at, text: 'x', replyTo: null, edited: false, reactions: [], marks: [], ...more }
}
const dayOf = (at: number) => String(Math.floor(at / 86_400_000))
const shape = (messages: Message[], newAfter = 0) =>
  rowsOf(messages, newAfter, 'ada', dayOf).map((row) =>
    row.kind === 'message' ? `${row.message.seq}${row.isContinued ? '+' : ''}` : row.kind,
  )

describe('the rows of a log', () => {
  it('name who goes on within five minutes only once', () => {
    expect(shape([message(1, 'ben', 0), message(2, 'ben', 4), message(3, 'ben', 10), message(4, 'ada', 11)])).toEqual([
      'day',
      '1',
      '2+',
      '3',
      '4',
    ])
  })

  it('begin each day with its heading', () => {
    expect(shape([message(1, 'ben', 0), message(2, 'ben', 1_440)])).toEqual(['day', '1', 'day', '2'])
  })

  it('name the author again after an answer or a message that was taken back', () => {
    const answer = message(2, 'ben', 1, { replyTo: 1 })
    const gone = message(3, 'ben', 2, { text: null })
    expect(shape([message(1, 'ben', 0), answer, gone, message(4, 'ben', 3)])).toEqual(['day', '1', '2', '3+', '4'])
  })

  it('draw the line before the first message of somebody else that was not read', () => {
    expect(shape([message(1, 'ben', 0), message(2, 'ada', 1), message(3, 'ben', 2)], 1)).toEqual([
      'day',
      '1',
      '2',
      'new',
      '3',
    ])
    expect(shape([message(1, 'ben', 0)], 1)).not.toContain('new')
  })
})

describe('naming somebody', () => {
  it('begins with an @ at the beginning of a word', () => {
    expect(mentionAt('hello @ad', 9)).toEqual({ from: 6, word: 'ad' })
    expect(mentionAt('@', 1)).toEqual({ from: 0, word: '' })
    expect(mentionAt('ada@example', 11)).toBeNull()
    expect(mentionAt('hello @ad ', 10)).toBeNull()
  })

  it('puts the name in the place of the word, and leaves the lines below it', () => {
    const text = 'hello @ad  and\n\nall'
    const named = withName(text, { from: 6, word: 'ad' }, 'Ada Byron')
    expect(named).toEqual({ text: 'hello @Ada Byron and\n\nall', caret: 17 })
    expect(withName('@ad\n\nall', { from: 0, word: 'ad' }, 'Ada').text).toBe('@Ada \n\nall')
  })

  it('offers those who are here first, by any word of their name', () => {
    const people = [
      { name: 'Ada Byron', isHere: false },
      { name: 'Byron Bay', isHere: true },
      { name: 'Chloe', isHere: true },
    ]
    expect(matching(people, 'by').map(({ name }) => name)).toEqual(['Byron Bay', 'Ada Byron'])
  })
})

describe('a place in a room', () => {
  const seat = (memberId: string, no: number, offeredUntil: number | null = null) => ({ memberId, no, offeredUntil })
  const room = (more: Partial<RoomState>) =>
    ({ kind: 'table', capacity: 3, seats: [], line: [], visitors: [], ...more }) as unknown as RoomState

  it('is a seat, an offer, a visit, a number in line, or none', () => {
    expect(placeIn(room({ seats: [seat('ada', 2)] }), 'ada')).toEqual({ kind: 'seated', no: 2 })
    expect(placeIn(room({ seats: [seat('ada', 2, 99)] }), 'ada')).toEqual({ kind: 'offered', no: 2, until: 99 })
    expect(placeIn(room({ visitors: ['ada'] }), 'ada')).toEqual({ kind: 'visiting' })
    expect(placeIn(room({ line: ['ben', 'ada'] }), 'ada')).toEqual({ kind: 'waiting', place: 2 })
    expect(placeIn(room({}), 'ada')).toEqual({ kind: 'outside' })
    expect(placeIn(room({ kind: 'commons' }), 'ada')).toEqual({ kind: 'commons' })
    expect(isInside({ kind: 'offered', no: 1, until: 0 })).toBe(false)
  })

  it('is free for nobody who would pass those in line', () => {
    expect(freeSeats(room({ seats: [seat('ben', 1)] }))).toBe(2)
    expect(freeSeats(room({ seats: [seat('ben', 1)], line: ['chloe'] }))).toBe(0)
  })
})

describe('what is said to who listens', () => {
  afterEach(() => void vi.useRealTimers())

  it('is what happened in one moment, together, and the same words once more', () => {
    vi.useFakeTimers()
    for (const heard of ['Kept as First. Time is over', 'Kept as First. Time is over\u00a0']) {
      announce('Kept as First.')
      announce('Time is over')
      vi.runAllTimers()
      expect(announcement.value.text).toBe(heard)
    }
  })
})

describe('the name of the tab', () => {
  it('begins with what waits, or else with how much was not read', () => {
    expect(titleOf('Kitchen', '', 0)).toBe('Kitchen · Kith')
    expect(titleOf('Kitchen', '', 3)).toBe('(3) Kitchen · Kith')
    expect(titleOf('Kitchen', 'A seat is free', 3)).toBe('A seat is free · Kitchen · Kith')
    expect(titleOf('', '', 0)).toBe('Kith')
  })
})

describe('what people read when they are refused', () => {
  it('is a sentence for every code', () => {
    for (const code of errorCodes) expect(refusalText({ code, details: {} })).toMatch(/^[A-Z].*\.$/)
  })

  it('says what would work instead', () => {
    const nearest = [{ sizes: [11], label: 'one room of 11' }]
    expect(refusalText({ code: 'infeasible', details: { nearest } })).toContain('one room of 11')
    expect(refusalText({ code: 'too_many', details: { retryAfterMs: 4_000 } })).toContain('in 4 seconds')
  })
})

describe('the address of a question over HTTP', () => {
  it('carries the ids in the path and the rest in the query string', () => {
    expect(addressOf('/api/rooms/:roomId/events', { roomId: 'r1', after: 7 })).toBe('/api/rooms/r1/events?after=7')
    expect(addressOf('/api/me', {})).toBe('/api/me')
    expect(addressOf('/x/:roomId', { roomId: 'a', sittingOut: ['b', 'c'] })).toBe('/x/a?sittingOut=b&sittingOut=c')
  })

  it('carries everything that a preview can ask for, and the server reads it back', () => {
    const { input, path } = queries['round:preview']
    const asked = {
      roomId: 'a',
      seed: 'x & y',
      duties: true,
      breakouts: 3,
      sittingOut: ['b'],
      groups: [['c', 'd'], [], ['e']],
      tags: { c: 'new = here' },
      size: { min: 4, max: 5 },
    }
    const address = new URL(addressOf(path, asked), 'http://kith')
    expect(address.pathname).toBe('/api/rooms/a/round-preview')
    expect({ ...queryReader(input)(parseQuery(address.search.slice(1))), roomId: 'a' }).toEqual(asked)
    expect(queryReader(input)(parseQuery('groups=nonsense'))).toEqual({ groups: 'nonsense' })
  })
})
