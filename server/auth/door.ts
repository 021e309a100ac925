import type { PasskeyStore } from '../domain/passkey-store.ts'
import type { SignInStore } from '../domain/sign-in-store.ts'
import { createAuthenticate, type Authenticate } from './authenticate.ts'
import { cookieForm, type CookieForm } from './cookie.ts'
import { deriveKeys, type Keys } from './keys.ts'
import { createMagicLink, type MagicLink } from './magic-link.ts'
import { openPost, type Letter } from './mail.ts'
import { createPasskeys, type Passkeys } from './passkeys.ts'
import { createSignIns, type SignIns } from './sign-ins.ts'
import { createTokens, type Tokens } from './tokens.ts'

/** Everything that has to do with who comes in. */
export type Door = {
  /** Whether people come over https. */
  isSecure: boolean
  keys: Keys
  cookie: CookieForm
  tokens: Tokens
  signIns: SignIns
  magicLink: MagicLink
  passkeys: Passkeys
  authenticate: Authenticate
  linkOf(code: string): string
  /** Waits for letters that are on their way. */
  close(): Promise<void>
}

export type DoorOptions = {
  store: SignInStore
  passkeyStore: PasskeyStore
  config: {
    mode: 'embedded' | 'services'
    secret: string
    publicOrigin: string | null
    smtpUrl: string | null
    mailFrom: string
  }
  linkOrigin(): string
  /** Tells whoever runs Kith: on one machine, without mail, that is who hands the link on. */
  print(line: string): void
  onFailure(error: unknown): void
}

export function openDoor({ store, passkeyStore, config, linkOrigin, print, onFailure }: DoorOptions): Door {
  const { publicOrigin, smtpUrl, mailFrom } = config
  const isSecure = publicOrigin?.startsWith('https:') ?? false
  const keys = deriveKeys(config.secret)
  const cookie = cookieForm(isSecure)
  const tokens = createTokens({ key: keys.tokenKey, issuer: publicOrigin ?? 'kith' })
  const signIns = createSignIns({ store, keys })
  const linkOf = (code: string) => `${linkOrigin()}/sign-in/${code}`
  const post = smtpUrl === null ? null : openPost({ url: smtpUrl, from: mailFrom })
  const way = post ? 'mail' : config.mode === 'embedded' ? 'printed' : 'none'
  const send = post?.send ?? (async ({ text }: Letter) => print(text))
  const magicLink = createMagicLink({ store, keys, signIns, way, send, linkOf, onFailure })
  return {
    isSecure,
    keys,
    cookie,
    tokens,
    signIns,
    magicLink,
    passkeys: createPasskeys({ store: passkeyStore, keys, linkOrigin }),
    authenticate: createAuthenticate({ store, keys, tokens, cookie }),
    linkOf,
    async close() {
      await magicLink.settled()
      post?.close()
    },
  }
}
