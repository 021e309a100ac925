import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refuse } from '../../client/api/answers.ts'
import { createLookUp } from '../../client/state/looked-up.ts'
import type { Answer } from '../../shared/errors.ts'

const found = (reply: string): Answer<string> => ({ ok: true, reply })
const busy = refuse('unavailable')
const gone = refuse('not_found')

/** What a screen shows that asks for this, answer by answer. */
function lookUp(...answers: (Answer<string> | Promise<Answer<string>>)[]) {
  const seen: string[] = []
  let asked = 0
  const { again, stop } = createLookUp(
    () => Promise.resolve(answers[asked++] ?? found('the end')),
    ({ answer, isOld }) => {
      if (answer) seen.push(`${answer.ok ? answer.reply : answer.error.code}${isOld ? ', old' : ''}`)
    },
  )
  return { again, stop, seen, asked: () => asked }
}

describe('what was looked up', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('stays on the screen while the server does not answer, and is fetched again by itself', async () => {
    const { again, seen } = lookUp(found('first'), busy, refuse('timed_out'), found('second'))
    await again()
    await again()
    expect(seen).toEqual(['first', 'first, old'])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(seen).toEqual(['first', 'first, old', 'first, old', 'second'])
  })

  it('comes by itself also where the first answer was none, and not before the server wants to be asked', async () => {
    const { again, seen } = lookUp(refuse('too_many', { retryAfterMs: 5_000 }), found('first'))
    await again()
    await vi.advanceTimersByTimeAsync(4_900)
    expect(seen).toEqual(['too_many'])
    await vi.advanceTimersByTimeAsync(200)
    expect(seen).toEqual(['too_many', 'first'])
  })

  it('goes when it is there no longer, and nobody asks again', async () => {
    const { again, seen, asked } = lookUp(found('first'), gone)
    await again()
    await again()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(seen).toEqual(['first', 'not_found'])
    expect(asked()).toBe(2)
  })

  it('is never what an overtaken question brings, or one whose screen is gone', async () => {
    let late: (answer: Answer<string>) => void = () => {}
    const { again, stop, seen, asked } = lookUp(new Promise((resolve) => (late = resolve)), found('newer'), busy)
    void again()
    await again()
    late(found('older'))
    await again()
    stop()
    await again()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(seen).toEqual(['newer', 'newer, old'])
    expect(asked()).toBe(3)
  })
})
