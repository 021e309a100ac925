/** How the cookie is written: over https it is bound to its host and never sent in the clear. */
export type CookieForm = { name: string; isSecure: boolean }

const LIFE_S = 180 * 24 * 3_600
const ASKING_LIFE_S = 3_600

export function cookieForm(isSecure: boolean): CookieForm {
  return { name: isSecure ? '__Host-kith' : 'kith', isSecure }
}

/** The `Set-Cookie` header that signs a browser in. Its secret is base64url, so nothing needs escaping. */
export function writeCookie(form: CookieForm, secret: string): string {
  return header(form, secret, LIFE_S)
}

export function clearCookie(form: CookieForm): string {
  return header(form, '', 0)
}

/** The cookie of a browser that asks to be let in: what is sent to its person belongs to it. It signs nobody in. */
export const askingForm = (form: CookieForm): CookieForm => ({ ...form, name: `${form.name}-asks` })

export function writeAskingCookie(form: CookieForm, secret: string): string {
  return header(askingForm(form), secret, ASKING_LIFE_S)
}

/** The secret in a `Cookie` header; null without one of the right shape. */
export function readCookie({ name }: CookieForm, cookies: string | undefined): string | null {
  for (const pair of cookies?.split(';') ?? []) {
    const [key, value = ''] = pair.trim().split('=', 2)
    if (key === name && /^[\w-]{43}$/.test(value)) return value
  }
  return null
}

function header({ name, isSecure }: CookieForm, value: string, maxAge: number): string {
  return `${name}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
}
