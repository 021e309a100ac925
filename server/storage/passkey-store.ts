import type { Passkey, PasskeyCard, PasskeyPurpose, PasskeyStore } from '../domain/passkey-store.ts'
import type { Executor } from './sql.ts'

export function createPasskeyStore({ sql }: Executor): PasskeyStore {
  return {
    async insertChallenge({ hash, purpose, asker, lifeMs }) {
      await sql`
        with old as (delete from passkey_challenges where expires_at < kith_now())
        insert into passkey_challenges (challenge_hash, purpose, asker, expires_at)
        values (${hash}, ${purpose}, ${asker}, kith_now() + ${lifeMs}::integer * interval '1 millisecond')`
    },
    async takeChallenge(hash) {
      const [row] = await sql<{ purpose: PasskeyPurpose; asker: string; isOpen: boolean }[]>`
        delete from passkey_challenges where challenge_hash = ${hash}
        returning purpose, asker, expires_at > kith_now() as "isOpen"`
      return row?.isOpen ? row : null
    },
    async insert({ passkeyId, personId, credentialId, publicKey, counter, transports, label }, atMost) {
      const rows = await sql`
        insert into passkeys (id, person_id, credential_id, public_key, counter, transports, label, made_at)
        select ${passkeyId}::uuid, ${personId}::uuid, ${credentialId}, ${publicKey}, ${counter}::bigint,
          ${sql.json(transports)}, ${label}, kith_now()
        where (select count(*) from passkeys where person_id = ${personId}) < ${atMost}::integer
        on conflict (credential_id) do nothing returning 1`
      return rows.length > 0
    },
    async find(credentialId) {
      const [passkey] = await sql<Passkey[]>`
        select k.id as "passkeyId", person_id as "personId", p.name, credential_id as "credentialId",
          public_key as "publicKey", counter::float8 as counter
        from passkeys k join people p on p.id = k.person_id where credential_id = ${credentialId}`
      return passkey ?? null
    },
    async list(personId) {
      const rows = await sql<(PasskeyCard & { credentialId: string; transports: string[] })[]>`
        select id as "passkeyId", label, in_ms(made_at) as "madeAt", in_ms(used_at) as "usedAt",
          credential_id as "credentialId", transports
        from passkeys where person_id = ${personId} order by made_at, id`
      return [...rows]
    },
    async use(passkeyId, { from, to }) {
      const rows = await sql`
        update passkeys set counter = ${to}::bigint, used_at = kith_now()
        where id = ${passkeyId} and counter = ${from}::bigint returning 1`
      return rows.length > 0
    },
    async rename(personId, passkeyId, label) {
      const rows = await sql`
        update passkeys set label = ${label} where id = ${passkeyId} and person_id = ${personId} returning 1`
      return rows.length > 0
    },
    async remove(personId, passkeyId) {
      const rows = await sql`delete from passkeys where id = ${passkeyId} and person_id = ${personId} returning 1`
      return rows.length > 0
    },
  }
}
