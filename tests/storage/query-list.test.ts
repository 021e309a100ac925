import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../support/database.ts'

// PGlite is a newer PostgreSQL in another costume. The same list runs on the server: every answer is expected of both.
const { sql } = await testDatabase()
await sql.unsafe(`
  create table shelves (id int primary key, name text not null unique, room int check (room < 10));
  create table books (shelf int references shelves, title text, pages bigint, tags text[], about jsonb);
  insert into shelves values (1, 'a', 1), (2, 'b', 2)`)
afterAll(() => sql.unsafe('drop table books, shelves'))

describe('both databases answer alike', () => {
  const answers: [what: string, text: string, answer: unknown][] = [
    [
      'numbers',
      'select 1::int as int, 2::bigint as big, 3.5::float8 as float, 4.50::numeric as exact',
      { int: 1, big: 2, float: 3.5, exact: '4.50' },
    ],
    ['nothing', `select null as none, '' as empty`, { none: null, empty: '' }],
    [
      'arrays',
      `select array[1, 2] as ints, array['a', '{,"'] as texts, array[5::bigint] as bigs`,
      { ints: [1, 2], texts: ['a', '{,"'], bigs: [5] },
    ],
    ['json', `select '{"a": [1, null], "b": "é"}'::jsonb as json`, { json: { a: [1, null], b: 'é' } }],
    [
      'times',
      `select '2026-07-01 12:00:00+02'::timestamptz as at, '2026-07-01'::date as day`,
      { at: new Date('2026-07-01T10:00:00Z'), day: '2026-07-01' },
    ],
    ['the time zone', `select to_char('2026-07-01 12:00:00+02'::timestamptz, 'HH24:MI') as at`, { at: '10:00' }],
    ['bytes', `select '\\x00ff'::bytea as bytes`, { bytes: Buffer.from([0, 255]) }],
    [
      'words',
      `select 'ß🜁' as words, upper('é') as upper, length('🜁') as length`,
      { words: 'ß🜁', upper: 'É', length: 1 },
    ],
    [
      'identifiers',
      `select '0190a0a0-0000-7000-8000-000000000001'::uuid as id`,
      { id: '0190a0a0-0000-7000-8000-000000000001' },
    ],
    [
      'search',
      `select to_tsvector('simple', 'Tea and bread') @@ websearch_to_tsquery('simple', 'bread') as found`,
      { found: true },
    ],
    [
      'windows',
      'select sum(x) over (order by x) as sum from generate_series(1, 3) x order by 1 desc limit 1',
      { sum: 6 },
    ],
    ['locks', `select count(*) as free from (select 1 from shelves for no key update skip locked) s`, { free: 2 }],
  ]
  test.each(answers)('%s', async (_, text, answer) => {
    expect((await sql.unsafe(text))[0]).toEqual(answer)
  })
})

describe('both databases refuse alike', () => {
  const refusals: [what: string, text: string, code: string][] = [
    ['a second one of what is unique', `insert into shelves values (3, 'a', 1)`, '23505'],
    ['nothing where something is needed', 'insert into shelves values (3, null, 1)', '23502'],
    ['what a check forbids', `insert into shelves values (3, 'c', 11)`, '23514'],
    ['a reference to nothing', 'insert into books values (9)', '23503'],
    ['text that is no number', `select 'a'::int`, '22P02'],
    ['a number that is too great', 'select 2147483648::int', '22003'],
    ['NUL in JSON', `select '{"a": "\\u0000"}'::jsonb ->> 'a'`, '22P05'],
    ['a division by zero', 'select 1 / 0', '22012'],
    ['a table that is not there', 'select 1 from cellars', '42P01'],
    ['what a function raises', `do $$ begin raise exception 'no' using errcode = 'P0001'; end $$`, 'P0001'],
    ['what is not SQL', 'selekt', '42601'],
  ]
  test.each(refusals)('%s', async (_, text, code) => {
    await expect(sql.unsafe(text)).rejects.toMatchObject({ code })
    expect(await sql`select 1 as fine`).toEqual([{ fine: 1 }])
  })
})

test('parameters arrive whole, whatever is in them', async () => {
  const [title, tags, about, pages] = [
    `Robert'); drop table books; -- 🜁`,
    ['a', '"b",{}'],
    { deep: [{ er: 1 }] },
    9_007_199_254_740_991,
  ]
  await sql`insert into books (title, tags, about, pages) values (${title}, ${tags}, ${sql.json(about)}, ${pages})`
  expect(await sql`select title, tags, about, pages from books`).toEqual([{ title, tags, about, pages }])
  const long = 'x'.repeat(3_000_000)
  expect((await sql`select ${long}::text as long`)[0]?.['long']).toBe(long)
})

test('NUL in a text is refused', async () => {
  await expect(sql`select ${'a\u0000'}::text`).rejects.toMatchObject({ code: '22021' })
})

test('a hundred queries at once each get their own answer', async () => {
  const numbers = Array.from({ length: 100 }, (_, no) => no)
  const answers = await Promise.all(numbers.map((no) => sql<{ no: number }[]>`select ${no}::int as no`))
  expect(answers.map((rows) => rows[0]?.no)).toEqual(numbers)
})
