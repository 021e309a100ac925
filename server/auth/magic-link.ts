import { DomainError } from '../../shared/errors.ts'
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
   */
  ask(email: string, next: string | null): void
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
    ask(text, next) {
      if (way === 'none') throw new DomainError('unavailable', { reason: 'no_mail' })
      const email = readEmail(text)
      const sending = deliver(email, next)
        .catch(options.onFailure)
        .finally(() => open.delete(sending))
      open.add(sending)
    },
    async settled() {
      await Promise.all(open)
    },
  }

  async function deliver(email: string, next: string | null): Promise<void> {
    const person = await store.findByEmail(keys.indexEmail(email))
    if (!person) return
    const { code } = await signIns.makeLink('mail', person.personId)
    const link = options.linkOf(code) + (next ? `?next=${encodeURIComponent(next)}` : '')
    const to = keys.openEmail(person.sealed, person.personId)
    await send({ to, subject: 'Your link to sign in to Kith', text: letterText(link) })
  }
}

function letterText(link: string): string {
  return [
    'Hello,',
    'somebody, we think you, asked for a link to sign in to Kith. It works once, within ten minutes:',
    link,
    'If it was not you, do nothing: the link stops working by itself.',
  ].join('\n\n')
}
