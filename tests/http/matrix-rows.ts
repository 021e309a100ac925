import { sampleCircle } from '../../server/dev/cast.ts'
import { commands, type CommandInput, type CommandName } from '../../shared/commands.ts'
import { newId } from '../../shared/new-id.ts'
import { notes, type NoteInput, type NoteName } from '../../shared/notes.ts'
import { queries, type QueryInput, type QueryName } from '../../shared/queries.ts'
import type { Answered, Browser } from '../support/browser.ts'
import type { Fixture } from './matrix-fixture.ts'

/**
 * What somebody must be for each operation: a member of the circle, who leads a session there, a steward, or whoever wrote
 * the message. `anybody` has signed in. An operation without a row does not compile.
 */
export type Needs = 'anybody' | 'member' | 'author' | 'leader' | 'facilitator' | 'steward'
type Row<Input> = [needs: Needs, input: (is: Fixture) => Omit<Input, 'commandId'>]

const blankCard = { headline: '', insights: [], decisions: [], actions: [], question: '', wins: [] }

const commandRows: { [N in CommandName]: Row<CommandInput<N>> } = {
  'circle:open': ['anybody', () => ({ facts: { ...sampleCircle, name: `Circle ${newId()}` } })],
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
  'timer:set': ['leader', ({ roomId }) => ({ roomId, seconds: 120 })],
  'timer:extend': ['leader', ({ roomId }) => ({ roomId, timerId: newId(), seconds: 60 })],
  'timer:stop': ['leader', ({ roomId }) => ({ roomId, timerId: newId() })],
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
  'breakout:connect': [
    'leader',
    ({ roomId, roundId, breakoutId }) => ({ roomId, roundId, breakoutId, withId: breakoutId }),
  ],
  'breakout:disconnect': [
    'leader',
    ({ roomId, roundId, breakoutId }) => ({ roomId, roundId, breakoutId, withId: breakoutId }),
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

export type Cell = { name: string; needs: Needs; ask(browser: Browser, is: Fixture): Promise<Answered> }

/** Everything that can be asked over HTTP, each as somebody asks it about the fixture. */
export const cells: Cell[] = [
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

function addressOf(path: string, input: object): string {
  const rest = new URLSearchParams()
  let address = path
  for (const [key, value] of Object.entries(input)) {
    if (path.includes(`:${key}`)) address = address.replace(`:${key}`, String(value))
    else rest.append(key, String(value))
  }
  return `${address}?${rest}`
}
