import { DomainError } from '../../shared/errors.ts'
import { newId, type Id } from '../../shared/ids.ts'
import { limits } from '../../shared/limits.ts'
import type { OpenLink, SignIn, SignInStore } from '../domain/sign-in-store.ts'
import { newSecret, newTypedCode, readCode } from './codes.ts'
import type { Keys } from './keys.ts'

/** A device that has just signed in, and the secret for its cookie: the only time that the secret is known. */
export type Fresh = SignIn & { secret: string }

/** How people come in and go. Codes that do not work are `not_found`, whatever the reason. */
export type SignIns = {
  /** Signs a person in who has just become one, by an invite. */
  begin(personId: Id, label: string): Promise<Fresh>
  end(signInId: Id): Promise<void>
  /** Whose link this is and of which kind, without using it: programs that scan mail open every link. */
  look(code: string): Promise<OpenLink | null>
  use(code: string, label: string): Promise<Fresh>
  useFirst(code: string, name: string, label: string): Promise<Fresh>
  makeLink(kind: 'mail' | 'device' | 'operator', personId: Id): Promise<{ code: string; expiresAt: number }>
  /** The code of a new installation while nobody has used it; it follows from the secret, so it can be shown again. */
  firstCode(): Promise<string | null>
}

export function createSignIns({ store, keys }: { store: SignInStore; keys: Keys }): SignIns {
  const prepare = (label: string) => {
    const secret = newSecret(256)
    return { secret, signIn: { signInId: newId(), secretHash: keys.hashCode(secret), label: label.slice(0, 80) } }
  }
  const hashOf = (code: string) => keys.hashCode(readCode(code))
  const noLink = () => new DomainError('not_found', { reason: 'link' })

  return {
    async begin(personId, label) {
      const { secret, signIn } = prepare(label)
      await store.insert(signIn, personId)
      return { signInId: signIn.signInId, personId, name: '', secret }
    },
    end: (signInId) => store.end(signInId),
    look: (code) => store.findLink(hashOf(code)),
    async use(code, label) {
      const { secret, signIn } = prepare(label)
      const found = await store.redeemLink(hashOf(code), signIn)
      if (!found) throw noLink()
      return { ...found, secret }
    },
    async useFirst(code, name, label) {
      const { secret, signIn } = prepare(label)
      const person = { personId: newId(), name }
      if (!(await store.redeemFirstLink(hashOf(code), person, signIn))) throw noLink()
      return { signInId: signIn.signInId, ...person, secret }
    },
    async makeLink(kind, personId) {
      const code = kind === 'device' ? newTypedCode() : newSecret(128)
      const { expiresAt } = await store.insertLink({
        codeHash: keys.hashCode(code),
        kind,
        personId,
        lifeMs: LIFE_MS[kind],
      })
      return { code, expiresAt }
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
}
