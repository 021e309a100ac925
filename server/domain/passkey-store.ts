import type { Id } from '../../shared/ids.ts'

/** What a passkey is asked to do: be added, sign somebody in, or prove that a signed-in device is still its owner's. */
export type PasskeyPurpose = 'add' | 'sign-in' | 'prove'

/** The public half of a passkey, and whose it is. */
export type Passkey = {
  passkeyId: Id
  personId: Id
  /** The name of its owner. */
  name: string
  credentialId: string
  /** COSE, in base64url. */
  publicKey: string
  /** How often it was used, as it says itself; 0 for those that do not count. */
  counter: number
}

export type PasskeyCard = { passkeyId: Id; label: string; madeAt: number; usedAt: number | null }

export type NewPasskey = Omit<Passkey, 'name'> & { transports: string[]; label: string }

/** Passkeys and what they are asked to sign. Each method is one statement. */
export type PasskeyStore = {
  /** @param asker who alone may answer: a hash of the sign-in's id, or of the secret that a browser got for asking */
  insertChallenge(challenge: { hash: string; purpose: PasskeyPurpose; asker: string; lifeMs: number }): Promise<void>
  /** Takes a challenge away, so that it is answered once, whatever comes of it; null for one that is gone or too old. */
  takeChallenge(hash: string): Promise<{ purpose: PasskeyPurpose; asker: string } | null>
  /** False for a passkey that is known already, or for one too many. */
  insert(passkey: NewPasskey, atMost: number): Promise<boolean>
  find(credentialId: string): Promise<Passkey | null>
  list(personId: Id): Promise<(PasskeyCard & { credentialId: string; transports: string[] })[]>
  /** Notes a use; false where another use has moved the counter meanwhile. */
  use(passkeyId: Id, counter: { from: number; to: number }): Promise<boolean>
  rename(personId: Id, passkeyId: Id, label: string): Promise<boolean>
  remove(personId: Id, passkeyId: Id): Promise<boolean>
}
