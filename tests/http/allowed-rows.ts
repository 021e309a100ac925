import { reasonFor, sampleCircle } from '../../server/dev/cast.ts'
import type { CommandInput, CommandName } from '../../shared/commands.ts'
import type { Role } from '../../shared/circles.ts'
import { newId } from '../../shared/new-id.ts'
import { run } from '../support/house.ts'
import type { Scene } from './scenes.ts'

/** Who may do something, and how the scene is set so that nothing but their role could be the reason against it. */
export type Row<N extends CommandName> = [
  may: readonly Role[],
  prepare: (is: Scene) => Promise<Prepared<N>> | Prepared<N>,
]
type Prepared<N extends CommandName> = Omit<CommandInput<N>, 'commandId'>

export const all = ['member', 'facilitator', 'steward'] as const
const facilitators = ['facilitator', 'steward'] as const
const stewards = ['steward'] as const

const factsOf = () => ({ ...sampleCircle, name: `Circle ${newId()}` })
const oneBullet = (roomId: string, seq: number) => ({
  text: 'We buy the big oven.',
  type: 'decision' as const,
  section: '',
  cites: [{ roomId, seq }],
})
const blankCard = { headline: '', insights: [], decisions: [], actions: [], question: '', wins: [] }
const plan = (memberIds: string[]) => ({ breakouts: [{ name: 'One', memberIds }], task: '', minutes: 5 })

