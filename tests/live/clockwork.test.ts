import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { nextLookInMs, startClockwork } from '../../server/live/clockwork.ts'

describe('what runs by the clock', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('a loop goes on after a failure, and says when it wants to run next', async () => {
    const troubles: string[] = []
    let runs = 0
    const clockwork = startClockwork(
      [
        {
          everyMs: 1_000,
          failsAs: 'heads_read_failed',
          run: async () => {
            runs += 1
            if (runs === 1) throw new Error('away')
            return 100
          },
        },
      ],
      (kind) => troubles.push(kind),
    )
    await vi.advanceTimersByTimeAsync(1_100)
    expect(runs).toBe(1)
    await vi.advanceTimersByTimeAsync(1_100)
    expect(runs).toBeGreaterThanOrEqual(2)
    await vi.advanceTimersByTimeAsync(1_100)
    expect(runs).toBeGreaterThanOrEqual(11)
    expect(troubles).toEqual(['heads_read_failed'])
    await clockwork.stop()
  })

  test('a loop never overlaps itself, and stopping waits for what is under way', async () => {
    const held = Promise.withResolvers<void>()
    let running = 0
    const run = async () => {
      running += 1
      await held.promise
    }
    const clockwork = startClockwork([{ everyMs: 100, failsAs: 'loop_failed', run }], () => {})
    await vi.advanceTimersByTimeAsync(5_000)
    expect(running).toBe(1)
    let isStopped = false
    const stopped = clockwork.stop().then(() => (isStopped = true))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(isStopped).toBe(false)
    held.resolve()
    await stopped
    await vi.advanceTimersByTimeAsync(5_000)
    expect(running).toBe(1)
  })

  test('due work is looked for once a second, and in steps of a tenth when something is due soon', () => {
    expect([null, 60_000, 2_001, 2_000, 500, 40, 0, -5].map(nextLookInMs)).toEqual([
      1_000, 1_000, 1_000, 100, 100, 40, 10, 10,
    ])
  })
})
