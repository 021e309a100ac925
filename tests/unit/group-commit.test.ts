import { expect, test } from 'vitest'
import { groupCommit } from '../../server/storage/group-commit.ts'

type Call = { items: string[]; end: PromiseWithResolvers<('busy' | string)[]> }

/** A group commit whose batches are ended by hand. */
function slowDatabase(limit = 200) {
  const batches: Call[] = []
  const singles: string[] = []
  const clock = { ms: 0 }
  const held = Promise.withResolvers<void>()
  const append = groupCommit<string, string>({
    limit,
    keyOf: (item) => item.split(' ')[0]!,
    doorOf: (item) => item.split(' ')[1]!,
    one: async (item) => {
      singles.push(item)
      if (item.includes('held')) await held.promise
      if (item.includes('poison')) throw new Error('poisoned')
      return `${item} alone`
    },
    many: (items) => {
      const call = { items, end: Promise.withResolvers<string[]>() }
      batches.push(call)
      return call.end.promise
    },
    isHopeless: (error) => (error as Error).message === 'no answer',
    isNobodysFault: (error) => (error as Error).message === 'gone',
    patienceMs: 1_000,
    tooLate: () => new Error('come again'),
    now: () => clock.ms,
  })
  return { append, batches, singles, clock, held }
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

test('items for one room that somebody holds go one after the other, and hold up no other room', async () => {
  const { append, batches, singles, held } = slowDatabase()
  const answers = ['a held', 'b held', 'c free', 'd held'].map(append)
  await turnOfLoop()
  batches[0]!.end.resolve(['busy', 'busy', 'busy', 'busy'])
  await turnOfLoop()
  expect(singles).toEqual(['a held', 'c free'])
  held.resolve()
  expect(await Promise.all(answers)).toEqual(['a held alone', 'b held alone', 'c free alone', 'd held alone'])
  expect(singles).toEqual(['a held', 'c free', 'b held', 'd held'])
})

test('whoever has waited too long behind others at a room that is held is asked to come again', async () => {
  const { append, batches, singles, clock, held } = slowDatabase()
  const answers = Promise.allSettled(['a held', 'b held'].map(append))
  await turnOfLoop()
  batches[0]!.end.resolve(['busy', 'busy'])
  await turnOfLoop()
  clock.ms = 1_001
  held.resolve()
  expect((await answers)[1]).toMatchObject({ reason: new Error('come again') })
  expect(singles).toEqual(['a held'])
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

test('who has waited too long for a batch is asked to come again, and who came later is written', async () => {
  const { append, batches, clock } = slowDatabase()
  const first = [append('a 1'), append('b 1')]
  await turnOfLoop()
  const late = Promise.allSettled([append('c 1'), append('d 1')])
  clock.ms = 800
  const inTime = [append('e 1'), append('f 1')]
  clock.ms = 1_500
  batches[0]!.end.resolve(['A', 'B'])
  await Promise.all(first)
  expect(await late).toMatchObject([{ reason: { message: 'come again' } }, { reason: { message: 'come again' } }])
  await turnOfLoop()
  expect(batches[1]!.items).toEqual(['e 1', 'f 1'])
  batches[1]!.end.resolve(['E', 'F'])
  expect(await Promise.all(inTime)).toEqual(['E', 'F'])
})

test('a batch that took too long to fail is not tried item by item, and who waits behind is written', async () => {
  const { append, batches, singles, clock } = slowDatabase()
  const failing = Promise.allSettled([append('a 1'), append('b 1')])
  await turnOfLoop()
  clock.ms = 1_200
  const behind = [append('c 1'), append('d 1')]
  batches[0]!.end.reject(new Error('cut'))
  expect(await failing).toMatchObject([{ reason: { message: 'cut' } }, { reason: { message: 'cut' } }])
  await turnOfLoop()
  batches[1]!.end.resolve(['C', 'D'])
  expect(await Promise.all(behind)).toEqual(['C', 'D'])
  expect(singles).toEqual([])
})

test('a batch whose connection went is not tried item by item: nobody of it was at fault', async () => {
  const { append, batches, singles } = slowDatabase()
  const failing = Promise.allSettled([append('a 1'), append('b 1')])
  await turnOfLoop()
  batches[0]!.end.reject(new Error('gone'))
  expect(await failing).toMatchObject([{ reason: { message: 'gone' } }, { reason: { message: 'gone' } }])
  expect(singles).toEqual([])
})