/** Whoever hosts is a member, so a member may also do what leads. A command without a row does not compile. */
export const rows: { [N in CommandName]: Row<N> } = {
  'circle:open': [all, () => ({ facts: factsOf() })],
  'circle:change': [stewards, ({ circleId }) => ({ circleId, facts: factsOf() })],
  'invite:create': [stewards, ({ circleId }) => ({ circleId, addressee: 'Kira', reason: reasonFor('Kira') })],
  'invite:revoke': [
    stewards,
    async ({ ada, circleId }) => {
      const asked = { circleId, addressee: 'Kira', reason: reasonFor('Kira') }
      return { circleId, inviteId: (await run(ada, 'invite:create', asked)).inviteId }
    },
  ],
  'guest:invite': [
    facilitators,
    async (is) => {
      await is.session()
      return { roomId: is.roomId, addressee: 'Kira', reason: reasonFor('Kira') }
    },
  ],
  'guest:show-out': [all, (is) => is.guest()],
  'member:rename': [all, ({ circleId }) => ({ circleId, name: 'Renamed' })],
  'member:change-role': [stewards, ({ circleId, chloeId }) => ({ circleId, memberId: chloeId, role: 'facilitator' })],
  'member:remove': [
    stewards,
    ({ circleId, chloeId }) => ({ circleId, memberId: chloeId, reason: 'She asked for it.' }),
  ],
  'member:leave': [
    all,
    async ({ ada, circleId, finnId }) => {
      await run(ada, 'member:change-role', { circleId, memberId: finnId, role: 'steward' })
      return { circleId }
    },
  ],
  'room:open': [facilitators, ({ circleId }) => ({ circleId, name: 'Attic', capacity: 4 })],
  'room:change': [facilitators, ({ roomId }) => ({ roomId, name: 'Attic', capacity: 4 })],
  'room:close': [facilitators, ({ roomId }) => ({ roomId })],
  'room:enter': [all, ({ roomId }) => ({ roomId })],
  'room:visit': [all, async (is) => ({ roomId: (await is.round(2)).other })],
  'room:leave': [all, async (is) => ({ roomId: (await is.seats()).roomId })],
  'message:send': [all, async (is) => ({ roomId: (await is.seats()).roomId, text: 'Hello' })],
  'message:edit': [all, async (is) => ({ ...(await is.message()), text: 'Hello' })],
  'message:remove': [all, (is) => is.message()],
  'reaction:add': [all, async (is) => ({ ...(await is.message()), emoji: '🎉' })],
  'reaction:remove': [
    all,
    async (is) => {
      const reaction = { ...(await is.message()), emoji: '🎉' }
      await run(is.who, 'reaction:add', reaction)
      return reaction
    },
  ],
  'mark:add': [all, async (is) => ({ ...(await is.message()), mark: 'win' })],
  'mark:remove': [
    all,
    async (is) => {
      const mark = { ...(await is.message()), mark: 'win' as const }
      await run(is.who, 'mark:add', mark)
      return mark
    },
  ],
  'session:start': [all, async (is) => ({ roomId: (await is.seats()).roomId, title: 'Mine' })],
  'session:end': [all, inSession(() => ({}))],
  'session:hand-over': [all, inSession(({ chloeId }) => ({ memberId: chloeId }))],
  'session:change-co-host': [all, inSession(({ chloeId }) => ({ memberId: chloeId, isCoHost: true }))],
  'timer:set': [all, inSession(() => ({ seconds: 120 }))],
  'timer:extend': [all, async (is) => ({ ...(await is.timer()), seconds: 60 })],
  'timer:stop': [all, (is) => is.timer()],
  'round:open': [
    all,
    inSession(({ id, chloeId }) => ({ groups: [{ memberIds: [id, chloeId] }], task: '', minutes: 5, override: true })),
  ],
  'round:extend': [all, inRound(() => ({ minutes: 5 }))],
  'round:close': [all, inRound(() => ({}))],
  'round:announce': [all, inRound(() => ({ text: 'Hello' }))],
  'round:shorten': [all, inRound(() => ({ minutes: 5 }))],
  'round:ask-time': [all, async (is) => ({ roomId: (await is.round()).own, minutes: 5 })],
  'round:decline-time': [
    all,
    async (is) => {
      const { roomId, roundId, other } = await is.round(2)
      await run(is.as('Chloe'), 'round:ask-time', { roomId: other, minutes: 5 })
      return { roomId, roundId, breakoutId: other }
    },
  ],
  'aside:say': [all, inSession(({ chloeId }) => ({ toId: chloeId, text: 'Hello' }))],
  'aside:answer': [
    all,
    async (is) => {
      await is.session()
      const host = is.as(is.who === is.ada ? 'Ben' : 'Ada')
      await run(host, 'aside:say', { roomId: is.roomId, toId: is.id, text: 'Hello' })
      return { roomId: is.roomId, text: 'And to you' }
    },
  ],
  'harvest:save': [
    all,
    async (is) => ({ roomId: (await is.round()).own, version: 0, card: { ...blankCard, headline: 'The oven' } }),
  ],
  'help:call': [all, inSession(() => ({ kind: 'question' }))],
  'help:claim': [all, (is) => is.call()],
  'help:release': [
    all,
    async (is) => {
      const call = await is.call()
      await run(is.who, 'help:claim', call)
      return call
    },
  ],
  'help:resolve': [all, (is) => is.call()],
  'round:move': [
    all,
    async (is) => {
      const { roomId, roundId, own } = await is.round(2)
      return { roomId, roundId, memberId: is.chloeId, breakoutId: own }
    },
  ],
  'round:place': [all, inRound(() => ({}))],
  'round:change-late': [all, inRound(() => ({ late: 'fewest-met' }))],
  'breakout:add': [all, inRound(() => ({ name: 'Another' }))],
  'breakout:close': [
    all,
    async (is) => {
      const { roomId, roundId, other } = await is.round(2)
      return { roomId, roundId, breakoutId: other }
    },
  ],
  'breakout:connect': [
    all,
    async (is) => {
      const { roomId, roundId, own, other } = await is.round(2)
      return { roomId, roundId, breakoutId: own, withId: other }
    },
  ],
  'breakout:disconnect': [
    all,
    async (is) => {
      const { roomId, roundId, own, other } = await is.round(2)
      const pair = { roomId, roundId, breakoutId: own, withId: other }
      await run(is.as('Ben'), 'breakout:connect', pair)
      return pair
    },
  ],
  'breakout:merge': [
    all,
    async (is) => {
      const { roomId, roundId, own, other } = await is.round(2)
      return { roomId, roundId, breakoutId: other, intoId: own }
    },
  ],
  'round:prepare': [all, inSession(({ chloeId }) => ({ name: 'Pairs', plan: plan([chloeId]) }))],
  'round:unprepare': [all, async (is) => ({ roomId: is.roomId, ...(await is.prepared()) })],
  'round:schedule': [all, async (is) => ({ roomId: is.roomId, ...(await is.prepared()), opensAfter: 20 })],
  'round:offer': [all, inSession(() => offer)],
  'round:choose': [
    all,
    async (is) => {
      await is.session()
      const { roundId } = await run(is.as('Ben'), 'round:offer', { roomId: is.roomId, ...offer })
      const { json } = await is.as('Ben').get(`/api/rooms/${is.roomId}`)
      const { state } = json as { state: { round: { breakouts: { roomId: string }[] } } }
      return { roomId: is.roomId, roundId, breakoutId: state.round.breakouts[0]!.roomId }
    },
  ],
  'round:step-out': [all, async (is) => ({ roomId: (await is.round()).own })],
  'round:come-back': [
    all,
    async (is) => {
      const { roomId, roundId, own } = await is.round()
      await run(is.who, 'round:step-out', { roomId: own })
      return { roomId, roundId }
    },
  ],
  'round:sit-out': [all, inSession(() => ({}))],
  'round:take-part': [all, inSession(() => ({}))],
  'grouping:keep-apart': [all, ({ circleId, chloeId }) => ({ circleId, memberId: chloeId })],
  'grouping:forget': [all, ({ circleId, chloeId }) => ({ circleId, memberId: chloeId })],
  'recap:draft': [all, async (is) => ({ roomId: is.roomId, sessionId: (await is.over()).sessionId })],
  'recap:save': [
    all,
    async (is) => {
      const { recapId, version, seq } = await is.draft()
      return { circleId: is.circleId, recapId, version, title: 'The oven', bullets: [oneBullet(is.roomId, seq)] }
    },
  ],
  'recap:sign': [
    all,
    async (is) => {
      const { recapId, version, seq } = await is.draft()
      const bullets = [oneBullet(is.roomId, seq)]
      const saved = { circleId: is.circleId, recapId, version, title: 'The oven', bullets }
      return { circleId: is.circleId, recapId, version: (await run(is.as('Ben'), 'recap:save', saved)).version }
    },
  ],
}

const offer = { breakouts: [{ seats: 4 }], task: '', minutes: 5, chooseSeconds: 60, rest: 'stay' as const }

function inSession<More>(more: (is: Scene) => More): (is: Scene) => Promise<{ roomId: string } & More> {
  return async (is) => {
    await is.session()
    return { roomId: is.roomId, ...more(is) }
  }
}

function inRound<More>(more: (is: Scene) => More): (is: Scene) => Promise<{ roomId: string; roundId: string } & More> {
  return async (is) => {
    const { roomId, roundId } = await is.round()
    return { roomId, roundId, ...more(is) }
  }
}
