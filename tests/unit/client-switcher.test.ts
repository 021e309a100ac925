import { describe, expect, it } from 'vitest'
import { isFound } from '../../client/finding.ts'
import { found, placesOf } from '../../client/switcher/places.ts'
import type { Me } from '../../client/state/me.ts'
import type { CircleState } from '../../shared/circles.ts'

const room = (roomId: string, kind: string, name: string, title?: string) => {
  return { roomId, kind, name, capacity: 12, session: title ? { title } : null }
}
const circle = {
  circleId: 'c1',
  members: [
    { memberId: 'm1', name: 'Chloé Dubois', role: 'facilitator' },
    { memberId: 'm2', name: 'Ben Osei', role: 'member' },
  ],
  rooms: [
    room('r0', 'commons', 'Riverside'),
    room('r1', 'table', 'Sunday table', 'The ferry essay'),
    room('r2', 'breakout', 'Sunday two'),
  ],
} as unknown as CircleState
const pass = (roomId: string, endedAt: number | null) => {
  return { circleId: 'c3', circleName: 'Seaside', roomId, title: 'Poems by the sea', endedAt }
}
const me = {
  circles: [
    { circleId: 'c1', name: 'Riverside Writers' },
    { circleId: 'c2', name: 'Sunday Bakers' },
  ],
  guestAt: [pass('r8', null), pass('r9', 5)],
} as unknown as Me
const recaps = [{ recapId: 'k1', roomId: 'r1', title: 'The ferry essay', signedBy: 'm1', signedAt: 7 }]
const hrefs = (typed: string, places = placesOf({ me, circle, recaps })) => found(places, typed).map(({ href }) => href)

describe('finding by name', () => {
  it('takes the beginning of any word, without its accents and capitals, and each word that was typed', () => {
    expect(isFound('Chloé Dubois', 'chloe')).toBe(true)
    expect(isFound('Chloé Dubois', ' DU chl')).toBe(true)
    expect(isFound('Chloé Dubois', 'hloe')).toBe(false)
    expect(isFound('Chloé Dubois', 'chloe osei')).toBe(false)
    expect(isFound('Ben', '')).toBe(true)
  })
})

describe('the switcher', () => {
  it('offers tables, where one is a guest, circles and recaps before anything is typed, but no people and no breakouts', () => {
    expect(hrefs('')).toEqual(['/c/c1/r/r0', '/c/c1/r/r1', '/c/c3/r/r8', '/c/c1', '/c/c2', '/recaps/k1'])
  })

  it('finds a table, a circle, somebody and a recap by a few letters', () => {
    expect(hrefs('sun')).toEqual(['/c/c1/r/r1', '/c/c2'])
    expect(hrefs('chl')).toEqual(['/c/c1/about#p-m1'])
    expect(hrefs('ferry e')).toEqual(['/recaps/k1'])
    expect(hrefs('the')).toEqual(['/c/c1/r/r0', '/c/c3/r/r8', '/recaps/k1'])
    expect(hrefs('nowhere')).toEqual([])
  })

  it('leads outside of a circle to the circles, and shows eight places at most', () => {
    expect(hrefs('', placesOf({ me, circle: null, recaps: [] }))).toEqual(['/c/c3/r/r8', '/c/c1', '/c/c2'])
    const many = Array.from({ length: 40 }, (_, i) => ({ ...recaps[0]!, recapId: `k${i}` }))
    expect(hrefs('ferry', placesOf({ me, circle, recaps: many }))).toHaveLength(8)
  })
})
