import { expect, test } from 'vitest'
import { createTurns } from '../../server/storage/turns.ts'

type Asked = { orders: string[]; end: PromiseWithResolvers<string[]> }

/** Doors at which every answer is given by hand; orders are "door name", and guests go in together. */
function openDoors(limit = 10) {
  const asked: Asked[] = []
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
  })
  return { takeTurn, asked, orders: () => asked.map(({ orders }) => orders) }
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
