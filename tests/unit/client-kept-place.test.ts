import { expect, it, vi } from 'vitest'

let placedIn = 'attic'

vi.mock('../../client/api/socket.ts', async (original) => ({
  ...(await original<object>()),
  ask: () => Promise.resolve({ ok: true, reply: { placedIn, placedUntil: null } }),
}))

const { keptPlace, lookAtPlace } = await import('../../client/state/kept-place.ts')

it('where somebody had a place in one round says nothing of their place in the next', async () => {
  await lookAtPlace('books', 'attic')
  expect(keptPlace('attic')).toMatchObject({ roomId: 'attic', until: null })
  expect(keptPlace('porch')).toBeNull()
  placedIn = 'porch'
  await lookAtPlace('books', 'porch')
  expect(keptPlace('porch')).toMatchObject({ roomId: 'porch', until: null })
})
