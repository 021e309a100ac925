import { describe, expect, it } from 'vitest'
import {
  callText,
  lifeText,
  takenText,
  thinPair,
  waitedText,
  waiting,
  type Breakout,
  type Call,
} from '../../client/breakouts/desk-words.ts'
import { placedText } from '../../client/breakouts/words.ts'
import { dutiesText } from '../../client/room/duties.ts'
import { calls, othersCalls } from '../../client/state/desk.ts'
import { me } from '../../client/state/me.ts'
import type { Duties } from '../../shared/composing.ts'

const minute = 60_000
const now = 1_000 * minute
const nameOf = (id: string) => id.toUpperCase()

const breakout = (name: string, size: number, change: Partial<Breakout> = {}): Breakout => ({
  roomId: name,
  name,
  memberIds: Array.from({ length: size }, (_, i) => `${name}-${i}`),
  hereIds: [],
  outIds: [],
  silentIds: [],
  visitorIds: [],
  connectedIds: [],
  messages: 0,
  lastSaidAt: null,
  endsAt: now,
  asked: null,
  duties: {},
  notes: null,
  ...change,
})

const call = (change: Partial<Call>): Call => ({
  helpId: 'h',
  roomId: 'openings',
  memberId: 'ben',
  kind: 'stuck',
  text: '',
  about: [],
  calledAt: now,
  askedId: null,
  claimedBy: null,
  settledAt: null,
  ...change,
})

describe('a host is offered to bring two breakouts together', () => {
  const offerWith = (seats: number, ...sizes: number[]) => {
    const breakouts = sizes.map((size, i) => breakout(`b${i}`, size))
    const pair = thinPair(breakouts, () => seats)
    return pair && [pair.from.name, pair.into.name]
  }
  const offer = (...sizes: number[]) => offerWith(10, ...sizes)

  it('when one of them has become thin and both fit into one, the smaller into the larger', () => {
    expect(offer(4, 3)).toEqual(['b1', 'b0'])
    expect(offer(7, 5, 4)).toEqual(['b2', 'b1'])
    expect(offer(4, 6)).toEqual(['b0', 'b1'])
  })

  it('never when nobody is thin, when eleven would sit together, or when there is only one', () => {
    expect(offer(6, 6)).toBeNull()
    expect(offer(5, 6)).toBeNull()
    expect(offer(2)).toBeNull()
    expect(offer()).toBeNull()
  })

  it('never into more than the seats that were offered where people chose', () => {
    expect(offerWith(4, 3, 2)).toBeNull()
    expect(offerWith(5, 3, 2)).toEqual(['b1', 'b0'])
  })
})

it('a host who calls for help is not asked to answer their own call', () => {
  me.value = { memberId: 'ben', circles: [], guestAt: [] } as never
  calls.value = [call({}), call({ helpId: 'other', memberId: 'chloe' })]
  expect(othersCalls.value.map(({ memberId }) => memberId)).toEqual(['chloe'])
})

describe('who leads and who takes notes', () => {
  const said = (duties: Duties) => dutiesText(duties, nameOf, 'ada')

  it('is one line that speaks to whoever reads it', () => {
    expect(said({ ben: 'note-taker', ada: 'leader' })).toBe('You lead, BEN takes notes.')
    expect(said({ ada: 'note-taker', ben: 'leader' })).toBe('BEN leads, you take notes.')
    expect(said({ ben: 'leader' })).toBe('BEN leads.')
    expect(said({})).toBeNull()
  })
})

describe('what a host reads', () => {
  it('says how lively a breakout is', () => {
    expect(lifeText(breakout('a', 6), now)).toBe('0 of 6 here. Nothing was said yet.')
    const lively = breakout('a', 6, { hereIds: ['x', 'y'], messages: 1, lastSaidAt: now - 2 * minute })
    expect(lifeText(lively, now)).toBe('2 of 6 here. 1 message, the last 2 minutes ago.')
  })

  it('counts waiting in whole minutes', () => {
    expect([0, 59_000, minute, 4.9 * minute].map((ms) => waitedText(now - ms, now))).toEqual([
      'Called just now',
      'Called just now',
      'Waiting for a minute',
      'Waiting for 4 minutes',
    ])
  })

  it('says who calls, from where, and who goes', () => {
    const placeOf = (id: string) => `in ${id}`
    expect(callText(call({ kind: 'question' }), nameOf, placeOf)).toBe('BEN has a question, in openings.')
    expect(takenText(call({ claimedBy: 'ada' }), nameOf, 'ada')).toBe('You are on your way.')
    expect(takenText(call({ claimedBy: 'finn' }), nameOf, 'ada')).toBe('FINN is on the way.')
    expect(takenText(call({ askedId: 'ada' }), nameOf, 'ada')).toBe('It is your turn.')
    expect(takenText(call({ askedId: 'finn' }), nameOf, 'ada')).toBe('FINN is asked first.')
    expect(waiting([call({}), call({ claimedBy: 'finn' })])).toHaveLength(1)
  })

  it('names whom one press has placed', () => {
    expect(placedText(['ben'], nameOf)).toBe('BEN has a place now.')
    expect(placedText(['ben', 'rae'], nameOf)).toBe('BEN and RAE have a place now.')
    expect(placedText([], nameOf)).toBe('Nobody else could be given a place just now.')
  })
})
