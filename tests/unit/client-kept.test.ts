import { beforeEach, expect, it, vi } from 'vitest'

const disk = vi.hoisted(() => ({ values: new Map<string, unknown>(), isFull: false }))
vi.mock('idb-keyval', () => {
  const put = async (key: string, value: unknown) => {
    if (disk.isFull) throw new DOMException('The disk is full', 'QuotaExceededError')
    disk.values.set(key, value)
  }
  return {
    createStore: () => null,
    get: async (key: string) => disk.values.get(key),
    set: put,
    update: async (key: string, change: (value: unknown) => unknown) => await put(key, change(disk.values.get(key))),
    del: async (key: string) => void disk.values.delete(key),
    delMany: async (keys: string[]) => keys.forEach((key) => disk.values.delete(key)),
    keys: async () => [...disk.values.keys()],
    clear: async () => disk.values.clear(),
  }
})
const { kept } = await import('../../client/api/kept.ts')

beforeEach(async () => {
  disk.isFull = false
  await kept.wipe()
})

const add = (word: string) => kept.change<string[]>('outbox', (before) => [...(before ?? []), word])

it('a full disk loses no word: what was there before and what came since are both there', async () => {
  await add('one')
  disk.isFull = true
  expect(await add('two')).toEqual(['one', 'two'])
  expect(await add('three')).toEqual(['one', 'two', 'three'])
  expect(await kept.get('outbox')).toEqual(['one', 'two', 'three'])
  expect(await kept.keys('out')).toEqual(['outbox'])
  disk.isFull = false
  expect(await add('four')).toEqual(['one', 'two', 'three', 'four'])
  expect(disk.values.get('outbox')).toEqual(['one', 'two', 'three', 'four'])
})

it('what could not be written is read back, until something newer is written or it is taken away', async () => {
  await kept.set('draft', 'old')
  disk.isFull = true
  await kept.set('draft', 'new')
  expect(await kept.get('draft')).toBe('new')
  disk.isFull = false
  await kept.set('draft', 'newer')
  expect([await kept.get('draft'), disk.values.get('draft')]).toEqual(['newer', 'newer'])
  disk.isFull = true
  await kept.set('draft', 'newest')
  await kept.remove('draft')
  expect(await kept.get('draft')).toBeUndefined()
})

it('changes at once on a disk that takes nothing keep what each of them wrote', async () => {
  disk.isFull = true
  await Promise.all(['one', 'two', 'three'].map(add))
  expect(await kept.get('outbox')).toEqual(['one', 'two', 'three'])
  const without = (word: string) =>
    kept.change<string[]>('outbox', (before) => (before ?? []).filter((other) => other !== word))
  await Promise.all(['one', 'two'].map(without))
  expect(await kept.get('outbox')).toEqual(['three'])
})
