import type { Id } from '../../shared/ids.ts'
import type { LinkKind, NewSignIn, OpenLink, SignIn, SignInStore } from '../domain/sign-in-store.ts'
import type { Executor, Sql } from './sql.ts'

const NOT_SEEN_FOR = '180 days'

export function createSignInStore({ sql }: Executor): SignInStore {
  return {
    find: (by) => findSignIn(sql, by),
    async insert({ signInId, secretHash, label }, personId) {
      await sql`
        insert into sign_ins (id, person_id, secret_hash, label, made_at, seen_at)
        values (${signInId}, ${personId}, ${secretHash}, ${label}, kith_now(), kith_now())`
    },
    async end(signInId) {
      await sql`update sign_ins set ended_at = kith_now() where id = ${signInId} and ended_at is null`
    },
    async ended(signInIds) {
      const rows = await sql<{ id: Id }[]>`
        select id from sign_ins where id = any (${signInIds}::uuid[]) and ended_at is not null`
      return rows.map(({ id }) => id)
    },
    insertLink: (link) => insertLink(sql, link),
    async findLink(codeHash) {
      const [link] = await sql<OpenLink[]>`
        select kind, name from sign_in_links left join people on people.id = person_id
        where code_hash = ${codeHash} and used_at is null and (expires_at is null or expires_at > kith_now())`
      return link ?? null
    },
    redeemLink: (codeHash, signIn) => redeemLink(sql, codeHash, signIn),
    offerFirstLink: (codeHash) => offerFirstLink(sql, codeHash),
    redeemFirstLink: (codeHash, person, signIn) => redeemFirstLink(sql, codeHash, person, signIn),
    async setEmail(personId, { sealed, index }) {
      // A statement of its own decides, so that two people who claim one address at once get one answer each.
      const rows = await sql`
        update people set email_sealed = ${sealed}, email_index = ${index}
        where id = ${personId}
          and not exists (select 1 from people other where other.email_index = ${index} and other.id <> ${personId})
        returning 1`.catch(emptyIfTaken)
      return rows.length > 0
    },
    async findByEmail(index) {
      const [person] = await sql<{ personId: Id; sealed: string }[]>`
        select id as "personId", email_sealed as sealed from people where email_index = ${index}`
      return person ?? null
    },
  }
}

async function findSignIn(sql: Sql, by: { secretHash: string } | { signInId: Id }): Promise<SignIn | null> {
  const which = 'secretHash' in by ? sql`s.secret_hash = ${by.secretHash}` : sql`s.id = ${by.signInId}`
  const [found] = await sql<(SignIn & { isStale: boolean })[]>`
    select s.id as "signInId", s.person_id as "personId", p.name,
      s.seen_at < kith_now() - interval '1 hour' as "isStale"
    from sign_ins s join people p on p.id = s.person_id
    where ${which} and s.ended_at is null and s.seen_at > kith_now() - ${NOT_SEEN_FOR}::interval`
  if (!found) return null
  const { isStale, ...signIn } = found
  if (isStale) await sql`update sign_ins set seen_at = kith_now() where id = ${signIn.signInId}`
  return signIn
}

// A new code for a device puts the one before out of use: at most one short code per person can be guessed.
async function insertLink(
  sql: Sql,
  { codeHash, kind, personId, lifeMs }: { codeHash: string; kind: LinkKind; personId: Id; lifeMs: number },
): Promise<{ expiresAt: number }> {
  const [row] = await sql<{ expiresAt: Date }[]>`
    with old as (
      delete from sign_in_links where expires_at < kith_now() - interval '1 day'
        or (${kind} = 'device' and kind = 'device' and person_id = ${personId} and used_at is null)
    )
    insert into sign_in_links (code_hash, kind, person_id, made_at, expires_at)
    values (${codeHash}, ${kind}, ${personId}, kith_now(), kith_now() + ${lifeMs}::integer * interval '1 millisecond')
    returning expires_at as "expiresAt"`
  return { expiresAt: row!.expiresAt.getTime() }
}

// Two who use the link at once: the second waits for the row, sees it used and starts nothing.
async function redeemLink(sql: Sql, codeHash: string, signIn: NewSignIn): Promise<SignIn | null> {
  const [row] = await sql<SignIn[]>`
    with used as (
      update sign_in_links set used_at = kith_now()
      where code_hash = ${codeHash} and person_id is not null and used_at is null and expires_at > kith_now()
      returning person_id
    ), started as (
      insert into sign_ins (id, person_id, secret_hash, label, made_at, seen_at)
      select ${signIn.signInId}::uuid, person_id, ${signIn.secretHash}, ${signIn.label}, kith_now(), kith_now() from used
      returning id, person_id
    )
    select started.id as "signInId", person_id as "personId", name from started join people on people.id = person_id`
  return row ?? null
}

async function offerFirstLink(sql: Sql, codeHash: string): Promise<boolean> {
  await sql`
    insert into sign_in_links (code_hash, kind, made_at)
    select ${codeHash}, 'first', kith_now() where not exists (select 1 from people) on conflict do nothing`
  const rows = await sql`select 1 from sign_in_links where code_hash = ${codeHash} and used_at is null`
  return rows.length > 0
}

async function redeemFirstLink(
  sql: Sql,
  codeHash: string,
  { personId, name }: { personId: Id; name: string },
  signIn: NewSignIn,
): Promise<boolean> {
  const rows = await sql`
    with used as (
      update sign_in_links set used_at = kith_now()
      where code_hash = ${codeHash} and kind = 'first' and used_at is null returning 1
    ), person as (
      insert into people (id, name, made_at) select ${personId}::uuid, ${name}, kith_now() from used returning id
    )
    insert into sign_ins (id, person_id, secret_hash, label, made_at, seen_at)
    select ${signIn.signInId}::uuid, id, ${signIn.secretHash}, ${signIn.label}, kith_now(), kith_now() from person
    returning 1`
  return rows.length > 0
}

function emptyIfTaken(error: unknown): [] {
  if (error instanceof Error && 'code' in error && error.code === '23505') return []
  throw error
}
