import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import type { Published } from '../../server/domain/ports.ts'
import { createRelease } from '../../server/live/release.ts'

const roomId = newId()
const [circleId, ada] = [newId(), newId()]

const entry = (seq: number, epoch = 0): Published => ({
  circleId,
  epoch,
  event: { roomId, seq, kind: 'message:sent', memberId: ada, at: seq, body: { text: `word ${seq}` } },
})

/** A room whose log holds `log`, and what a node has released of it. */
function openRoom(log: Published[], { from = { head: 0, epoch: 0 }, failing = { reads: 0, reloads: 0 } } = {}) {
  const steps: string[] = []
  const troubles: string[] = []
  let reads = 0
  const release = createRelease({
    from,
    async readAfter(after, limit) {
      reads += 1
      if (failing.reads-- > 0) throw new Error('the database is away')
      return log.filter(({ event }) => event.seq > after).slice(0, limit)
    },
    async reloadHearers() {
      if (failing.reloads-- > 0) throw new Error('the database is away')
      await Promise.resolve()
      steps.push('hearers')
    },
    deliver: ({ event }) => void steps.push(String(event.seq)),
    trouble: (kind) => void troubles.push(kind),
  })
  return { release, steps, troubles, reads: () => reads }
}

describe('a room on a node', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('an event in its turn goes out while it is offered', () => {
    const { release, steps } = openRoom([])
    release.offer(entry(1))
    release.offer(entry(2))
    expect(steps).toEqual(['1', '2'])
    expect(release.position()).toEqual({ head: 2, epoch: 0 })
  })

  test('INV-4 an event waits for the one before it, which comes late', async () => {
    const { release, steps, reads } = openRoom([])
    release.offer(entry(2))
    release.offer(entry(3))
    release.offer(entry(3))
    await vi.advanceTimersByTimeAsync(149)
    expect(steps).toEqual([])
    release.offer(entry(1))
    expect(steps).toEqual(['1', '2', '3'])
    await vi.advanceTimersByTimeAsync(2_000)
    expect(reads()).toBe(0)
  })

  test('INV-4 a hole is read from the log after 150 ms', async () => {
    const { release, steps } = openRoom([1, 2, 3].map((seq) => entry(seq)))
    release.offer(entry(3))
    await vi.advanceTimersByTimeAsync(150)
    expect(steps).toEqual(['1', '2', '3'])
  })

  test('INV-4 what the bus lost without a trace shows itself by the head in the database', async () => {
    const { release, steps } = openRoom([1, 2].map((seq) => entry(seq)))
    release.offer(entry(1))
    release.expect({ head: 2, epoch: 0 })
    await vi.advanceTimersByTimeAsync(150)
    expect(steps).toEqual(['1', '2'])
  })

  test('a long absence is read page by page', async () => {
    const log = Array.from({ length: 950 }, (_, i) => entry(i + 1))
    const { release, steps, reads } = openRoom(log, { from: { head: 20, epoch: 0 } })
    release.expect({ head: 950, epoch: 0 })
    await vi.advanceTimersByTimeAsync(150)
    expect(steps).toEqual(log.slice(20).map(({ event }) => String(event.seq)))
    expect(reads()).toBe(5)
  })

  test('INV-7 the hearers are read again before the first event of a newer epoch, and while they are read nothing passes', async () => {
    const { release, steps } = openRoom([])
    release.offer(entry(1))
    release.offer(entry(2, 1))
    release.offer(entry(3, 1))
    expect(steps).toEqual(['1'])
    await vi.advanceTimersByTimeAsync(0)
    expect(steps).toEqual(['1', 'hearers', '2', '3'])
  })

  test('INV-7 a newer epoch in the database alone has the hearers read again', async () => {
    const { release, steps } = openRoom([])
    release.expect({ head: 0, epoch: 4 })
    await vi.advanceTimersByTimeAsync(0)
    expect(steps).toEqual(['hearers'])
    release.expect({ head: 0, epoch: 4 })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(steps).toEqual(['hearers'])
  })

  test('INV-7 while the hearers cannot be read nobody hears anything, and afterwards nothing is missing', async () => {
    const { release, steps, troubles } = openRoom([entry(1, 1)], { failing: { reads: 0, reloads: 2 } })
    release.offer(entry(1, 1))
    await vi.advanceTimersByTimeAsync(100)
    expect(steps).toEqual([])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(steps).toEqual(['hearers', '1'])
    expect(troubles).toContain('hearers_read_failed')
  })

  test('while the database is away a hole stays open, then it closes by itself', async () => {
    const { release, steps, troubles } = openRoom([entry(1), entry(2)], { failing: { reads: 2, reloads: 0 } })
    release.offer(entry(2))
    await vi.advanceTimersByTimeAsync(1_200)
    expect(troubles).toEqual(['hole_read_failed', 'hole_read_failed'])
    expect(steps).toEqual(['1', '2'])
  })

  test('INV-1 whatever is lost, doubled or mixed up, the log goes out in its order exactly once', async () => {
    const schedule = fc.record({
      epochs: fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
      arrivals: fc.array(fc.record({ at: fc.nat(3_000), which: fc.nat(39) }), { maxLength: 120 }),
      from: fc.nat(5),
      failing: fc.record({ reads: fc.nat(2), reloads: fc.nat(2) }),
    })
    await fc.assert(
      fc.asyncProperty(schedule, async ({ epochs, arrivals, from, failing }) => {
        let epoch = 0
        const log = epochs.map((isNew, i) => entry(i + 1, (epoch += isNew ? 1 : 0)))
        const start = Math.min(from, log.length)
        const startEpoch = start ? log[start - 1]!.epoch : 0
        const { release, steps } = openRoom(log, { from: { head: start, epoch: startEpoch }, failing })
        for (const { at, which } of arrivals) setTimeout(() => release.offer(log[which % log.length]!), at)
        for (let at = 1_000; at <= 9_000; at += 1_000) {
          setTimeout(() => release.expect({ head: log.length, epoch }), at)
        }
        await vi.advanceTimersByTimeAsync(10_000)
        const seqs = steps.filter((step) => step !== 'hearers').map(Number)
        expect(seqs).toEqual(log.slice(start).map(({ event }) => event.seq))
        // Before the first event of each epoch there was a reading of the hearers since that epoch was known.
        if (epoch > startEpoch) expect(steps[0] === 'hearers' || log[start]!.epoch === startEpoch).toBe(true)
        release.stop()
        vi.clearAllTimers()
      }),
      { numRuns: 150 },
    )
  })
})
