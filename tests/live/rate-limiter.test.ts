import { describe, expect, test } from 'vitest'
import { createNodeCounter } from '../../server/live/rate-limiter.ts'

const budget = { times: 3, withinMs: 60_000 }

describe('budgets on one node', () => {
  test('so many are taken at once, then somebody waits, and only they', async () => {
    const counter = createNodeCounter(() => {})
    for (let i = 0; i < 3; i++) expect(await counter.take('ada', budget)).toBe(0)
    const waitMs = await counter.take('ada', budget)
    expect(waitMs).toBeGreaterThan(50_000)
    expect(waitMs).toBeLessThanOrEqual(60_000)
    expect(await counter.take('ben', budget)).toBe(0)
    expect(await counter.take('ada', { times: 5, withinMs: 60_000 })).toBe(0)
  })

  test('what is given back can be taken again', async () => {
    const counter = createNodeCounter(() => {})
    for (let i = 0; i < 3; i++) await counter.take('ada', budget)
    await counter.giveBack('ada', budget)
    expect(await counter.take('ada', budget)).toBe(0)
    expect(await counter.take('ada', budget)).toBeGreaterThan(0)
  })
})
