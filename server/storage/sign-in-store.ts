import type { Id } from '../../shared/ids.ts'
import type { LinkRefusal, NewLink, NewSignIn, OpenLink } from '../domain/sign-in-store.ts'
import type { SignIn, SignInCard, SignInProof, SignInStore } from '../domain/sign-in-store.ts'
import { gather } from '../gather.ts'
import type { Executor, Sql } from './sql.ts'

const atOnce = 200
const NOT_SEEN_FOR = '180 days'

export function createSignInStore({ sql }: Executor): SignInStore {
  return {
    find: gather(atOnce, (shown) => findSignIns(sql, shown)),
    async insert({ signInId, secretHash, label }, personId) {
      await sql`
        insert into sign_ins (id, person_id, secret_hash, label, made_at, seen_at, proved_at)
        values (${signInId}, ${personId}, ${secretHash}, ${label}, kith_now(), kith_now(), kith_now())`
    },
    async end(signInId) {
      await sql`update sign_ins set ended_at = kith_now() where id = ${signInId} and ended_at is null`
    },
    async ended(signInIds) {
      const rows = await sql<{ id: Id }[]>`
        select id from sign_ins where id = any (${signInIds}::uuid[]) and ended_at is not null`
      return rows.map(({ id }) => id)
    },
    async listOf(personId) {
      const rows = await sql<SignInCard[]>`
        select id as "signInId", label, in_ms(made_at) as "madeAt", in_ms(seen_at) as "seenAt" from sign_ins
        where person_id = ${personId} and ended_at is null and seen_at > kith_now() - ${NOT_SEEN_FOR}::interval
        order by seen_at desc, id desc`
      return [...rows]
    },
    async endOf(personId, which) {
      const those = 'only' in which ? sql`id = ${which.only}` : sql`id <> ${which.allBut}`
      const rows = await sql<{ id: Id }[]>`
        update sign_ins set ended_at = kith_now()
        where person_id = ${personId} and ended_at is null and ${those} returning id`
      return rows.map(({ id }) => id)
    },
    async isProved(signInId, withinMs) {
      const rows = await sql`
        select 1 from sign_ins
        where id = ${signInId} and proved_at > kith_now() - ${withinMs}::integer * interval '1 millisecond'`
      return rows.length > 0
    },
    async prove(signInId) {
      await sql`update sign_ins set proved_at = kith_now() where id = ${signInId} and ended_at is null`
    },
    async canProve(personId) {
      const rows = await sql`
        select 1 from people where id = ${personId} and email_index is not null
        union all select 1 from passkeys where person_id = ${personId} limit 1`
      return rows.length > 0
    },
    insertLink: (link) => insertLink(sql, link),
    async findLink(codeHash, browser) {
      const [link] = await sql<OpenLink[]>`
        select kind, name, coalesce(asked_by <> ${browser ?? ''}, false) as "isElsewhere"
        from sign_in_links left join people on people.id = person_id
        where code_hash = ${codeHash} and used_at is null and (expires_at is null or expires_at > kith_now())`
      return link ?? null
    },
    async redeemLink(codeHash, { browser, numberHash }, { signInId, secretHash, label }) {
      const [row] = await sql<{ outcome: SignIn | { refused: LinkRefusal } }[]>`
        select redeem_link(${codeHash}, ${browser}, ${numberHash}, ${signInId}, ${secretHash}, ${label}) as outcome`
      return row!.outcome
    },
    offerFirstLink: (codeHash) => offerFirstLink(sql, codeHash),
    redeemFirstLink: (codeHash, person, signIn) => redeemFirstLink(sql, codeHash, person, signIn),
    async confirmEmail(codeHash) {
      // Two people who confirm one address at once: the index lets one of them have it.
      const [row] = await sql<{ outcome: { refused?: 'link' | 'email_taken' } }[]>`
        select confirm_email(${codeHash}) as outcome`.catch(takenIfTwice)
      return row!.outcome.refused ?? null
    },
    async findByEmail(index) {
      const [person] = await sql<{ personId: Id; sealed: string }[]>`
        select id as "personId", email_sealed as sealed from people where email_index = ${index}`
      return person ?? null
    },
  }
}

