import { isIP } from 'node:net'
import type * as webauthnTypes from '@simplewebauthn/server'
import { DomainError } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import { newId } from '../../shared/new-id.ts'
import { limits } from '../../shared/limits.ts'
import type { RouteInput } from '../../shared/routes.ts'
import type { Passkey, PasskeyPurpose, PasskeyStore } from '../domain/passkey-store.ts'
import { newSecret } from './codes.ts'
import type { Keys } from './keys.ts'

type CreationOptions = webauthnTypes.PublicKeyCredentialCreationOptionsJSON
type RequestOptions = webauthnTypes.PublicKeyCredentialRequestOptionsJSON
type NewCredential = RouteInput<'passkey:add'>['response']
type ShownCredential = RouteInput<'sign-in:passkey'>['response']

/**
 * Passkeys: a device signs a challenge, and Kith knows the public half. Each challenge is answered once, whatever comes of
 * it, by whoever asked for it (`asker`). Everything that does not check is `forbidden`, reason `passkey_rejected`.
 */
export type Passkeys = {
  /** The origin at which passkeys work; null where there is none: they need https and a name, or localhost. */
  origin(): string | null
  /** What a device needs to make a passkey for a person. */
  offer(person: { personId: Id; name: string }, asker: string): Promise<CreationOptions>
  /** Keeps a passkey that was just made. Refuses `conflict` for one that is known already, or one too many. */
  add(personId: Id, asker: string, label: string, response: NewCredential): Promise<Id>
  /** What a device needs to show a passkey of its own choice: nobody says beforehand who they are. */
  challenge(purpose: 'sign-in' | 'prove', asker: string): Promise<RequestOptions>
  /** Whose passkey has answered. */
  read(purpose: 'sign-in' | 'prove', asker: string, response: ShownCredential): Promise<Passkey>
}

// EdDSA, ES256 and RS256: what authenticators speak.
const ALGORITHMS = [-8, -7, -257]

export function createPasskeys(options: { store: PasskeyStore; keys: Keys; linkOrigin(): string }): Passkeys {
  const { store, keys } = options

  return {
    origin: () => siteOf(options.linkOrigin())?.origin ?? null,

    async offer({ personId, name }, asker) {
      const { rpId } = getSite()
      const { generateRegistrationOptions } = await webauthn()
      const known = await store.list(personId)
      return generateRegistrationOptions({
        rpName: 'Kith',
        rpID: rpId,
        userName: name,
        userDisplayName: name,
        userID: idBytes(personId),
        challenge: await newChallenge('add', asker),
        timeout: limits.passkey.challengeMs,
        attestationType: 'none',
        excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        supportedAlgorithmIDs: ALGORITHMS,
      })
    },

    async add(personId, asker, label, shown) {
      const response = shown as webauthnTypes.RegistrationResponseJSON
      const { verifyRegistrationResponse } = await webauthn()
      const expected = await expectedOf('add', asker, response.response.clientDataJSON)
      const { registrationInfo } = await rejected(() =>
        verifyRegistrationResponse({ response, ...expected, supportedAlgorithmIDs: ALGORITHMS }),
      )
      if (!registrationInfo) throw rejection()
      const { id, publicKey, counter, transports = [] } = registrationInfo.credential
      const passkeyId = newId()
      const kept = { credentialId: id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports }
      const isKept = await store.insert({ passkeyId, personId, label, ...kept }, limits.passkey.perPerson)
      if (!isKept) throw new DomainError('conflict', { reason: 'passkey_kept' })
      return passkeyId
    },

    async challenge(purpose, asker) {
      const { rpId } = getSite()
      const { generateAuthenticationOptions } = await webauthn()
      const challenge = await newChallenge(purpose, asker)
      const timeout = limits.passkey.challengeMs
      return generateAuthenticationOptions({ rpID: rpId, challenge, timeout, userVerification: 'required' })
    },

    async read(purpose, asker, shown) {
      const response = shown as webauthnTypes.AuthenticationResponseJSON
      const { verifyAuthenticationResponse } = await webauthn()
      const expected = await expectedOf(purpose, asker, response.response.clientDataJSON)
      const passkey = await store.find(response.id)
      if (!passkey || !isOwner(passkey, response.response.userHandle)) throw rejection()
      const { credentialId: id, counter } = passkey
      const credential = { id, publicKey: Buffer.from(passkey.publicKey, 'base64url'), counter }
      const answer = await rejected(() => verifyAuthenticationResponse({ response, ...expected, credential }))
      if (!answer.verified) throw rejection()
      // Of two uses with one counter, at once or on two nodes, one is a copy: the second finds the counter moved.
      const { newCounter } = answer.authenticationInfo
      if (!(await store.use(passkey.passkeyId, { from: counter, to: newCounter }))) throw rejection()
      return passkey
    },
  }

  function getSite(): Site {
    const site = siteOf(options.linkOrigin())
    if (!site) throw new DomainError('unavailable', { reason: 'no_passkeys' })
    return site
  }

  async function newChallenge(purpose: PasskeyPurpose, asker: string): Promise<Uint8Array<ArrayBuffer>> {
    const text = newSecret(256)
    const lifeMs = limits.passkey.challengeMs
    await store.insertChallenge({ hash: keys.hashCode(text), purpose, asker, lifeMs })
    return new Uint8Array(Buffer.from(text, 'base64url'))
  }

  /** What the answer must have signed: the challenge is taken away first, so that a second answer finds none. */
  async function expectedOf(purpose: PasskeyPurpose, asker: string, clientDataJSON: string) {
    const { origin, rpId } = getSite()
    const { challenge, crossOrigin } = readClientData(clientDataJSON)
    const taken = await store.takeChallenge(keys.hashCode(challenge))
    // In a frame of somebody else's page a person does not see whom they answer.
    if (!taken || taken.purpose !== purpose || taken.asker !== asker || crossOrigin) throw rejection()
    return { expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: rpId, requireUserVerification: true }
  }
}

type Site = { origin: string; rpId: string }

/** Browsers give passkeys to names alone, and over plain http to localhost only. */
function siteOf(linkOrigin: string): Site | null {
  const { origin, protocol, hostname } = new URL(linkOrigin)
  const isName = isIP(hostname.replace(/[[\]]/g, '')) === 0
  return isName && (protocol === 'https:' || hostname === 'localhost') ? { origin, rpId: hostname } : null
}

// Loaded when somebody first needs it: it takes 100 ms and 20 MB, which most starts can do without.
const webauthn = () => import('@simplewebauthn/server')

const rejection = () => new DomainError('forbidden', { reason: 'passkey_rejected' })

/** The verifier throws a sentence for each thing that does not check; whoever tries learns none of them. */
async function rejected<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify()
  } catch {
    throw rejection()
  }
}

function readClientData(text: string): { challenge: string; crossOrigin: boolean } {
  try {
    const said = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as Record<string, unknown> | null
    const challenge = said?.['challenge']
    if (typeof challenge === 'string') return { challenge, crossOrigin: said?.['crossOrigin'] === true }
  } catch {
    // Falls through to the one refusal there is.
  }
  throw rejection()
}

const idBytes = (id: Id) => new Uint8Array(Buffer.from(id.replaceAll('-', ''), 'hex'))

const isOwner = ({ personId }: Passkey, handle: string | undefined) =>
  handle === undefined || handle === Buffer.from(idBytes(personId)).toString('base64url')
