import { expect, onTestFinished, test, vi } from 'vitest'
import { isBeyondUs, isNobodysFault, patiently, reachable } from '../../server/storage/reachable.ts'
import { DomainError } from '../../shared/errors.ts'

const failing = (code: unknown) =>
  reachable({
    read: async (name: string) => {
      throw Object.assign(new Error(`no ${name}`), { code })
    },
  })

const lost = 'CONNECTION_CLOSED CONNECTION_ENDED CONNECT_TIMEOUT ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT QUERY_TIMEOUT'
const noWay = 'ENOTFOUND EAI_AGAIN EHOSTUNREACH ENETUNREACH EHOSTDOWN'
const stopping = '25006 57P01 57P03 57014 08006 53300 40P01 40001 55P03 23505'
const away = `${lost} ${noWay} ${stopping}`.split(' ')
const wrong = ['22P02', '42601', '42P01', '23503', '23514', 'ENOENT', '', undefined, 57, null]

test.each(away)('what a database that is away fails with is unavailable, to be asked again: %s', async (code) => {
  const refused = await failing(code)
    .read('circle')
    .catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(DomainError)
  expect(refused).toMatchObject({ code: 'unavailable', details: { reason: 'database', retryAfterMs: 1_000 } })
})

test.each(wrong)('what is wrong with the question stays what it is: %s', async (code) => {
  expect(isBeyondUs(code)).toBe(false)
  await expect(failing(code).read('circle')).rejects.toThrow('no circle')
})

test('of what asks together nobody was at fault when the way to the database went, and somebody may be where they collide', () => {
  const gone = ['CONNECTION_CLOSED', 'ECONNREFUSED', 'EPIPE', '57P01', '57P03', '08006', '53300', 'ENOTFOUND', '25006']
  const theirs = ['23505', '40P01', '40001', '55P03', '57014', '22P02', undefined, null]
  expect([gone, theirs].map((codes) => codes.filter((code) => isNobodysFault({ code })))).toEqual([gone, []])
})

test('a refusal passes as it is, and so does an answer, and what is no work', async () => {
  const store = reachable({
    name: 'records',
    find: async (...words: string[]) => words.join(' '),
    refuse: async () => {
      throw new DomainError('not_found')
    },
    async lose() {
      await Promise.reject(Object.assign(new Error('lost'), { code: 'ECONNRESET' }))
    },
  })
  expect(store.name).toBe('records')
  expect(await store.find('every', 'word')).toBe('every word')
  await expect(store.refuse()).rejects.toMatchObject({ code: 'not_found' })
  await expect(store.lose()).rejects.toMatchObject({ code: 'unavailable' })
})

test('a node that serves asks until the database is back, and no longer', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  let asked = 0
  const answer = patiently(async () => {
    if (++asked < 4) throw new DomainError('unavailable', { reason: 'database', retryAfterMs: 1_000 })
    return 'link'
  })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(asked).toBe(3)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await answer).toBe('link')
  await expect(patiently(() => Promise.reject(new Error('wrong')))).rejects.toThrow('wrong')
})
