import { beforeAll, describe, expect, test } from 'vitest'
import { sampleCircle } from '../../server/dev/cast.ts'
import { commands, type CommandInput, type CommandName } from '../../shared/commands.ts'
import { newId } from '../../shared/ids.ts'
import { notes, type NoteInput, type NoteName } from '../../shared/notes.ts'
import { queries, type QueryInput, type QueryName } from '../../shared/queries.ts'
import { boundless } from '../support/boundless.ts'
import type { Answered, Browser } from '../support/browser.ts'
import { openHouse } from '../support/house.ts'
import { furnish, type Fixture } from './matrix-fixture.ts'

/**
 * What somebody must be for each operation: a member of the circle, who leads a session there, a steward, or whoever wrote
 * the message. `anybody` has signed in. An operation without a row does not compile.
 */
type Needs = 'anybody' | 'member' | 'author' | 'leader' | 'facilitator' | 'steward'
type Row<Input> = [needs: Needs, input: (is: Fixture) => Omit<Input, 'commandId'>]

const blankCard = { headline: '', insights: [], decisions: [], actions: [], question: '', wins: [] }

const commandRows: { [N in CommandName]: Row<CommandInput<N>> } = {
  'circle:open': ['anybody', () => ({ facts: sampleCircle })],
  'circle:change': ['steward', ({ circleId }) => ({ circleId, facts: sampleCircle })],
  'invite:create': ['steward', ({ circleId }) => ({ circleId, addressee: 'Eve', reason: 'x'.repeat(40) })],
  'invite:revoke': ['steward', ({ circleId, inviteId }) => ({ circleId, inviteId })],
  'guest:invite': ['facilitator', ({ roomId }) => ({ roomId, addressee: 'Eve', reason: 'x'.repeat(40) })],
  'guest:show-out': ['leader', ({ roomId, adaId }) => ({ roomId, memberId: adaId })],
  'member:rename': ['member', ({ circleId }) => ({ circleId, name: 'Another' })],
  'member:change-role': ['steward', ({ circleId, adaId }) => ({ circleId, memberId: adaId, role: 'member' })],
  'member:remove': ['steward', ({ circleId, adaId }) => ({ circleId, memberId: adaId, reason: 'None' })],
  'member:leave': ['member', ({ circleId }) => ({ circleId })],
  'room:open': ['facilitator', ({ circleId }) => ({ circleId, name: 'Attic', capacity: 4 })],
  'room:change': ['facilitator', ({ roomId }) => ({ roomId, name: 'Attic', capacity: 4 })],
  'room:close': ['facilitator', ({ roomId }) => ({ roomId })],
  'room:enter': ['member', ({ roomId }) => ({ roomId })],
  'room:visit': ['leader', ({ breakoutId }) => ({ roomId: breakoutId })],
  'room:leave': ['member', ({ roomId }) => ({ roomId })],
  'message:send': ['member', ({ roomId }) => ({ roomId, text: 'Hello' })],
  'message:edit': ['author', ({ roomId, seq }) => ({ roomId, seq, text: 'Hello' })],
  'message:remove': ['author', ({ roomId, seq }) => ({ roomId, seq })],
  'reaction:add': ['member', ({ roomId, seq }) => ({ roomId, seq, emoji: '🎉' })],
  'reaction:remove': ['member', ({ roomId, seq }) => ({ roomId, seq, emoji: '🎉' })],
  'mark:add': ['member', ({ roomId, seq }) => ({ roomId, seq, mark: 'win' })],
  'mark:remove': ['member', ({ roomId, seq }) => ({ roomId, seq, mark: 'win' })],
  'session:start': ['facilitator', ({ bigRoomId }) => ({ roomId: bigRoomId, title: 'Mine' })],
  'session:end': ['leader', ({ roomId }) => ({ roomId })],
  'session:hand-over': ['leader', ({ roomId, adaId }) => ({ roomId, memberId: adaId })],
  'session:change-co-host': ['leader', ({ roomId, adaId }) => ({ roomId, memberId: adaId, isCoHost: true })],
  'round:open': ['leader', ({ roomId, adaId }) => ({ roomId, groups: [{ memberIds: [adaId] }], task: '', minutes: 5 })],
  'round:extend': ['leader', ({ roomId, roundId }) => ({ roomId, roundId, minutes: 5 })],
  'round:close': ['leader', ({ roomId, roundId }) => ({ roomId, roundId })],
  'round:announce': ['leader', ({ roomId, roundId }) => ({ roomId, roundId, text: 'Hello' })],
  'round:shorten': ['leader', ({ roomId, roundId }) => ({ roomId, roundId, minutes: 5 })],
  'round:ask-time': ['member', ({ breakoutId }) => ({ roomId: breakoutId, minutes: 5 })],
  'round:decline-time': ['leader', ({ roomId, roundId, breakoutId }) => ({ roomId, roundId, breakoutId })],
  'aside:say': ['leader', ({ roomId }) => ({ roomId, toId: null, text: 'Hello' })],
  'aside:answer': ['member', ({ roomId }) => ({ roomId, text: 'Hello' })],
  'harvest:save': ['member', ({ breakoutId }) => ({ roomId: breakoutId, version: 0, card: blankCard })],
  'help:call': ['member', ({ roomId }) => ({ roomId, kind: 'question' })],
  'help:claim': ['author', ({ roomId, helpId }) => ({ roomId, helpId })],
  'help:release': ['author', ({ roomId, helpId }) => ({ roomId, helpId })],
  'help:resolve': ['author', ({ roomId, helpId }) => ({ roomId, helpId })],
  'round:move': ['leader', ({ roomId, roundId, adaId }) => ({ roomId, roundId, memberId: adaId, breakoutId: null })],
  'round:place': ['leader', ({ roomId, roundId }) => ({ roomId, roundId })],
  'round:change-late': ['leader', ({ roomId, roundId }) => ({ roomId, roundId, late: 'fewest-met' })],
  'breakout:add': ['leader', ({ roomId, roundId }) => ({ roomId, roundId })],
  'breakout:close': ['leader', ({ roomId, roundId, breakoutId }) => ({ roomId, roundId, breakoutId })],
  'breakout:merge': [
    'leader',
    ({ roomId, roundId, breakoutId }) => ({ roomId, roundId, breakoutId, intoId: breakoutId }),
  ],
  'round:prepare': [
    'leader',
    ({ roomId, adaId }) => ({
      roomId,
      name: 'Pairs',
      plan: { breakouts: [{ name: 'One', memberIds: [adaId] }], task: '', minutes: 5 },
    }),
  ],
  'round:unprepare': ['leader', ({ roomId, roundId }) => ({ roomId, preparedId: roundId })],
  'round:schedule': ['leader', ({ roomId, roundId }) => ({ roomId, preparedId: roundId, opensAfter: 20 })],
  'round:offer': [
    'leader',
    ({ roomId }) => ({ roomId, breakouts: [{ seats: 4 }], task: '', minutes: 5, chooseSeconds: 60, rest: 'stay' }),
  ],
  'round:choose': ['member', ({ roomId, roundId, breakoutId }) => ({ roomId, roundId, breakoutId })],
  'round:step-out': ['member', ({ breakoutId }) => ({ roomId: breakoutId })],
  'round:come-back': ['member', ({ roomId, roundId }) => ({ roomId, roundId })],
  'round:sit-out': ['member', ({ roomId }) => ({ roomId })],
  'round:take-part': ['member', ({ roomId }) => ({ roomId })],
  'grouping:keep-apart': ['member', ({ circleId, adaId }) => ({ circleId, memberId: adaId })],
  'grouping:forget': ['member', ({ circleId, adaId }) => ({ circleId, memberId: adaId })],
  'recap:draft': ['leader', ({ roomId, endedId }) => ({ roomId, sessionId: endedId })],
  'recap:save': ['leader', ({ circleId, recapId }) => ({ circleId, recapId, version: 1, title: 'Mine', bullets: [] })],
  'recap:sign': ['leader', ({ circleId, recapId }) => ({ circleId, recapId, version: 1 })],
}

