import { expect, test } from 'vitest'
import { groupCommit } from '../../server/storage/group-commit.ts'

type Call = { items: string[]; end: PromiseWithResolvers<('busy' | string)[]> }

/** A group commit whose batches are ended by hand. */
function slowDatabase(limit = 200) {
  const batches: Call[] = []
  const singles: string[] = []
  const append = groupCommit<string, string>({
    limit,
    keyOf: (item) => item.split(' ')[0]!,
    one: (item) => {
      singles.push(item)
      return item.includes('poison') ? Promise.reject(new Error('poisoned')) : Promise.resolve(`${item} alone`)
    },
    many: (items) => {
      const call = { items, end: Promise.withResolvers<string[]>() }
      batches.push(call)
      return call.end.promise
    },
    isHopeless: (error) => (error as Error).message === 'no answer',
  })
  return { append, batches, singles }
}

const turnOfLoop = () => new Promise((resolve) => setImmediate(resolve))

test('what waits at one moment is written together, and what comes meanwhile goes with the next batch', async () => {
  const { append, batches } = slowDatabase()
  const first = [append('a 1'), append('b 1')]
  await turnOfLoop()
  const second = [append('c 1'), append('d 1'), append('e 1')]
  await turnOfLoop()
  expect(batches.map(({ items }) => items)).toEqual([['a 1', 'b 1']])

  batches[0]!.end.resolve(['A', 'B'])
  expect(await Promise.all(first)).toEqual(['A', 'B'])
  await turnOfLoop()
  expect(batches[1]!.items).toEqual(['c 1', 'd 1', 'e 1'])
  batches[1]!.end.resolve(['C', 'D', 'E'])
  expect(await Promise.all(second)).toEqual(['C', 'D', 'E'])
})

test('one command never stands twice in a batch: the repeat waits and finds the trace of the first', async () => {
  const { append, batches, singles } = slowDatabase()
  const answers = [append('a 1'), append('b 1'), append('a 2')]
  await turnOfLoop()
  expect(batches[0]!.items).toEqual(['a 1', 'b 1'])
  batches[0]!.end.resolve(['A', 'B'])
  expect(await Promise.all(answers)).toEqual(['A', 'B', 'a 2 alone'])
  expect(singles).toEqual(['a 2'])
})

test('an item whose room somebody holds goes alone and holds up nobody', async () => {
  const { append, batches } = slowDatabase()
  const answers = [append('a 1'), append('b 1')]
  await turnOfLoop()
  batches[0]!.end.resolve(['busy', 'B'])
  expect(await Promise.all(answers)).toEqual(['a 1 alone', 'B'])
})

test('a batch that fails is repeated item by item: only the bad one fails', async () => {
  const { append, batches } = slowDatabase()
  const answers = Promise.allSettled([append('a good'), append('b poison'), append('c good')])
  await turnOfLoop()
  batches[0]!.end.reject(new Error('invalid input'))
  expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

test('a batch is never larger than the limit, and nothing is left waiting', async () => {
  const { append, batches } = slowDatabase(2)
  const answers = ['a', 'b', 'c', 'd'].map((item) => append(item))
  await turnOfLoop()
  batches[0]!.end.resolve(['A', 'B'])
  await turnOfLoop()
  batches[1]!.end.resolve(['C', 'D'])
  expect(await Promise.all(answers)).toEqual(['A', 'B', 'C', 'D'])
})

test('a database that does not answer is waited for once: who waits behind hears of it with the first', async () => {
  const { append, batches, singles } = slowDatabase(2)
  const answers = Promise.allSettled(['a', 'b', 'c'].map((item) => append(item)))
  await turnOfLoop()
  batches[0]!.end.reject(new Error('no answer'))
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(singles).toEqual([])
})
