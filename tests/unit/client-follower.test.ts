import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFollower, type Page } from '../../client/state/follower.ts'
import type { RoomEvent } from '../../shared/events.ts'
import { fold } from '../../shared/fold.ts'
import { newId } from '../../shared/new-id.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { emptyRoom } from '../support/empty-room.ts'

const empty = emptyRoom()
const { roomId } = empty
const [ada, ben, chloe] = [newId(), newId(), newId()]

const body = fc.oneof(
  fc.record({ kind: fc.constant('message:sent'), body: fc.record({ text: fc.string() }) }),
  fc.record({ kind: fc.constant('message:edited'), body: fc.record({ seq: fc.nat(40), text: fc.string() }) }),
  fc.record({ kind: fc.constant('reaction:added'), body: fc.record({ seq: fc.nat(40), emoji: fc.constant('👍') }) }),
  fc.record({ kind: fc.constant('line:joined'), body: fc.record({ memberId: fc.constantFrom(ada, ben, chloe) }) }),
  fc.record({ kind: fc.constant('line:left'), body: fc.record({ memberId: fc.constantFrom(ada, ben, chloe) }) }),
)

const logs = fc
  .array(fc.tuple(body, fc.constantFrom(ada, ben, chloe)), { minLength: 1, maxLength: 60 })
  .map((said) =>
    said.map(([what, memberId], index) => ({ roomId, seq: index + 1, at: index, memberId, ...what }) as RoomEvent),
  )

/** What a network does to the log: who hears what, when, how often; how far the log had come; what fails. */
const steps = fc.array(fc.record({ deliver: fc.nat(70), grow: fc.nat(4), fails: fc.boolean(), pause: fc.boolean() }), {
  maxLength: 80,
})

/** A server with a log that grows, and one client that follows it over a bad network. */
function follow(log: RoomEvent[], { pageSize, replayAtMost }: { pageSize: number; replayAtMost: number }) {
  const world = { head: 0, fails: false, shown: null as RoomState | null, applied: [] as number[] }
  const at = (head: number) => log.slice(0, head).reduce<RoomState>(fold, empty)
  const follower = createFollower<RoomState>({
    fold,
    async catchUp(after): Promise<Page | null> {
      await Promise.resolve()
      if (world.fails) return null
      const isTooFar = world.head - after > replayAtMost
      const events = isTooFar ? [] : log.slice(after, Math.min(world.head, after + pageSize))
      return { events, head: world.head, tooFar: isTooFar }
    },
    async snapshot() {
      await Promise.resolve()
      return world.fails ? null : at(world.head)
    },
    changed(state, event) {
      const before = world.shown?.head ?? 0
      if (event) expect(event.seq).toBe(before + 1)
      expect(state.head).toBeGreaterThanOrEqual(before)
      world.applied.push(state.head)
      world.shown = state
    },
    wait: () => new Promise((resolve) => setImmediate(resolve)),
  })
  return { world, follower, at }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

test('INV-4 whatever is lost, doubled or late: a client applies n+1 after n and ends where the log ends', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs,
      steps,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 3, max: 60 }),
      async (log, story, pageSize, replayAtMost) => {
        const { world, follower, at } = follow(log, { pageSize, replayAtMost })
        void follower.look()
        for (const { deliver, grow, fails, pause } of story) {
          world.head = Math.min(log.length, world.head + grow)
          world.fails = fails
          const event = log[deliver]
          if (event && event.seq <= world.head) follower.hear(event)
          if (pause) await turn()
        }
        world.head = log.length
        world.fails = false
        follower.know(log.length)
        for (let i = 0; i < 400 && world.shown?.head !== log.length; i++) await turn()
        expect(world.shown).toEqual(at(log.length))
      },
    ),
    { numRuns: 300 },
  )
})

test('a client that applied what came early would not end where the log ends', () => {
  const log = [1, 2].map((seq) => ({
    roomId,
    seq,
    at: 0,
    memberId: ada,
    kind: 'message:sent',
    body: { text: 'x' },
  })) as RoomEvent[]
  expect(() => fold(empty, log[1]!)).toThrow('does not follow')
})

test('a hole of which only the number is known is asked for', async () => {
  const log = [1, 2, 3].map((seq) => ({
    roomId,
    seq,
    at: 0,
    memberId: ada,
    kind: 'message:sent',
    body: { text: 'x' },
  })) as RoomEvent[]
  const { world, follower } = follow(log, { pageSize: 200, replayAtMost: 200 })
  world.head = 1
  await follower.look()
  expect(world.shown?.head).toBe(1)
  world.head = 3
  follower.know(3)
  for (let i = 0; i < 10; i++) await turn()
  expect(world.shown?.head).toBe(3)
})

test('a question asked while another is on its way is asked again', async () => {
  const log = [1, 2].map((seq) => ({
    roomId,
    seq,
    at: 0,
    memberId: ada,
    kind: 'message:sent',
    body: { text: 'x' },
  })) as RoomEvent[]
  const { world, follower } = follow(log, { pageSize: 200, replayAtMost: 200 })
  world.head = 1
  const first = follower.look()
  void follower.look()
  await first
  expect(world.shown?.head).toBe(1)
  const asked = follower.look()
  world.head = 2
  void follower.look()
  await asked
  expect(world.shown?.head).toBe(2)
})

test('who stopped following hears nothing more', async () => {
  const log = [1, 2].map((seq) => ({
    roomId,
    seq,
    at: 0,
    memberId: ada,
    kind: 'message:sent',
    body: { text: 'x' },
  })) as RoomEvent[]
  const { world, follower } = follow(log, { pageSize: 200, replayAtMost: 200 })
  world.head = 1
  await follower.look()
  follower.stop()
  follower.hear(log[1]!)
  await turn()
  expect(world.shown?.head).toBe(1)
})