const queryRows: { [N in QueryName]: Row<QueryInput<N>> } = {
  me: ['anybody', () => ({})],
  'circle:view': ['member', ({ circleId }) => ({ circleId })],
  'circle:table': ['member', ({ circleId }) => ({ circleId })],
  'circle:invites': ['facilitator', ({ circleId }) => ({ circleId })],
  'guest:invites': ['facilitator', ({ roomId }) => ({ roomId })],
  'circle:recaps': ['member', ({ circleId }) => ({ circleId })],
  'circle:together': ['member', ({ circleId }) => ({ circleId })],
  'room:snapshot': ['member', ({ roomId }) => ({ roomId })],
  'room:catch-up': ['member', ({ roomId }) => ({ roomId, after: 0 })],
  'room:messages': ['member', ({ roomId }) => ({ roomId, before: 9 })],
  'round:preview': ['leader', ({ roomId }) => ({ roomId, seed: 'x', mode: 'meet-new' })],
  'round:reason': ['member', ({ breakoutId }) => ({ roomId: breakoutId })],
  'round:monitor': ['leader', ({ roomId, roundId }) => ({ roomId, roundId })],
  'round:prepared': ['leader', ({ roomId }) => ({ roomId })],
  'harvest:view': ['member', ({ breakoutId }) => ({ roomId: breakoutId })],
  'harvest:posted': ['member', ({ roomId }) => ({ roomId, after: 0 })],
  'help:queue': ['member', ({ roomId }) => ({ roomId })],
  'help:safety': ['member', ({ circleId }) => ({ circleId })],
  'aside:list': ['member', ({ roomId }) => ({ roomId })],
  'grouping:wishes': ['member', ({ circleId }) => ({ circleId })],
  'recap:view': ['leader', ({ recapId }) => ({ recapId })],
}

