import { expect, test } from 'vitest'
import { createTurns } from '../../server/storage/turns.ts'

type Asked = { orders: string[]; end: PromiseWithResolvers<string[]> }

/** Doors at which every answer is given by hand; orders are "door name", and guests go in together. */
function openDoors(limit = 10) {
  const asked: Asked[] = []
  const clock = { ms: 0 }
  const ask = (orders: string[]) => {
    const end = Promise.withResolvers<string[]>()
    asked.push({ orders, end })
    return end.promise
  }
  const takeTurn = createTurns<string, string>({
    limit,
    doorOf: (order) => order.split(' ')[0]!,
    goesTogether: (order) => order.includes('guest'),
    one: async (order) => (await ask([order]))[0]!,
    many: ask,
    isHopeless: (error) => (error as Error).message === 'no answer',
    isWaitedOut: (error) => (error as Error).message === 'held',
    isNobodysFault: (error) => (error as Error).message === 'gone',
    patienceMs: 1_500,
    tooLate: () => new Error('come again'),
    now: () => clock.ms,
  })
  return { takeTurn, asked, clock, orders: () => asked.map(({ orders }) => orders) }
}

const turnOfLoop = () => new Promise((resolve) => setImmediate(resolve))

test('people at one door go in one by one, in the order in which they came; another door is open meanwhile', async () => {
  const { takeTurn, asked, orders } = openDoors()
  const [first, second] = [takeTurn('hall ada'), takeTurn('hall ben')]
  const elsewhere = takeTurn('attic chloe')
  expect(orders()).toEqual([['hall ada'], ['attic chloe']])
  asked[1]!.end.resolve(['up'])
  expect(await elsewhere).toBe('up')
  asked[0]!.end.resolve(['in'])
  expect(await first).toBe('in')
  await turnOfLoop()
  expect(orders()[2]).toEqual(['hall ben'])
  asked[2]!.end.resolve(['in too'])
  expect(await second).toBe('in too')
})

test('those who wait behind each other for the same go in together, never past somebody else', async () => {
  const { takeTurn, asked, orders } = openDoors(3)
  const answers = ['guest 1', 'guest 2', 'host', 'guest 3', 'guest 4', 'guest 5', 'guest 6'].map((name) =>
    takeTurn(`hall ${name}`),
  )
  const next = async (reply: string[]) => {
    asked.at(-1)!.end.resolve(reply)
    await turnOfLoop()
  }
  await next(['1'])
  await next(['2'])
  await next(['h'])
  await next(['3', '4', '5'])
  await next(['6'])
  expect(await Promise.all(answers)).toEqual(['1', '2', 'h', '3', '4', '5', '6'])
  expect(orders()).toEqual([
    ['hall guest 1'],
    ['hall guest 2'],
    ['hall host'],
    ['hall guest 3', 'hall guest 4', 'hall guest 5'],
    ['hall guest 6'],
  ])
})

test('a turn that fails lets the next one in, and a group that fails goes in one by one', async () => {
  const { takeTurn, asked, orders } = openDoors()
  const answers = Promise.allSettled(['guest 1', 'guest 2', 'guest 3'].map((name) => takeTurn(`hall ${name}`)))
  asked[0]!.end.reject(new Error('no'))
  await turnOfLoop()
  asked[1]!.end.reject(new Error('one of them'))
  await turnOfLoop()
  asked[2]!.end.resolve(['in'])
  await turnOfLoop()
  asked[3]!.end.reject(new Error('it was this one'))
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected'])
  expect(orders().slice(1)).toEqual([['hall guest 2', 'hall guest 3'], ['hall guest 2'], ['hall guest 3']])
})

test('a database that does not answer is waited for once: who waits behind hears of it with the first', async () => {
  const { takeTurn, asked } = openDoors()
  const answers = Promise.allSettled(['ada', 'ben', 'chloe'].map((name) => takeTurn(`hall ${name}`)))
  asked[0]!.end.reject(new Error('no answer'))
  expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  const later = takeTurn('hall dev')
  asked[1]!.end.resolve(['in'])
  expect(await later).toBe('in')
})

