import { fastifyCookie } from '@fastify/cookie'

/** How the cookie is written: over https it is bound to its host and never sent in the clear. */
export type CookieForm = { name: string; isSecure: boolean }

const LIFE_S = 180 * 24 * 3_600

export function cookieForm(isSecure: boolean): CookieForm {
  return { name: isSecure ? '__Host-kith' : 'kith', isSecure }
}

export function writeCookie({ name, isSecure }: CookieForm, secret: string): string {
  return serialize(name, secret, isSecure, LIFE_S)
}

export function clearCookie({ name, isSecure }: CookieForm): string {
  return serialize(name, '', isSecure, 0)
}

/** The cookie's secret in a `Cookie` header; null without one of the right shape. */
export function readCookie({ name }: CookieForm, header: string | undefined): string | null {
  const value = header ? fastifyCookie.parse(header)[name] : undefined
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : null
}

function serialize(name: string, value: string, secure: boolean, maxAge: number): string {
  return fastifyCookie.serialize(name, value, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge })
}
