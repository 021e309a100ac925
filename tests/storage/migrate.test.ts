import { expect, test } from 'vitest'
import { StartupError } from '../../server/startup-error.ts'
import { migrate, readMigrations, type Migrations } from '../../server/storage/migrate.ts'
import { testDatabase } from '../support/database.ts'

const database = await testDatabase()
const { sql } = database
const landed = readMigrations()

const file = (name: string, text: string) => ({ name, text, hash: text })
const more = (once: Migrations['once'], repeatable: Migrations['repeatable'] = [], version = '1.9.0'): Migrations => ({
  version,
  once: [...landed.once, ...once],
  repeatable: [...landed.repeatable, ...repeatable],
})
const answer = (n: number) =>
  file('99-answer.sql', `create or replace function answer() returns int language sql as 'select ${n}'`)

test('every migration of the code has been applied', async () => {
  const applied = await sql<{ name: string }[]>`select name from kith_migrations order by name`
  expect(landed.once.length).toBeGreaterThan(0)
  expect(applied.map((row) => row.name)).toEqual(landed.once.map((migration) => migration.name))
})

test('a new migration is applied once', async () => {
  const next = more([file('9001_drawers.sql', 'create table drawers (no int); insert into drawers values (1)')])
  await migrate(database, next)
  await migrate(database, next)
  expect(await sql`select no from drawers`).toEqual([{ no: 1 }])
  await sql`delete from kith_migrations where name = '9001_drawers.sql'`
})

test('a migration that fails leaves nothing of itself, nor of those before it', async () => {
  const broken = more([file('9002_half.sql', 'create table half (no int)'), file('9003_bad.sql', 'select 1 / 0')])
  await expect(migrate(database, broken)).rejects.toThrow('division by zero')
  expect(await sql`select to_regclass('half') as half`).toEqual([{ half: null }])
})

test('a function is applied again when its text has changed, and only then', async () => {
  await migrate(database, more([], [answer(41)]))
  await migrate(database, more([], [answer(42)]))
  expect(await sql`select answer()`).toEqual([{ answer: 42 }])
  await sql`drop function answer`
  await migrate(database, more([], [answer(42)]))
  await expect(sql`select answer()`).rejects.toThrow('does not exist')
})

test('a node of an older Kith that starts anew leaves the functions of a newer one alone', async () => {
  const answers = async () => (await sql<{ answer: number }[]>`select answer()`)[0]!.answer
  await migrate(database, more([], [answer(1)], '1.9.0'))
  await migrate(database, more([], [answer(2)], '1.10.0'))
  await migrate(database, more([], [answer(1)], '1.9.0'))
  expect(await answers()).toBe(2)
  await migrate(database, more([], [answer(1)], '1.10.1'))
  expect(await answers()).toBe(1)
  await sql.unsafe(`drop function answer; delete from kith_functions where name = '99-answer.sql'`)
})

test('a database that is newer than the code is refused with a sentence', async () => {
  await sql`insert into kith_migrations values ('9999_from_tomorrow.sql', 'x', now())`
  const migrating = migrate(database)
  await expect(migrating).rejects.toBeInstanceOf(StartupError)
  await expect(migrating).rejects.toThrow('newer than this Kith (it has 9999_from_tomorrow.sql)')
  await sql`delete from kith_migrations where name = '9999_from_tomorrow.sql'`
})

test('a migration that was edited after it had been applied is refused', async () => {
  const [first, ...rest] = landed.once
  const edited = { ...landed, once: [{ ...first!, hash: 'another' }, ...rest] }
  await expect(migrate(database, edited)).rejects.toThrow('was changed after it had been applied')
})
