import { expect, test } from 'vitest'
import { gather } from '../../server/gather.ts'

function openStore(limit = 10) {
  const asked: { items: number[]; end: PromiseWithResolvers<string[]> }[] = []
  const find = gather<number, string>(limit, (items) => {
    const end = Promise.withResolvers<string[]>()
    asked.push({ items, end })
    return end.promise
  })
  return { find, asked }
}

const turnOfLoop = () => new Promise((resolve) => setImmediate(resolve))

test('what is asked at one moment is asked together, and what comes meanwhile with the next question', async () => {
  const { find, asked } = openStore(2)
  const first = [find(1), find(2)]
  await turnOfLoop()
  const second = [find(3), find(4), find(5)]
  await turnOfLoop()
  expect(asked.map(({ items }) => items)).toEqual([[1, 2]])
  asked[0]!.end.resolve(['one', 'two'])
  expect(await Promise.all(first)).toEqual(['one', 'two'])
  await turnOfLoop()
  asked[1]!.end.resolve(['three', 'four'])
  await turnOfLoop()
  asked[2]!.end.resolve(['five'])
  expect(await Promise.all(second)).toEqual(['three', 'four', 'five'])
})

test('a question that fails fails for all who wait, and the next one is asked anew', async () => {
  const { find, asked } = openStore()
  const first = [find(1)]
  await turnOfLoop()
  const answers = Promise.allSettled([...first, find(2), find(3)])
  asked[0]!.end.reject(new Error('away'))
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  const later = find(4)
  await turnOfLoop()
  expect(asked[1]!.items).toEqual([4])
  asked[1]!.end.resolve(['back'])
  expect(await later).toBe('back')
})