const noteRows: { [N in NoteName]: Row<NoteInput<N>> } = {
  'read:mark': ['member', ({ roomId }) => ({ roomId, seq: 1 })],
  'presence:set': ['anybody', ({ circleId }) => ({ circleId, state: 'here' })],
  'typing:start': ['anybody', ({ roomId }) => ({ roomId })],
  'table:watch': ['anybody', ({ circleId }) => ({ circleId })],
}

type Cell = { name: string; needs: Needs; ask(browser: Browser, is: Fixture): Promise<Answered> }

const cells: Cell[] = [
  ...(Object.keys(commands) as CommandName[]).map((name): Cell => {
    const [needs, input] = commandRows[name]
    const ask: Cell['ask'] = (browser, is) =>
      browser.post(`/api/commands/${name}`, { commandId: newId(), ...(input(is) as object) })
    return { name, needs, ask }
  }),
  ...(Object.keys(queries) as QueryName[]).map((name): Cell => {
    const [needs, input] = queryRows[name]
    return { name, needs, ask: (browser, is) => browser.get(addressOf(queries[name].path, input(is))) }
  }),
  ...(Object.keys(notes) as NoteName[]).map((name): Cell => {
    const [needs, input] = noteRows[name]
    return { name, needs, ask: (browser, is) => browser.post(`/api/notes/${name}`, input(is)) }
  }),
]

/** What looks like nothing to a member who may not see it: drafts, the place of another group, what hosts look at. */
const hidden =
  'recap:draft recap:save recap:sign recap:view room:visit circle:invites guest:invites round:open round:preview round:prepared round:monitor help:claim help:release help:resolve'.split(
    ' ',
  )

