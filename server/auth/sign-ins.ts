import { DomainError } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import { newId } from '../../shared/new-id.ts'
import { limits } from '../../shared/limits.ts'
import { looksOf } from '../domain/look-alikes.ts'
import type { NewLink, OpenLink, SignIn, SignInStore } from '../domain/sign-in-store.ts'
import { newSecret, newTypedCode, readCode } from './codes.ts'
import type { Keys } from './keys.ts'

/** A device that has just signed in, and the secret for its cookie: the only time that the secret is known. */
export type Fresh = SignIn & { secret: string }

/** Who shows the code of a link: the hash of the browser that asks, and the number that was typed. */
export type Showing = { browser: string | null; number?: string | undefined }

/** How people come in and go. Codes that do not work are `not_found`, whatever the reason. */
export type SignIns = {
  /** Signs a person in who has just become one, by an invite, or has shown a passkey. */
  begin(personId: Id, label: string): Promise<Fresh>
  end(signInId: Id): Promise<void>
  /** Refuses a sign-in that has not proved within ten minutes whose it is, as `forbidden`. */
  requireProof(signInId: Id): Promise<void>
  /** Whose link this is and of which kind, without using it: programs that scan mail open every link. */
  look(code: string, browser: string | null): Promise<OpenLink | null>
  /** Refuses `forbidden` in a browser that has not asked for the link while its number is missing or wrong. */
  use(code: string, showing: Showing, label: string): Promise<Fresh>
  useFirst(code: string, name: string, label: string): Promise<Fresh>
  makeLink(kind: 'device' | 'operator', personId: Id): Promise<{ code: string; expiresAt: number }>
  /** A link that belongs to the browser that asks; in any other it needs the number. */
  makeMailLink(personId: Id, asks: { browser: string; number: string }): Promise<{ code: string; expiresAt: number }>
  /** A link that proves that an address is its person's. It signs nobody in. */
  makeEmailProof(personId: Id, email: { sealed: string; index: string }): Promise<{ code: string; expiresAt: number }>
  /** Keeps the address that the link was sent to. Refuses `conflict` for one that belongs to somebody else. */
  confirmEmail(code: string): Promise<void>
  /** The code of a new installation while nobody has used it; it follows from the secret, so it can be shown again. */
  firstCode(): Promise<string | null>
}

export function createSignIns({ store, keys }: { store: SignInStore; keys: Keys }): SignIns {
  const prepare = (label: string) => {
    const secret = newSecret(256)
    return { secret, signIn: { signInId: newId(), secretHash: keys.hashCode(secret), label: label.slice(0, 80) } }
  }
  const hashOf = (code: string) => keys.hashCode(readCode(code))
  const numberHash = (code: string, number: string) => keys.hashCode(`${readCode(code)}:${number.trim()}`)
  const noLink = () => new DomainError('not_found', { reason: 'link' })
  const insertLink = async (code: string, link: Omit<NewLink, 'codeHash' | 'lifeMs'>) => {
    const { expiresAt } = await store.insertLink({ codeHash: keys.hashCode(code), lifeMs: LIFE_MS[link.kind], ...link })
    return { code, expiresAt }
  }

  return {
    async begin(personId, label) {
      const { secret, signIn } = prepare(label)
      await store.insert(signIn, personId)
      return { signInId: signIn.signInId, personId, name: '', secret }
    },
    end: (signInId) => store.end(signInId),
    async requireProof(signInId) {
      if (!(await store.isProved(signInId, limits.signIn.provedMs)))
        throw new DomainError('forbidden', { reason: 'reauth_required' })
    },
    look: (code, browser) => store.findLink(hashOf(code), browser),
    async use(code, { browser, number }, label) {
      const { secret, signIn } = prepare(label)
      const shown = { browser, numberHash: number === undefined ? null : numberHash(code, number) }
      const outcome = await store.redeemLink(hashOf(code), shown, signIn)
      if (!('refused' in outcome)) return { ...outcome, secret }
      throw outcome.refused === 'link' ? noLink() : new DomainError('forbidden', { reason: outcome.refused })
    },
    async useFirst(code, name, label) {
      const { secret, signIn } = prepare(label)
      const personId = newId()
      const person = { personId, name, looks: looksOf(name) }
      if (!(await store.redeemFirstLink(hashOf(code), person, signIn))) throw noLink()
      return { signInId: signIn.signInId, personId, name, secret }
    },
    makeLink: (kind, personId) => insertLink(kind === 'device' ? newTypedCode() : newSecret(128), { kind, personId }),
    makeMailLink(personId, { browser, number }) {
      const code = newSecret(128)
      return insertLink(code, { kind: 'mail', personId, asker: { browser, numberHash: numberHash(code, number) } })
    },
    makeEmailProof: (personId, email) => insertLink(newSecret(128), { kind: 'email', personId, email }),
    async confirmEmail(code) {
      const refused = await store.confirmEmail(hashOf(code))
      if (refused === 'link') throw noLink()
      if (refused) throw new DomainError('conflict', { reason: refused })
    },
    async firstCode() {
      const code = keys.deriveCode('first', '')
      return (await store.offerFirstLink(keys.hashCode(code))) ? code : null
    },
  }
}

const LIFE_MS = {
  mail: limits.signIn.mailLinkMs,
  device: limits.signIn.deviceCodeMs,
  operator: limits.signIn.operatorLinkMs,
  email: limits.signIn.emailProofMs,
}
