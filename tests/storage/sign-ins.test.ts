import { expect, test } from 'vitest'
import type { Sql } from '../../server/storage/sql.ts'
import { createSignInStore } from '../../server/storage/sign-in-store.ts'
import { newId } from '../../shared/new-id.ts'
import { testDatabase } from '../support/database.ts'
import { openWorld } from '../support/world.ts'

const database = await testDatabase()
const world = await openWorld(database)
const { sql } = database

/** A device of somebody's that was last seen yesterday. */
async function device(name: string): Promise<{ secretHash: string; personId: string }> {
  const [personId, secretHash] = [await world.person(name), `hash of ${newId()}`]
  await createSignInStore(database).insert({ signInId: newId(), secretHash, label: 'laptop' }, personId)
  await sql`update sign_ins set seen_at = kith_now() - interval '1 day' where secret_hash = ${secretHash}`
  return { secretHash, personId }
}

const seenAgo = async (personId: string) => Date.now() - (await createSignInStore(database).listOf(personId))[0]!.seenAt

test('when somebody was last seen is written down as they come', async () => {
  const { secretHash, personId } = await device('ada')
  expect(await createSignInStore(database).find({ secretHash })).toMatchObject({ personId })
  await expect.poll(() => seenAgo(personId)).toBeLessThan(3_600_000)
})

test('and nobody is refused because it could not be', async () => {
  const { secretHash, personId } = await device('ben')
  const failing = (first: TemplateStringsArray, ...rest: never[]) =>
    first[0]!.includes('update sign_ins set seen_at') ? Promise.reject(new Error('held')) : sql(first, ...rest)
  const store = createSignInStore({ sql: failing as unknown as Sql })
  expect(await store.find({ secretHash })).toMatchObject({ personId })
  expect(await seenAgo(personId)).toBeGreaterThan(3_600_000)
})
