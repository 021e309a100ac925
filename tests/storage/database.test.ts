import { expect, test } from 'vitest'
import { QueryTimeout, withQueryTimeout } from '../../server/storage/clock.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const { sql } = database

await sql`create table things (name text, json jsonb, at timestamptz, big bigint, day date)`

const countOf = async (name: string) => (await sql`select 1 from things where name = ${name}`).length

test('a value reads as it was written', async () => {
  const value = {
    json: { a: [1, 'two', null] },
    at: new Date('2026-03-01T10:00:00.123Z'),
    big: 2 ** 52,
    day: '2026-03-01',
  }
  const { json, at, big, day } = value
  await sql`insert into things values ('kept', ${sql.json(json)}, ${at}, ${big}, ${day})`
  const rows = await sql`select json, at, big, day, jsonb_typeof(json) as type from things`
  expect([...rows]).toEqual([{ ...value, type: 'object' }])
})

test('a transaction happens as a whole', async () => {
  const written = await database.inTransaction(async (tx) => {
    await tx.sql`insert into things (name) values ('whole')`
    await tx.sql.unsafe(`insert into things (name) values ('whole')`)
    return (await tx.sql`select 1 from things where name = 'whole'`).length
  })
  expect(written).toBe(2)
  expect(await countOf('whole')).toBe(2)
})

test('a transaction that throws leaves nothing', async () => {
  const work = database.inTransaction(async (tx) => {
    await tx.sql`insert into things (name) values ('thrown')`
    throw new Error('no more')
  })
  await expect(work).rejects.toThrow('no more')
  expect(await countOf('thrown')).toBe(0)
})

test('a transaction that swallows a failed statement leaves nothing, and says so', async () => {
  const work = database.inTransaction(async (tx) => {
    await tx.sql`insert into things (name) values ('swallowed')`
    await tx.sql`select 1 / 0`.catch(() => {})
  })
  await expect(work).rejects.toThrow('after one of its statements had failed')
  expect(await countOf('swallowed')).toBe(0)
})

test('inside a transaction the outer sql is refused, in every way there is to reach it', async () => {
  const ways: (() => PromiseLike<unknown>)[] = [
    () => sql`select 1`,
    () => sql.unsafe('select 1'),
    () => database.inTransaction(() => Promise.resolve()),
  ]
  for (const way of ways) {
    await expect(database.inTransaction(async () => void (await way()))).rejects.toThrow('inside a transaction')
  }
  expect(await countOf('nothing')).toBe(0)
})

test('what a transaction leaves running may use the outer sql once the transaction has ended', async () => {
  const ended = Promise.withResolvers<void>()
  let later: Promise<number> = Promise.resolve(0)
  await database.inTransaction(async (tx) => {
    await tx.sql`insert into things (name) values ('left running')`
    later = ended.promise.then(() => countOf('left running'))
  })
  ended.resolve()
  expect(await later).toBe(1)
})

test('a transaction that has ended takes no more statements', async () => {
  const kept = await database.inTransaction((tx) => Promise.resolve(tx))
  await expect(kept.sql`insert into things (name) values ('too late')`).rejects.toThrow('has ended')
  expect(await countOf('too late')).toBe(0)
})

test('begin is not to be had but through inTransaction', async () => {
  await expect(sql.begin(() => Promise.resolve())).rejects.toThrow('inTransaction')
})

test('a query that takes too long is answered by the clock, and the next one finds the database', async () => {
  await expect(withQueryTimeout(200, async () => sql`select pg_sleep(1)`)).rejects.toBeInstanceOf(QueryTimeout)
  expect(await countOf('nothing')).toBe(0)
})

test('a query whose time is up before its turn comes never runs', async () => {
  const sleepers = Array.from({ length: 10 }, () => sql`select pg_sleep(0.15)`.execute())
  const late = withQueryTimeout(100, async () => sql`insert into things (name) values ('late')`)
  await expect(late).rejects.toBeInstanceOf(QueryTimeout)
  await Promise.all(sleepers)
  // As many as there are connections, so that each of them has passed whatever waited.
  await Promise.all(Array.from({ length: 20 }, () => sql`select 1`))
  expect(await countOf('late')).toBe(0)
})

test('a transaction that takes too long is rolled back, even when it waits for something else', async () => {
  const work = database.inTransaction(
    async (tx) => {
      await tx.sql`insert into things (name) values ('slow')`
      await new Promise(() => {})
    },
    { wholeMs: 100 },
  )
  await expect(work).rejects.toBeInstanceOf(QueryTimeout)
  expect(await countOf('slow')).toBe(0)
  await database.inTransaction((tx) => tx.sql`insert into things (name) values ('afterwards')`)
  expect(await countOf('afterwards')).toBe(1)
})

test('more transactions than connections wait for each other and all happen', async () => {
  const one = () => database.inTransaction((tx) => tx.sql`insert into things (name) values ('in line')`)
  await Promise.all(Array.from({ length: 30 }, one))
  expect(await countOf('in line')).toBe(30)
})
