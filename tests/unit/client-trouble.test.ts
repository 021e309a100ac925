import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Connection } from '../../client/api/socket.ts'

vi.useFakeTimers()
const { connection, trouble } = await import('../../client/state/conn.ts')
const { isReachable } = await import('../../client/api/http.ts')

const become = (state: Connection['state']) => (connection.value = { state, since: Date.now() })

beforeAll(() => void vi.stubGlobal('fetch', () => Promise.reject(new Error('no network'))))
afterAll(() => void vi.useRealTimers())

test('a break is told after two seconds, and that the live connection is blocked once HTTP alone has worked as long', async () => {
  become('lost')
  await vi.advanceTimersByTimeAsync(1_900)
  expect(trouble.value).toBe('none')
  await vi.advanceTimersByTimeAsync(200)
  expect(trouble.value).toBe('lost')
  become('polling')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(trouble.value).toBe('lost')
  isReachable.value = true
  await vi.advanceTimersByTimeAsync(1_900)
  expect(trouble.value).toBe('lost')
  await vi.advanceTimersByTimeAsync(200)
  expect(trouble.value).toBe('polling')
})

test('a network that is back is not told as one that blocks: its first answer comes before the live connection stands', async () => {
  become('open')
  become('polling')
  isReachable.value = true
  await vi.advanceTimersByTimeAsync(500)
  become('open')
  await vi.advanceTimersByTimeAsync(5_000)
  expect(trouble.value).toBe('none')
})
