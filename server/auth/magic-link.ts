import { DomainError } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import type { SignInStore } from '../domain/sign-in-store.ts'
import { readEmail } from './email.ts'
import type { Keys } from './keys.ts'
import type { Letter } from './mail.ts'
import type { SignIns } from './sign-ins.ts'

/** How a link reaches its person: by mail, through whoever reads what the server prints, or not at all. */
export type LinkWay = 'mail' | 'printed' | 'none'

export type MagicLink = {
  way: LinkWay
  /**
   * Sends a link to an address if it belongs to somebody. Returns before anything is looked up: neither the answer nor
   * its time tells whether it does. Refuses `invalid`, and `unavailable` where this installation sends no mail.
   * @param next where the person wanted to go, a path of Kith
   * @param asks the browser to which the link belongs, and the number that it needs in any other
   */
  ask(email: string, next: string | null, asks: { browser: string; number: string }): void
  /** Sends a link to an address that somebody says is theirs; it is kept when they open the link. Refuses as `ask` does. */
  confirm(email: string, personId: Id): void
  /** Resolves when everything that was asked for has been sent or has failed. */
  settled(): Promise<void>
}

export function createMagicLink(options: {
  store: SignInStore
  keys: Keys
  signIns: SignIns
  way: LinkWay
  send(letter: Letter): Promise<void>
  linkOf(code: string): string
  onFailure(error: unknown): void
}): MagicLink {
  const { store, keys, signIns, send, way } = options
  const open = new Set<Promise<void>>()
  return {
    way,
    ask: (text, next, asks) => start(text, (email) => deliver(email, next, asks)),
    confirm: (text, personId) => start(text, (email) => deliverProof(email, personId)),
    async settled() {
      await Promise.all(open)
    },
  }

  function start(text: string, work: (email: string) => Promise<void>): void {
    if (way === 'none') throw new DomainError('unavailable', { reason: 'no_mail' })
    const email = readEmail(text)
    const sending = work(email)
      .catch(options.onFailure)
      .finally(() => open.delete(sending))
    open.add(sending)
  }

  async function deliver(email: string, next: string | null, asks: { browser: string; number: string }): Promise<void> {
    const person = await store.findByEmail(keys.indexEmail(email))
    if (!person) return
    const { code } = await signIns.makeMailLink(person.personId, asks)
    const link = options.linkOf(code) + (next ? `?next=${encodeURIComponent(next)}` : '')
    const to = keys.openEmail(person.sealed, person.personId)
    await send({ to, subject: 'Your link to sign in to Kith', text: letterText(link) })
  }

  async function deliverProof(email: string, personId: Id): Promise<void> {
    const kept = { sealed: keys.sealEmail(email, personId), index: keys.indexEmail(email) }
    const { code } = await signIns.makeEmailProof(personId, kept)
    await send({ to: email, subject: 'Is this your address?', text: proofText(options.linkOf(`email/${code}`)) })
  }
}

function letterText(link: string): string {
  return [
    'Hello,',
    'somebody, we think you, asked for a link to sign in to Kith. It works once, within ten minutes:',
    link,
    'Open it in the browser where you asked. In another one it wants the number that the first one shows.',
    'If it was not you, do nothing, and give nobody a number: the link stops working by itself.',
  ].join('\n\n')
}

// Without the name: whoever writes to strangers through Kith finds no room for words of their own.
function proofText(link: string): string {
  return [
    'Hello,',
    'somebody in Kith says that this address is theirs, for links to sign in. If that is you, open this within an hour:',
    link,
    'If it is not, do nothing: nothing will be sent here.',
  ].join('\n\n')
}