const house = await openHouse({}, boundless)
let fixture: Fixture
let absent: Fixture
beforeAll(async () => {
  fixture = await furnish(house)
  absent = { ...fixture, ...Object.fromEntries(Object.keys(fixture).map((key) => [key, key === 'seq' ? 1 : newId()])) }
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
])('INV-6 N17 in a circle of Ada: %s, %s', (name) => {
  test.each(ofCircles)('finds nothing by $name, as if it were not there', async ({ ask }) => {
    const browser = await house.person(name)
    const [foreign, none] = [await ask(browser, fixture), await ask(browser, absent)]
    expect(foreign.code).toBe('not_found')
    expect([none.status, none.text]).toEqual([foreign.status, foreign.text])
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

/**
 * What a guest may do at the table of their session and in its breakouts: `may`; `not` is forbidden, because they see that it
 * is there; `nothing` is not found, like what does not exist. Nothing is left to a rule: what has no word here does not compile.
 */
const forGuests: Record<CommandName | QueryName | NoteName, 'may' | 'not' | 'nothing'> = {
  'circle:open': 'may',
  'circle:change': 'nothing',
  'invite:create': 'nothing',
  'invite:revoke': 'nothing',
  'guest:invite': 'not',
  'guest:show-out': 'not',
  'member:rename': 'nothing',
  'member:change-role': 'nothing',
  'member:remove': 'nothing',
  'member:leave': 'nothing',
  'room:open': 'nothing',
  'room:change': 'not',
  'room:close': 'not',
  'room:enter': 'may',
  'room:visit': 'not',
  'room:leave': 'may',
  'message:send': 'may',
  'message:edit': 'may',
  'message:remove': 'may',
  'reaction:add': 'may',
  'reaction:remove': 'may',
  'mark:add': 'may',
  'mark:remove': 'may',
  'session:start': 'not',
  'session:end': 'not',
  'session:hand-over': 'not',
  'session:change-co-host': 'not',
  'round:open': 'not',
  'round:extend': 'not',
  'round:close': 'not',
  'round:announce': 'not',
  'round:shorten': 'not',
  'round:ask-time': 'may',
  'round:decline-time': 'not',
  'aside:say': 'not',
  'aside:answer': 'may',
  'harvest:save': 'may',
  'help:call': 'may',
  'help:claim': 'not',
  'help:release': 'not',
  'help:resolve': 'may',
  'round:move': 'not',
  'round:place': 'not',
  'round:change-late': 'not',
  'breakout:add': 'not',
  'breakout:close': 'not',
  'breakout:merge': 'not',
  'round:prepare': 'not',
  'round:unprepare': 'not',
  'round:schedule': 'not',
  'round:offer': 'not',
  'round:choose': 'may',
  'round:step-out': 'may',
  'round:come-back': 'may',
  'round:sit-out': 'may',
  'round:take-part': 'may',
  'grouping:keep-apart': 'nothing',
  'grouping:forget': 'nothing',
  'recap:draft': 'nothing',
  'recap:save': 'nothing',
  'recap:sign': 'nothing',
  me: 'may',
  'circle:view': 'nothing',
  'circle:table': 'nothing',
  'circle:invites': 'nothing',
  'guest:invites': 'nothing',
  'circle:recaps': 'nothing',
  'circle:together': 'nothing',
  'room:snapshot': 'may',
  'room:catch-up': 'may',
  'room:messages': 'may',
  'round:preview': 'not',
  'round:reason': 'may',
  'round:monitor': 'not',
  'round:prepared': 'not',
  'harvest:view': 'may',
  'harvest:posted': 'may',
  'help:queue': 'may',
  'help:safety': 'nothing',
  'aside:list': 'may',
  // Their own alone: whether they sit this round out.
  'grouping:wishes': 'may',
  'recap:view': 'nothing',
  'read:mark': 'may',
  'presence:set': 'may',
  'typing:start': 'may',
  'table:watch': 'may',
}
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

function addressOf(path: string, input: object): string {
  const rest = new URLSearchParams()
  let address = path
  for (const [key, value] of Object.entries(input)) {
    if (path.includes(`:${key}`)) address = address.replace(`:${key}`, String(value))
    else rest.append(key, String(value))
  }
  return `${address}?${rest}`
}
