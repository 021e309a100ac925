import { describe, expect, test } from 'vitest'
import { createFollower } from '../../client/state/follower.ts'
import { createCaller } from '../../client/state/caller.ts'
import { cardsAfter } from '../../client/state/card-list.ts'
import { refusalText } from '../../client/state/refusal-text.ts'
import { follow, restart } from '../../client/state/transcript.ts'
import type { CircleState } from '../../shared/circles.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { RoomEvent } from '../../shared/events.ts'
import { fold } from '../../shared/fold.ts'
import { foldCircle } from '../../shared/fold-circle.ts'
import { newId } from '../../shared/new-id.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { sampleCircle } from '../../server/dev/cast.ts'
import { emptyRoom } from '../support/empty-room.ts'

/** A client of the release before, and a server that tells it things of which it has never heard. */
const room = emptyRoom()
const { roomId, circleId } = room
const [ada, ben] = [newId(), newId()]
const circle = {
  circleId,
  commonsId: roomId,
  head: 0,
  facts: sampleCircle,
  members: [],
  rooms: [],
  recaps: [],
} as CircleState

type Said = [kind: string, body: object]
const logOf = (said: Said[]) =>
  said.map(([kind, body], i) => ({ roomId, seq: i + 1, at: i, memberId: ada, kind, body })) as unknown as RoomEvent[]

const known: Said[] = [
  ['seat:taken', { memberId: ada, no: 1 }],
  ['message:sent', { text: 'Good evening' }],
  ['reaction:added', { seq: 2, emoji: '👍' }],
  ['room:changed', { roomId, name: 'Attic', capacity: 4 }],
  ['member:joined', { memberId: ben, name: 'Ben', role: 'member', invitedBy: ada }],
]
/** The same things said by a later release: each with a field more. */
const more = known.map(([kind, body]): Said => [kind, { ...body, mood: { colour: 'green' }, since: [1, 2] }])
const unheardOf: Said[] = [
  ['room:painted', { roomId, colour: 'green' }],
  ['message:whispered', { text: 'psst', seq: 2 }],
  ['member:promoted', null as unknown as object],
]
const [plain, later] = [logOf(known), logOf([...more, ...unheardOf])]
const last = logOf([...more, ...unheardOf, ['message:sent', { text: 'and on' }]])

describe('what a client does not know', () => {
  test('changes nothing in a room or a circle but how far it has come', () => {
    const { head: _, ...before } = plain.reduce(fold, room)
    const { head, ...after } = later.reduce(fold, room)
    expect([head, after]).toEqual([8, before])
    const { head: __, ...circleBefore } = plain.reduce(foldCircle, circle)
    const { head: circleHead, ...circleAfter } = later.reduce(foldCircle, circle)
    expect([circleHead, circleAfter]).toEqual([8, circleBefore])
  })

  /** Follows a log that is heard live up to its fourth event and fetched from there on. */
  async function followed(log: RoomEvent[], folded: typeof fold): Promise<RoomState | null> {
    const world = { shown: null as RoomState | null }
    const follower = createFollower<RoomState>({
      fold: folded,
      catchUp: (after) => Promise.resolve({ events: log.slice(after), head: log.length, tooFar: false }),
      snapshot: () => Promise.resolve(room),
      changed: (state) => void (world.shown = state),
      wait: () => new Promise((resolve) => setImmediate(resolve)),
    })
    await follower.renew()
    log.slice(0, 4).forEach(follower.hear)
    follower.know(log.length)
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve))
    follower.stop()
    return world.shown
  }

  test('does not stop it from following: it hears, catches up and shows what comes after', async () => {
    const shown = await followed(last, fold)
    expect(shown?.head).toBe(last.length)
    expect(shown?.messages.map(({ text }) => text)).toEqual(['Good evening', 'and on'])
  })

  test('would stop one that took only what it knows', async () => {
    const strict: typeof fold = (state, event) => {
      if (unheardOf.some(([kind]) => kind === event.kind)) return state
      return fold(state, event)
    }
    expect((await followed(last, strict))?.head).toBe(known.length)
  })

  test('passes through everything else that listens to events', () => {
    const caller = createCaller({ myId: () => ada, room: () => room, nameOf: () => 'Ada' })
    const start = restart(room, null)
    for (const event of last) {
      expect(() => caller.hear(event)).not.toThrow()
      expect(cardsAfter([], event)).toEqual([])
    }
    expect(last.reduce(follow, start).messages).toHaveLength(2)
  })

  test('is said in a plain sentence where it is a refusal', () => {
    for (const code of ['rainy' as ErrorCode, 'conflict' as const])
      expect(refusalText({ code, details: { reason: 'of tomorrow' } })).toMatch(/^[A-Z].*\.$/)
  })
})
