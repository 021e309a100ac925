import postgres from 'postgres'
import { afterAll, expect, inject, test } from 'vitest'
import { openDatabase } from '../../server/storage/database.ts'
import { QueryTimeout } from '../../server/storage/clock.ts'
import type { Executor } from '../../server/storage/sql.ts'
import { urlOf } from '../support/services-setup.ts'
import { testDatabase, testDatabasePlace } from '../support/database.ts'
import { openFaultyWire } from '../support/faulty-wire.ts'

const database = await testDatabase()
await database.sql`create table steps (work text, no int)`
// Somebody else, for whom the guard against the outer sql does not hold.
const operator = postgres(inject('databaseUrl'), { max: 1 })
afterAll(() => operator.end())

const pidOf = async ({ sql }: Executor) => (await sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid ?? 0
const terminate = (pid: number) => operator`select pg_terminate_backend(${pid})`
const gone = async (pid: number) => {
  while ((await operator`select 1 from pg_stat_activity where pid = ${pid}`).length > 0);
}
const stepsOf = async (work: string) => (await database.sql`select no from steps where work = ${work}`).length

test('a transaction whose connection is lost between two statements leaves nothing, and the rest does not run', async () => {
  const work = database.inTransaction(async (tx) => {
    await tx.sql`insert into steps values ('between', 1)`
    const pid = await pidOf(tx)
    await terminate(pid)
    await gone(pid)
    // A later turn of the event loop: the client has seen its connection close, and would connect again by itself.
    await operator`select 1`
    await tx.sql`insert into steps values ('between', 2)`.catch(() => {})
    await tx.sql`insert into steps values ('between', 3)`
  })
  await expect(work).rejects.toThrow('connection of a transaction was lost')
  expect(await stepsOf('between')).toBe(0)
})

test('a transaction whose connection is lost during a statement leaves nothing', async () => {
  const work = database.inTransaction(async (tx) => {
    await tx.sql`insert into steps values ('during', 1)`
    const pid = await pidOf(tx)
    const sleeping = tx.sql`select pg_sleep(1)`.execute()
    const rest = tx.sql`insert into steps values ('during', 2)`.execute()
    await terminate(pid)
    await Promise.allSettled([sleeping, rest])
    await tx.sql`insert into steps values ('during', 3)`
  })
  await expect(work).rejects.toThrow('connection of a transaction was lost')
  expect(await stepsOf('during')).toBe(0)
})

test('after every kind of loss transactions go on as before', async () => {
  const one = (no: number) => database.inTransaction((tx) => tx.sql`insert into steps values ('afterwards', ${no})`)
  await Promise.all(Array.from({ length: 20 }, (_, no) => one(no)))
  expect(await stepsOf('afterwards')).toBe(20)
})

test('when the wire falls silent, queries are refused in time, and new ones find the server once it is back', async () => {
  const place = await testDatabasePlace()
  const wire = await openFaultyWire(place.options.url ?? '')
  const other = await openDatabase({ ...place.options, url: wire.url })
  afterAll(async () => {
    await other.close()
    wire.close()
    await place.drop()
  })
  const ask = () => other.sql`select 1 as one`
  await Promise.all(Array.from({ length: 10 }, ask))
  wire.silence()
  const asked = await Promise.allSettled(Array.from({ length: 10 }, ask))
  expect(asked.map((one) => (one.status === 'rejected' ? (one.reason as Error).name : 'answered'))).toEqual(
    Array.from({ length: 10 }, () => QueryTimeout.name),
  )
  // Only new connections are carried again; those that fell silent stay so.
  wire.carryNew()
  expect(await ask()).toEqual([{ one: 1 }])
  expect(await other.inTransaction((tx) => tx.sql`select 1 as one`)).toEqual([{ one: 1 }])
})

test('the server is told limits and names of every connection', async () => {
  const url = urlOf(inject('databaseUrl'), database.sql.options.database)
  const named = await openDatabase({ url, dataDir: '', nodeId: 'node-7' })
  const [found] = await named.sql`
    select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
      current_setting('idle_in_transaction_session_timeout') as idle, current_setting('application_name') as name`
  await named.close()
  expect(found).toEqual({ statement: '2s', lock: '1s', idle: '5s', name: 'node-7' })
})
