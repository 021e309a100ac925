import { createHmac } from 'node:crypto'
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { openHouse } from '../support/house.ts'
import type { Browser } from '../support/browser.ts'

const house = await openHouse()
const { tokenKey } = house.app.door.keys
let ada: Browser
let claims: JWTPayload

beforeAll(async () => {
  ada = await house.person('Ada')
  const { token } = (await ada.post('/api/token', {})).json as { token: string }
  claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as JWTPayload
})

const now = () => Math.floor(Date.now() / 1_000)
const statusFor = async (token: string) =>
  (await house.visitor().get('/api/me', { authorization: `Bearer ${token}` })).status

async function signed(more: JWTPayload = {}, header: Record<string, unknown> = {}, key = tokenKey): Promise<string> {
  const payload = Object.fromEntries(Object.entries({ ...claims, ...more }).filter(([, value]) => value !== null))
  return new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...header }).sign(key)
}

describe('a bearer token', () => {
  test('lets a client without a cookie in', async () => {
    expect(await statusFor(await signed())).toBe(200)
  })

  test('ends with the sign-in behind it, although its time is not over', async () => {
    const phone = house.visitor()
    await phone.post('/api/sign-in/use', { code: await house.code('operator', ada) })
    const { token } = (await phone.post('/api/token', {})).json as { token: string }
    expect(await statusFor(token)).toBe(200)
    await phone.post('/api/sign-in/out', {})
    expect(await statusFor(token)).toBe(401)
  })

  test('N01 without a signature, or by another algorithm with the same key, is refused', async () => {
    expect(await statusFor(new UnsecuredJWT(claims).encode())).toBe(401)
    expect(await statusFor((await signed()).replace(/[^.]+$/, ''))).toBe(401)
    expect(await statusFor(await signed({}, { alg: 'HS512' }, Buffer.concat([tokenKey, tokenKey])))).toBe(401)
    expect(await statusFor(await signed({}, { alg: 'HS512' }))).toBe(401)
  })

  test.each([
    { kid: 'other' },
    { kid: '../../etc/passwd' },
    { jku: 'https://evil.example/keys' },
    { x5u: 'https://evil.example' },
    { jwk: { kty: 'oct', k: Buffer.from(tokenKey).toString('base64url') } },
  ])('N02 whose header points at another key is refused, and nothing is fetched for it: %o', async (header) => {
    const token = await signed({}, header)
    const fetching = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('nobody is asked'))
    const found = await house.app.door.tokens.read(token)
    expect([found, fetching.mock.calls]).toEqual([null, []])
    fetching.mockRestore()
    expect(await statusFor(token)).toBe(401)
  })

  test('N03 signed with anything else than the key is refused', async () => {
    expect(await statusFor(await signed({}, {}, createHmac('sha256', 'public key').digest()))).toBe(401)
  })

  test.each<[string, () => JWTPayload]>([
    ['has ended 6 s ago', () => ({ exp: now() - 6 })],
    ['begins in a minute', () => ({ nbf: now() + 60 })],
    ['is older than ten minutes with an end far away', () => ({ iat: now() - 700, exp: now() + 9_999 })],
    ['has no end', () => ({ exp: null as unknown as number })],
    ['has no beginning', () => ({ iat: null as unknown as number })],
  ])('N04 that %s is refused', async (_, more) => {
    expect(await statusFor(await signed(more()))).toBe(401)
  })

  test.each<[string, JWTPayload, Record<string, unknown>]>([
    ['for another audience', { aud: 'invite' }, {}],
    ['of another installation', { iss: 'https://other.example' }, {}],
    ['of another type', {}, { typ: 'JWT' }],
    ['of no sign-in', { sid: newId() }, {}],
  ])('N05 %s is refused', async (_, more, header) => {
    expect(await statusFor(await signed(more, header))).toBe(401)
  })

  test('N08 shown instead of a cookie, or a cookie instead of it, is refused', async () => {
    const visitor = house.visitor()
    visitor.cookie = `kith=${await signed()}`
    expect((await visitor.get('/api/me')).status).toBe(401)
    expect(await statusFor(ada.cookie!.split('=')[1]!)).toBe(401)
  })
})
