import { expect, test } from 'vitest'
import { msUntilQuiet, tidy } from '../../server/storage/tidy.ts'
import { testDatabase } from '../support/database.ts'

const { sql } = await testDatabase()

test('tidying gives the room of what is gone back and counts what is there', async () => {
  await sql`create table heaps (no int, text text) with (autovacuum_enabled = false)`
  await sql`insert into heaps select no, repeat('x', 500) from generate_series(1, 2000) no`
  await sql`delete from heaps where no > 10`
  const size = async () => (await sql<{ size: number }[]>`select pg_relation_size('heaps') as size`)[0]?.size ?? 0
  const before = await size()
  await tidy(sql)
  expect(await size()).toBeLessThan(before)
  expect(await sql`select reltuples::int as rows from pg_class where relname = 'heaps'`).toEqual([{ rows: 10 }])
})

test('a night is tidied once, at four', () => {
  const hours = (from: string) => msUntilQuiet(new Date(from)) / 3_600_000
  expect(hours('2026-01-10T03:00:00')).toBe(1)
  expect(hours('2026-01-10T04:00:00')).toBe(24)
  expect(hours('2026-01-10T23:00:00')).toBe(5)
})
