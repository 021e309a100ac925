import { browserSupportsWebAuthn, browserSupportsWebAuthnAutofill, startAuthentication } from '@simplewebauthn/browser'

// The one script of the sign-in page, which works without it: it shows the card for passkeys where the browser has them.
// It stands alone, so that this page does not fetch the whole client.

type Options = Parameters<typeof startAuthentication>[0]['optionsJSON']

const card = document.querySelector<HTMLElement>('[data-passkey]')
const button = card?.querySelector('button')
const problem = card?.querySelector<HTMLElement>('.problem')

if (card && button && browserSupportsWebAuthn()) {
  card.hidden = false
  button.addEventListener('click', () => void signIn(false))
  void offerInField()
}

/** Offers passkeys in the field of the address too, where the browser can. Nothing is said when nobody takes one. */
async function offerInField(): Promise<void> {
  if ((await browserSupportsWebAuthnAutofill()) && document.querySelector("input[autocomplete$='webauthn']"))
    await signIn(true)
}

async function signIn(inField: boolean): Promise<void> {
  if (!inField) say(null)
  try {
    const { options } = (await ask('challenge', { purpose: 'sign-in' })) as { options: Options }
    const response = await startAuthentication({ optionsJSON: options, useBrowserAutofill: inField })
    await ask('passkey', { response })
    location.assign(card?.dataset['next'] ?? '/')
  } catch (error) {
    // The button ends what waits in the field, and pages that are left end everything: neither is anybody's mistake.
    if (error instanceof Refused || !inField) say(sentenceFor(error))
  }
}

class Refused extends Error {
  readonly reason: string

  constructor(reason: string) {
    super(reason)
    this.reason = reason
  }
}

async function ask(what: string, input: object): Promise<unknown> {
  const answer = await fetch(`/api/sign-in/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  const body = (await answer.json()) as { error?: { code: string; details: { reason?: string } } }
  if (body.error) throw new Refused(body.error.details.reason ?? body.error.code)
  return body
}

function sentenceFor(error: unknown): string {
  if (error instanceof Refused && error.reason === 'passkey_rejected')
    return 'This passkey is not known here. It may have been removed: come in another way.'
  if (error instanceof Refused && error.reason === 'too_many')
    return 'That was tried too often. Wait a few minutes and try again.'
  if (error instanceof Refused || error instanceof TypeError) return 'Kith could not answer. Try again in a moment.'
  return 'No passkey was shown. Try again, or come in another way.'
}

function say(sentence: string | null): void {
  if (!problem) return
  problem.textContent = sentence
  problem.hidden = sentence === null
}
