import type { Answer } from '../../shared/errors.ts'
import { refuse } from './answers.ts'
import { post } from './http.ts'

// What browsers need for it comes with the first press of a button that uses it: most visits have no use for it.
const webauthn = () => import('@simplewebauthn/browser')

/** Whether this browser, at this address, can make and show passkeys. @param origin at which the server takes them */
export const hasPasskeys = (origin: string | null) =>
  origin === location.origin && typeof globalThis.PublicKeyCredential === 'function'

/** Has the device make a passkey for whoever is signed in, and keeps it. */
export async function makePasskey(): Promise<Answer<unknown>> {
  const offer = await post('passkey:offer', {})
  if (!offer.ok) return offer
  const { startRegistration } = await webauthn()
  const options = offer.reply.options as never
  const made = await shown(() => startRegistration({ optionsJSON: options }), { InvalidStateError: 'passkey_kept' })
  return made.ok ? post('passkey:add', { response: made.reply as never }) : made
}

/** Has the device show a passkey, so that this sign-in has proved once more whose it is. */
export async function showPasskey(): Promise<Answer<unknown>> {
  const challenge = await post('sign-in:challenge', { purpose: 'prove' })
  if (!challenge.ok) return challenge
  const { startAuthentication } = await webauthn()
  const options = challenge.reply.options as never
  const response = await shown(() => startAuthentication({ optionsJSON: options }))
  return response.ok ? post('sign-in:prove', { response: response.reply as never }) : response
}

/** A person who changes their mind, a device that has none: the browser throws, and there is nothing to send. */
async function shown<T>(ask: () => Promise<T>, reasons: Record<string, string> = {}): Promise<Answer<T>> {
  try {
    return { ok: true, reply: await ask() }
  } catch (error) {
    return refuse('forbidden', { reason: reasons[(error as Error).name] ?? 'no_passkey_shown' })
  }
}
