import type { Id } from '../../shared/ids.ts'

/** Somebody's authenticated device. */
export type SignIn = { signInId: Id; personId: Id; name: string }

/** A sign-in about to be: the hash of its secret, and what the device calls itself. */
export type NewSignIn = { signInId: Id; secretHash: string; label: string }

export type LinkKind = 'mail' | 'device' | 'operator' | 'first'

/** A way in that still works, and for whom; a new installation's first link is for nobody in particular. */
export type OpenLink = { kind: LinkKind; name: string | null }

/** Who may come in and how. Secrets and codes arrive as keyed hashes only. Each method is one statement. */
export type SignInStore = {
  /** A sign-in that has not ended and was seen within the last months. */
  find(by: { secretHash: string } | { signInId: Id }): Promise<SignIn | null>
  insert(signIn: NewSignIn, personId: Id): Promise<void>
  end(signInId: Id): Promise<void>
  /** Which of these have ended. */
  ended(signInIds: Id[]): Promise<Id[]>

  insertLink(link: { codeHash: string; kind: LinkKind; personId: Id; lifeMs: number }): Promise<{ expiresAt: number }>
  findLink(codeHash: string): Promise<OpenLink | null>
  /** Uses a link up and starts the sign-in, both or neither; null where it cannot be used. */
  redeemLink(codeHash: string, signIn: NewSignIn): Promise<SignIn | null>

  /** Keeps the first link of an installation; true while it has not been used. */
  offerFirstLink(codeHash: string): Promise<boolean>
  /** Uses the first link up, makes the first person and starts their sign-in, all or nothing. */
  redeemFirstLink(codeHash: string, person: { personId: Id; name: string }, signIn: NewSignIn): Promise<boolean>

  /** False where the address belongs to somebody else. */
  setEmail(personId: Id, email: { sealed: string; index: string }): Promise<boolean>
  findByEmail(index: string): Promise<{ personId: Id; sealed: string } | null>
}
