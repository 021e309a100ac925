import type { Id } from '../../shared/ids.ts'

/** Somebody's authenticated device. */
export type SignIn = { signInId: Id; personId: Id; name: string }

/** What a sign-in is known by: the hash of its cookie's secret, or the id that a bearer token names. */
export type SignInProof = { secretHash: string } | { signInId: Id }

/** A sign-in about to be: the hash of its secret, and what the device calls itself. */
export type NewSignIn = { signInId: Id; secretHash: string; label: string }

/** A sign-in as its owner sees it in a list. */
export type SignInCard = { signInId: Id; label: string; madeAt: number; seenAt: number }

export type LinkKind = 'mail' | 'device' | 'operator' | 'first' | 'email'

/**
 * A way in that still works, and for whom; a new installation's first link is for nobody in particular. `isElsewhere`:
 * another browser has asked for it, so that its number is needed here.
 */
export type OpenLink = { kind: LinkKind; name: string | null; isElsewhere: boolean }

/** Which browser asks, as a hash of the secret that it got for asking. A link of `number` needs it in any other. */
export type Asker = { browser: string; numberHash: string }

export type NewLink = {
  codeHash: string
  kind: 'mail' | 'device' | 'operator' | 'email'
  personId: Id
  lifeMs: number
  asker?: Asker
  /** The address that a link of the kind `email` proves. */
  email?: { sealed: string; index: string }
}

/** What somebody shows beside the code of a link: which browser it is, the hash of a number that they typed. */
export type Shown = { browser: string | null; numberHash: string | null }

/** Who may come in and how. Secrets and codes arrive as keyed hashes only. Each method is one statement. */
export type SignInStore = {
  /** A sign-in that has not ended and was seen within the last months. */
  find(by: SignInProof): Promise<SignIn | null>
  /** Starts a sign-in that has just proved whose it is. */
  insert(signIn: NewSignIn, personId: Id): Promise<void>
  end(signInId: Id): Promise<void>
  /** Which of these have ended. */
  ended(signInIds: Id[]): Promise<Id[]>
  /** A person's sign-ins, the one last seen first. */
  listOf(personId: Id): Promise<SignInCard[]>
  /** Ends one sign-in of a person, or all but one; gives those that were ended. */
  endOf(personId: Id, which: { only: Id } | { allBut: Id }): Promise<Id[]>
  /** Whether a sign-in has proved within so long whose it is. */
  isProved(signInId: Id, withinMs: number): Promise<boolean>
  prove(signInId: Id): Promise<void>
  /** Whether a person could prove who they are: by an address, or by a passkey. */
  canProve(personId: Id): Promise<boolean>

  insertLink(link: NewLink): Promise<{ expiresAt: number }>
  findLink(codeHash: string, browser: string | null): Promise<OpenLink | null>
  /** Uses a link up and starts the sign-in, both or neither; else says why not. */
  redeemLink(codeHash: string, shown: Shown, signIn: NewSignIn): Promise<SignIn | { refused: LinkRefusal }>

  /** Keeps the first link of an installation; true while it has not been used. */
  offerFirstLink(codeHash: string): Promise<boolean>
  /** Uses the first link up, makes the first person and starts their sign-in, all or nothing. */
  redeemFirstLink(
    codeHash: string,
    person: { personId: Id; name: string; looks: string[] },
    signIn: NewSignIn,
  ): Promise<boolean>

  /** Uses up the proof of an address and keeps the address, both or neither; null when it was done. */
  confirmEmail(codeHash: string): Promise<'link' | 'email_taken' | null>
  findByEmail(index: string): Promise<{ personId: Id; sealed: string } | null>
}

/** Why a link signs nobody in: it is spent or wrong, or the number that belongs to it is missing or wrong. */
export type LinkRefusal = 'link' | 'number_needed' | 'number_wrong'
