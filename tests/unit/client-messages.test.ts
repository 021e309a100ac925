import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../client/api/outbox.ts'
import { pendingMessages, unread, withPending } from '../../client/state/pending.ts'
import { follow, prepend, reachBack, restart, trim, type Transcript } from '../../client/state/transcript.ts'
import type { RoomEvent } from '../../shared/events.ts'
import { newId } from '../../shared/new-id.ts'
import type { Message, RoomState } from '../../shared/rooms.ts'

const [ada, ben] = [newId(), newId()]
const [roomId, circleId] = [newId(), newId()]

const message = (seq: number, text: string | null = `m${seq}`, memberId = ada): Message => {
  return { seq, memberId, at: seq, text, replyTo: null, edited: false, reactions: [], marks: [] }
}
const stateWith = (messages: Message[]) => ({ messages }) as RoomState
const event = (seq: number, what: object, memberId = ada) => ({ roomId, seq, at: seq, memberId, ...what }) as RoomEvent
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => message(from + index))

describe('the transcript', () => {
  it('keeps older pages over a fresh snapshot that meets them, and drops them over one that does not', () => {
    const before: Transcript = { messages: range(1, 60), hasOlder: false }
    expect(restart(stateWith(range(40, 89)), before).messages.map((m) => m.seq)).toEqual(range(1, 89).map((m) => m.seq))
    expect(restart(stateWith(range(100, 149)), before)).toEqual({ messages: range(100, 149), hasOlder: true })
    expect(restart(stateWith(range(1, 3)), null)).toEqual({ messages: range(1, 3), hasOlder: false })
  })

  it('changes a message of an older page as the log does', () => {
    const before: Transcript = { messages: range(1, 60), hasOlder: false }
    const edited = event(61, { kind: 'message:edited', body: { seq: 2, text: 'better' } })
    expect(follow(before, edited).messages[1]).toMatchObject({ text: 'better', edited: true })
  })

  it('ends the same whether an older page was read before or after the changes to it', () => {
    const change = fc.oneof(
      fc.record({
        kind: fc.constantFrom('reaction:added', 'reaction:removed'),
        body: fc.record({ seq: fc.constant(1), emoji: fc.constantFrom('👍', '🎉') }),
      }),
      fc.record({
        kind: fc.constantFrom('mark:added', 'mark:removed'),
        body: fc.record({ seq: fc.constant(1), mark: fc.constantFrom('win', 'action') }),
      }),
      fc.record({ kind: fc.constant('message:edited'), body: fc.record({ seq: fc.constant(1), text: fc.string() }) }),
      fc.record({ kind: fc.constant('message:removed'), body: fc.record({ seq: fc.constant(1) }) }),
    )
    const logs = fc.array(fc.tuple(change, fc.constantFrom(ada, ben)), { maxLength: 20 })
    fc.assert(
      fc.property(logs, fc.nat(20), (said, readAfter) => {
        // As the database does: who has reacted or marked so already, adds nothing to the log.
        const events: RoomEvent[] = []
        let truth: Transcript = { messages: [message(1)], hasOlder: false }
        for (const [what, memberId] of said) {
          const next = event(events.length + 2, what, memberId)
          const after = follow(truth, next)
          if (what.kind.includes('added') && same(after, truth)) continue
          events.push(next)
          truth = after
        }
        const page = events.slice(0, readAfter).reduce(follow, { messages: [message(1)], hasOlder: false })
        expect(same(events.reduce(follow, page), truth)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('puts an older page in front once, and lets go of the oldest of very many', () => {
    const now: Transcript = { messages: range(50, 99), hasOlder: true }
    const older = prepend(now, { messages: range(30, 52), hasMore: false })
    expect(older).toEqual({ messages: range(30, 99), hasOlder: false })
    expect(trim({ messages: range(1, 301), hasOlder: false })).toEqual({ messages: range(152, 301), hasOlder: true })
  })
})

describe('a message far back', () => {
  const newest: Transcript = { messages: range(901, 950), hasOlder: true }
  const asked: number[] = []
  const pageBefore = async (seq: number) => {
    asked.push(seq)
    return { messages: range(Math.max(1, seq - 200), seq - 1), hasMore: seq > 201 }
  }

  it('is reached page by page, and no further', async () => {
    const { run, isWhole } = await reachBack(newest, 350, 25, pageBefore)
    expect(asked).toEqual([901, 701, 501])
    expect([run.messages.map(({ seq }) => seq), run.hasOlder, isWhole]).toEqual([
      range(301, 950).map(({ seq }) => seq),
      true,
      true,
    ])
    expect((await reachBack(newest, 901, 25, pageBefore)).run).toBe(newest)
    expect((await reachBack(newest, 1, 2, pageBefore)).run.messages[0]?.seq).toBe(501)
  })

  it('is known to be missing only where no page failed to come', async () => {
    const cut = async (seq: number) => (seq > 800 ? pageBefore(seq) : null)
    const { run, isWhole } = await reachBack(newest, 350, 25, cut)
    expect([run.messages[0]?.seq, run.hasOlder, isWhole]).toEqual([701, true, false])
  })
})

const same = (one: Transcript, other: Transcript) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
const sorted = ({ messages }: Transcript) =>
  messages.map(({ text, reactions, marks }) => [
    text,
    reactions.map((r) => `${r.emoji} ${r.memberIds.toSorted().join()}`).toSorted(),
    marks.map((m) => `${m.mark} ${m.memberId}`).toSorted(),
  ])

const written = (text: string, madeAt = 0): Entry => {
  return { name: 'message:send', input: { commandId: newId(), roomId, text }, circleId, madeAt, refusal: null }
}

describe('what is on its way', () => {
  it('is shown until its event was read', () => {
    const entry = written('hello')
    const landed = new Map([[entry.input.commandId, 7]])
    expect(unread([entry], new Map(), 6)).toEqual([entry])
    expect(unread([entry], landed, 6)).toEqual([entry])
    expect(unread([entry], landed, 7)).toEqual([])
  })

  it('does not flash up twice when its event comes before its answer', () => {
    const entry = written('hello', 100)
    expect(pendingMessages([entry], [])).toHaveLength(1)
    expect(pendingMessages([entry], [{ ...message(7, 'hello', ben), at: 150 }])).toHaveLength(0)
  })

  it('shows a reaction, a mark and an edit at once, each only once', () => {
    const base = { circleId, madeAt: 0, refusal: null }
    const input = { commandId: newId(), roomId, seq: 1 }
    const entries: Entry[] = [
      { ...base, name: 'reaction:add', input: { ...input, emoji: '👍' } },
      { ...base, name: 'reaction:add', input: { ...input, commandId: newId(), emoji: '👍' } },
      { ...base, name: 'mark:add', input: { ...input, commandId: newId(), mark: 'win' } },
      { ...base, name: 'message:edit', input: { ...input, commandId: newId(), text: 'new' } },
    ]
    expect(withPending([message(1)], entries, ada)[0]).toMatchObject({
      text: 'new',
      edited: true,
      reactions: [{ emoji: '👍', memberIds: [ada] }],
      marks: [{ mark: 'win', memberId: ada }],
    })
  })
})
