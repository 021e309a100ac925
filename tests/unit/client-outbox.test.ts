import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refuse } from '../../client/api/answers.ts'
import { createOutbox, type Entry } from '../../client/api/outbox.ts'
import type { Answer } from '../../shared/errors.ts'
import { newId } from '../../shared/new-id.ts'

const circleId = newId()
const [kitchen, porch] = [newId(), newId()]

type Reply = Answer<{ seq: number }>

/** An outbox with a server that answers as the story says, in order, and then takes everything. */
function openOutbox(answers: Reply[] = [], before: Entry[] = []) {
  const world = { kept: before, shown: [] as Entry[], sent: [] as string[], landed: [] as number[], open: 0, most: 0 }
  let seq = 0
  const outbox = createOutbox({
    store: {
      load: () => Promise.resolve(world.kept),
      change: (changed) => Promise.resolve((world.kept = changed(world.kept))),
    },
    async send(entry) {
      world.most = Math.max(world.most, ++world.open)
      world.sent.push(said(entry))
      await new Promise((resolve) => setTimeout(resolve, 20))
      world.open--
      return answers.shift() ?? { ok: true, reply: { seq: ++seq } }
    },
    changed: (entries) => (world.shown = entries),
    landed: (_, number) => world.landed.push(number),
    random: () => 1,
  })
  return { outbox, world }
}

const entry = (text: string, roomId = kitchen): Entry => ({
  name: 'message:send',
  input: { commandId: newId(), roomId, text },
  circleId,
  madeAt: 0,
  refusal: null,
})
const said = (sent: Entry) => (sent.name === 'message:send' ? sent.input.text : sent.name)
const noSeat = refuse('forbidden', { reason: 'no_seat' })

describe('the outbox', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('sends what ben writes in his order, one at a time', async () => {
    const { outbox, world } = openOutbox()
    outbox.start()
    for (const text of ['one', 'two', 'three']) await outbox.add(entry(text))
    await vi.runAllTimersAsync()
    expect(world.sent).toEqual(['one', 'two', 'three'])
    expect([world.most, world.landed, world.kept]).toEqual([1, [1, 2, 3], []])
  })

  it('does not let a slow room hold back another', async () => {
    const { outbox, world } = openOutbox()
    outbox.start()
    await outbox.add(entry('kitchen'))
    await outbox.add(entry('porch', porch))
    await vi.advanceTimersByTimeAsync(5)
    expect(world.most).toBe(2)
  })

  it('repeats the same command id, waiting longer each time but never more than 8 s', async () => {
    const gone = Array.from({ length: 8 }, () => refuse('unavailable'))
    const { outbox, world } = openOutbox(gone)
    const ids = new Set<string>()
    outbox.start()
    const written = entry('hello')
    ids.add(written.input.commandId)
    await outbox.add(written)
    await vi.advanceTimersByTimeAsync(20 + 300 + 20 + 600 + 20 + 1_200 + 10)
    expect(world.sent).toHaveLength(4)
    await vi.runAllTimersAsync()
    expect(world.sent).toHaveLength(9)
    expect(world.kept).toEqual([])
  })

  it('tries at once when the connection is back', async () => {
    const { outbox, world } = openOutbox([refuse('unavailable'), refuse('unavailable'), refuse('unavailable')])
    outbox.start()
    await outbox.add(entry('hello'))
    await vi.advanceTimersByTimeAsync(25)
    outbox.wake()
    expect(world.sent).toHaveLength(2)
  })

  it('keeps a message that waits for a seat, and what was written after it, until there is one', async () => {
    const { outbox, world } = openOutbox([noSeat])
    outbox.start()
    await outbox.add(entry('first'))
    await outbox.add(entry('second'))
    await vi.runAllTimersAsync()
    expect(world.sent).toEqual(['first'])
    expect(world.shown.map((waiting) => waiting.refusal?.details.reason)).toEqual(['no_seat', undefined])
    await outbox.seatTaken(kitchen)
    await vi.runAllTimersAsync()
    expect(world.sent).toEqual(['first', 'first', 'second'])
  })

  it('repeats a message that was refused for want of a seat while its author was sitting down', async () => {
    const { outbox, world } = openOutbox([noSeat])
    outbox.start()
    await outbox.add(entry('first'))
    await outbox.seatTaken(kitchen)
    await vi.runAllTimersAsync()
    expect(world.sent).toEqual(['first', 'first'])
    expect(world.kept).toEqual([])
  })

  it('sets aside what was refused for good, goes on, and sends it again when asked', async () => {
    const { outbox, world } = openOutbox([refuse('invalid')])
    outbox.start()
    const bad = entry('bad')
    await outbox.add(bad)
    await outbox.add(entry('good'))
    await vi.runAllTimersAsync()
    expect(world.sent).toEqual(['bad', 'good'])
    expect(world.kept.map(said)).toEqual(['bad'])
    await outbox.retry(bad.input.commandId)
    await vi.runAllTimersAsync()
    expect(world.sent).toEqual(['bad', 'good', 'bad'])
    expect(world.kept).toEqual([])
  })

  it('forgets what is discarded', async () => {
    const { outbox, world } = openOutbox([refuse('invalid')])
    outbox.start()
    const bad = entry('bad')
    await outbox.add(bad)
    await vi.runAllTimersAsync()
    await outbox.discard(bad.input.commandId)
    expect([world.kept, world.shown]).toEqual([[], []])
  })

  it('sends after a reload what was written before it, with the same id', async () => {
    const written = entry('before')
    const { outbox, world } = openOutbox([], [written])
    outbox.start()
    await vi.runAllTimersAsync()
    expect(world.sent).toEqual(['before'])
  })

  it('shows what other tabs wrote, and sends nothing in a tab without the turn', async () => {
    const { outbox, world } = openOutbox([], [entry('elsewhere')])
    await outbox.reload()
    await outbox.add(entry('here'))
    await vi.runAllTimersAsync()
    expect(world.shown.map(said)).toEqual(['elsewhere', 'here'])
    expect(world.sent).toEqual([])
  })

  it('forgets what was meant for a circle that removed its writer', async () => {
    const { outbox, world } = openOutbox([], [entry('one'), { ...entry('two'), circleId: newId() }])
    await outbox.reload()
    await outbox.dropCircle(circleId)
    expect(world.kept.map(said)).toEqual(['two'])
  })

  it('stops when nobody is signed in any more, and keeps what was written', async () => {
    const { outbox, world } = openOutbox([refuse('unauthenticated')])
    outbox.start()
    await outbox.add(entry('hello'))
    await vi.runAllTimersAsync()
    expect(world.sent).toHaveLength(1)
    expect(world.kept.map(said)).toEqual(['hello'])
  })
})