test('and so it is when the first of a group that has failed finds out: nobody of the others asks again', async () => {
  const { takeTurn, asked, orders } = openDoors(3)
  const names = ['1', '2', '3', '4', '5'].map((name) => `hall guest ${name}`)
  const answers = Promise.allSettled(names.map((name) => takeTurn(name)))
  asked[0]!.end.resolve(['in'])
  await turnOfLoop()
  asked[1]!.end.reject(new Error('one of them'))
  await turnOfLoop()
  asked[2]!.end.reject(new Error('no answer'))
  const reasons = (await answers).map((answer) => (answer.status === 'rejected' ? String(answer.reason) : answer.value))
  expect(reasons).toEqual(['in', ...names.slice(1).map(() => 'Error: no answer')])
  expect(orders()).toEqual([['hall guest 1'], names.slice(1, 4), ['hall guest 2']])
})

test('who came with somebody who has waited too long for a lock is not made to wait for it as well', async () => {
  const { takeTurn, asked, orders } = openDoors(3)
  const names = ['1', '2', '3', '4', '5'].map((name) => `hall guest ${name}`)
  const answers = Promise.allSettled(names.map((name) => takeTurn(name)))
  asked[0]!.end.resolve(['in'])
  await turnOfLoop()
  asked[1]!.end.reject(new Error('held'))
  await turnOfLoop()
  // The lock may be free by now: one of them tries, for all.
  asked[2]!.end.reject(new Error('held'))
  await turnOfLoop()
  asked[3]!.end.resolve(['in too'])
  const statuses = (await answers).map(({ status }) => status)
  expect(statuses).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected', 'fulfilled'])
  expect(orders().slice(1)).toEqual([names.slice(1, 4), ['hall guest 2'], ['hall guest 5']])
})

test('whoever has waited too long is asked to come again instead of going in, and whoever came later goes in', async () => {
  const { takeTurn, asked, clock, orders } = openDoors()
  const first = takeTurn('hall ada')
  const late = Promise.allSettled([takeTurn('hall guest 1'), takeTurn('hall guest 2')])
  clock.ms = 1_000
  const inTime = takeTurn('hall guest 3')
  clock.ms = 2_000
  asked[0]!.end.resolve(['in'])
  expect(await first).toBe('in')
  expect(await late).toMatchObject([{ reason: { message: 'come again' } }, { reason: { message: 'come again' } }])
  expect(orders().slice(1)).toEqual([['hall guest 3']])
  asked[1]!.end.resolve(['in too'])
  expect(await inTime).toBe('in too')
})

test('when all who wait have waited too long the door is open for the next one', async () => {
  const { takeTurn, asked, clock, orders } = openDoors()
  const first = takeTurn('hall ada')
  const late = takeTurn('hall ben')
  clock.ms = 2_000
  asked[0]!.end.resolve(['in'])
  await first
  await expect(late).rejects.toThrow('come again')
  await turnOfLoop()
  void takeTurn('hall chloe')
  expect(orders()[1]).toEqual(['hall chloe'])
})

test('a group whose connection went is not let in one by one, and who waits behind it goes in', async () => {
  const { takeTurn, asked, orders } = openDoors(2)
  const first = takeTurn('hall ada')
  const group = Promise.allSettled([takeTurn('hall guest 1'), takeTurn('hall guest 2')])
  const behind = takeTurn('hall guest 3')
  asked[0]!.end.resolve(['in'])
  await first
  await turnOfLoop()
  asked[1]!.end.reject(new Error('gone'))
  expect((await group).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  await turnOfLoop()
  asked[2]!.end.resolve(['in too'])
  expect(await behind).toBe('in too')
  expect(orders()).toEqual([['hall ada'], ['hall guest 1', 'hall guest 2'], ['hall guest 3']])
})
