import { beforeAll, describe, expect, test } from 'vitest'
import type { CommandName } from '../../shared/commands.ts'
import { newId } from '../../shared/new-id.ts'
import { queries } from '../../shared/queries.ts'
import { boundless } from '../support/boundless.ts'
import { openHouse } from '../support/house.ts'
import { furnish, type Fixture } from './matrix-fixture.ts'
import { forGuests } from './matrix-guests.ts'
import { cells, type Cell, type Needs } from './matrix-rows.ts'
import { traces } from './traces.ts'
import { watchWork } from './work.ts'

/** What looks like nothing to a member who may not know of it: drafts, the place of another group, calls of others. */
const hidden = 'recap:save recap:sign recap:view room:visit guest:invites help:claim help:release help:resolve'.split(
  ' ',
)

const house = await openHouse({}, boundless)
let fixture: Fixture
let absent: Fixture
let untouched: Record<string, number>
const working = watchWork(house)
beforeAll(async () => {
  fixture = await furnish(house)
  absent = { ...fixture, ...Object.fromEntries(Object.keys(fixture).map((key) => [key, key === 'seq' ? 1 : newId()])) }
  untouched = await traces(house.app.database)
})

const about = (needs: Needs[]) => cells.filter((cell) => needs.includes(cell.needs))
const ofCircles = about(['member', 'author', 'leader', 'facilitator', 'steward'])

describe('INV-6 whoever has not signed in', () => {
  test.each(cells)('is unauthenticated for $name', async ({ ask }) => {
    expect((await ask(house.visitor(), fixture)).code).toBe('unauthenticated')
  })
})

describe('INV-6 a steward whose sign-in has ended', () => {
  test.each(cells)('is unauthenticated for $name', async ({ ask }) => {
    const browser = house.visitor()
    browser.cookie = fixture.endedCookie
    expect((await ask(browser, fixture)).code).toBe('unauthenticated')
  })
})

describe.each([
  ['Dev', 'who is in no circle'],
  ['Eli', 'who was removed from it'],
  ['Jonas', 'who has applied and stands in line (N18)'],
  ['Liam', 'who was a guest of a session that has ended'],
  ['Iris', 'a member of another circle'],
  ['Hugo', 'a facilitator of another circle'],
  ['Grace', 'a steward of another circle'],
])('INV-6 N17 N62 in a circle of Ada: %s, %s', (name) => {
  test.each(ofCircles)('finds nothing by $name, as if it were not there, by the same work', async ({ ask }) => {
    const browser = await house.person(name)
    const [foreign, theirWork] = await working(() => ask(browser, fixture))
    const [none, noWork] = await working(() => ask(browser, absent))
    expect(foreign.code).toBe('not_found')
    expect([none.status, none.text]).toEqual([foreign.status, foreign.text])
    // N38: nor does the time tell, as far as it comes from what is asked of the database.
    expect(noWork).toEqual(theirWork)
    expect(theirWork).not.toEqual([])
  })
})

describe('N20 a member', () => {
  test.each(about(['author', 'leader', 'facilitator', 'steward']))('is refused by $name', async ({ ask, name }) => {
    const { code } = await ask(await house.person('Ben'), fixture)
    expect(code).toBe(hidden.includes(name) ? 'not_found' : 'forbidden')
  })
})

describe('N20 a facilitator', () => {
  test.each(about(['steward']))('is refused by $name', async ({ ask }) => {
    expect((await ask(await house.person('Finn'), fixture)).code).toBe('forbidden')
  })
})

/** What is said over a socket alone answers everybody alike over HTTP; `tests/socket/subscriptions` tells what is heard. */
const decided = (fate: 'may' | 'not' | 'nothing') => cells.filter(({ name }) => forGuests[name as CommandName] === fate)
const kira = () => house.person('Kira')
const forKira = () => ({
  ...fixture,
  bigRoomId: fixture.roomId,
  seq: fixture.guestSeq,
  helpId: fixture.guestHelpId,
})
/** What takes the ground from the others comes last. */
const ends = (cell: Cell) => ['message:remove', 'room:leave'].indexOf(cell.name)

describe('INV-6 a guest', () => {
  test.each(decided('nothing'))('finds nothing by $name, as if it were not there', async ({ ask }) => {
    const [theirs, none] = [await ask(await kira(), forKira()), await ask(await kira(), absent)]
    expect(theirs.code).toBe('not_found')
    expect([none.status, none.text]).toEqual([theirs.status, theirs.text])
  })

  test.each(decided('not'))('is refused by $name', async ({ ask, name }) => {
    const { code } = await ask(await kira(), forKira())
    // A breakout is visited by hosts alone: to others the way in is not there.
    expect(code).toBe(name === 'room:visit' ? 'not_found' : 'forbidden')
  })

  test.each(ofCircles)('finds nothing of any other room by $name', async ({ ask }) => {
    for (const roomId of [fixture.bigRoomId, fixture.commonsId]) {
      const elsewhere = { ...absent, circleId: fixture.circleId, roomId, bigRoomId: roomId, breakoutId: roomId, seq: 1 }
      const [theirs, none] = [await ask(await kira(), elsewhere), await ask(await kira(), { ...elsewhere, ...absent })]
      if (theirs.status === 200) expect(theirs.text).toBe('{"apart":[],"sittingOut":[]}')
      else expect([theirs.code, theirs.text]).toEqual(['not_found', none.text])
    }
  })

  test('is the last who was refused: of all that was so far nothing has left a trace', async () => {
    expect(await traces(house.app.database)).toEqual(untouched)
  })

  test.each(decided('may').toSorted((a, b) => ends(a) - ends(b)))('may try $name', async ({ ask }) => {
    const { code, json } = await ask(await kira(), forKira())
    const { reason } = (json as { error?: { details: { reason?: string } } }).error?.details ?? {}
    expect(['unauthenticated', 'not_found']).not.toContain(code)
    expect(['role', 'not_host', 'guest']).not.toContain(reason)
  })
})

describe('a steward', () => {
  test.each(Object.keys(queries).map((name) => cells.find((cell) => cell.name === name)!))(
    'is answered by $name',
    async ({ ask }) => {
      expect((await ask(await house.person('Ada'), fixture)).status).toBe(200)
    },
  )
})

/** What a role must never be refused for: other refusals are about the moment. */
const roleReasons = ['role', 'not_host']

// Last, because what is allowed changes things: leaving comes at the end of each.
describe.each([
  ['Ben', 'a member', ['anybody', 'member']],
  ['Finn', 'a facilitator', ['anybody', 'member', 'facilitator']],
  ['Ada', 'a steward and host', ['anybody', 'member', 'author', 'leader', 'facilitator', 'steward']],
] as [string, string, Needs[]][])('%s, %s', (name, _, needs) => {
  const isLeaving = (cell: Cell) => Number(/^(member:leave|member:change-role)$/.test(cell.name))
  test.each(about(needs).toSorted((a, b) => isLeaving(a) - isLeaving(b)))('may try $name', async ({ ask }) => {
    const { code, json } = await ask(await house.person(name), fixture)
    const { reason } = (json as { error?: { details: { reason?: string } } }).error?.details ?? {}
    expect(code).not.toBe('unauthenticated')
    expect(roleReasons).not.toContain(reason)
  })
})