async function findSignIns(sql: Sql, shown: SignInProof[]): Promise<(SignIn | null)[]> {
  const hashes = shown.flatMap((by) => ('secretHash' in by ? by.secretHash : []))
  const ids = shown.flatMap((by) => ('signInId' in by ? by.signInId : []))
  const rows = await sql<(SignIn & { secretHash: string; isStale: boolean })[]>`
    select s.id as "signInId", s.person_id as "personId", p.name, s.secret_hash as "secretHash",
      s.seen_at < kith_now() - interval '1 hour' as "isStale"
    from sign_ins s join people p on p.id = s.person_id
    where (s.secret_hash = any (${hashes}::text[]) or s.id = any (${ids}::uuid[]))
      and s.ended_at is null and s.seen_at > kith_now() - ${NOT_SEEN_FOR}::interval`
  const stale = rows.filter(({ isStale }) => isStale).map(({ signInId }) => signInId)
  // Nobody who signs in waits for it, or is refused because it failed: whoever comes next tries again.
  if (stale.length > 0) {
    void sql`update sign_ins set seen_at = kith_now() where id = any (${stale}::uuid[])`.catch(() => {})
  }
  return shown.map((by) => {
    const row = rows.find((found) =>
      'secretHash' in by ? found.secretHash === by.secretHash : found.signInId === by.signInId,
    )
    return row ? { signInId: row.signInId, personId: row.personId, name: row.name } : null
  })
}

// A new code for a device puts those before out of use: what can be guessed is the newest alone, or those that were asked
// for in the same moment. So it is with the proofs of addresses: the last one that was typed counts.
async function insertLink(
  sql: Sql,
  { codeHash, kind, personId, lifeMs, asker, email }: NewLink,
): Promise<{ expiresAt: number }> {
  const [row] = await sql<{ expiresAt: Date }[]>`
    with old as (
      delete from sign_in_links where expires_at < kith_now() - interval '1 day'
        or (kind = ${kind} and kind in ('device', 'email') and person_id = ${personId} and used_at is null)
    )
    insert into sign_in_links
      (code_hash, kind, person_id, made_at, expires_at, asked_by, number_hash, email_sealed, email_index)
    values (${codeHash}, ${kind}, ${personId}, kith_now(), kith_now() + ${lifeMs}::integer * interval '1 millisecond',
      ${asker?.browser ?? null}, ${asker?.numberHash ?? null}, ${email?.sealed ?? null}, ${email?.index ?? null})
    returning expires_at as "expiresAt"`
  return { expiresAt: row!.expiresAt.getTime() }
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
  { personId, name, looks }: { personId: Id; name: string; looks: string[] },
  signIn: NewSignIn,
): Promise<boolean> {
  const rows = await sql`
    with used as (
      update sign_in_links set used_at = kith_now()
      where code_hash = ${codeHash} and kind = 'first' and used_at is null returning 1
    ), person as (
      insert into people (id, name, looks, made_at)
      select ${personId}::uuid, ${name}, ${looks}::text[], kith_now() from used returning id
    )
    insert into sign_ins (id, person_id, secret_hash, label, made_at, seen_at, proved_at)
    select ${signIn.signInId}::uuid, id, ${signIn.secretHash}, ${signIn.label}, kith_now(), kith_now(), kith_now()
    from person returning 1`
  return rows.length > 0
}

function takenIfTwice(error: unknown): [{ outcome: { refused: 'email_taken' } }] {
  if (error instanceof Error && 'code' in error && error.code === '23505')
    return [{ outcome: { refused: 'email_taken' } }]
  throw error
}
