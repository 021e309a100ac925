import { beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../../shared/commands.ts'
import { notes } from '../../shared/notes.ts'
import { routes } from '../../shared/routes.ts'
import type { Browser } from '../support/browser.ts'
import { openHouse } from '../support/house.ts'

const house = await openHouse()
let ada: Browser
beforeAll(async () => {
  ada = await house.person('Ada')
})

const changes = [
  ...Object.values(routes).map(({ path }) => path),
  ...Object.keys(commands).map((name) => `/api/commands/${name}`),
  ...Object.keys(notes).map((name) => `/api/notes/${name}`),
  '/sign-in',
  '/sign-in/some-code',
  '/sign-in/email/some-code',
]

describe('N43 a page of another site', () => {
  test.each(changes)('cannot send a form to %s in the name of who is signed in', async (path) => {
    const form = { a: 'b' }
    const answers = await Promise.all([
      ada.submit(path, form, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }),
      ada.submit(path, form, { origin: null, 'sec-fetch-site': 'cross-site' }),
      ada.submit(path, form, { origin: 'null' }),
      ada.submit(path, form, { origin: null }),
      ada.post(path, {}, { origin: 'https://evil.example' }),
      ada.post(path, {}, { 'sec-fetch-site': 'same-site' }),
      ada.post(path, '{}', { origin: 'https://evil.example', 'content-type': 'text/plain' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual(Array(7).fill(403))
  })

  test.each([
    'https://localhost',
    'http://localhost.evil.example',
    'http://localhost',
    'HTTP://localhost',
    'http://user@localhost',
    'http://localhost:1',
    'null',
    '',
  ])('N29 is not let in for an origin that only resembles this one: %j', async (origin) => {
    expect((await ada.post('/api/sign-in/device', {}, { origin })).status).toBe(403)
  })

  test('while the same request from here is answered, by its name and by its address', async () => {
    const { port } = new URL(house.base)
    for (const origin of [house.origin, `http://127.0.0.1:${port}`, `http://localhost:${port}`]) {
      const answer = await ada.post('/api/token', {}, { origin, 'sec-fetch-site': 'same-origin' })
      expect(answer.status).toBe(200)
    }
  })

  test('N44 gets no leave to read, whatever it asks for', async () => {
    for (const origin of ['https://evil.example', 'null']) {
      const asks = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' }
      const preflight = await fetch(`${house.base}/api/token`, { method: 'OPTIONS', headers: asks })
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull()
      expect(preflight.status).toBeGreaterThanOrEqual(400)
      const answer = await ada.get('/api/me', { origin })
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    }
  })
})

describe('N45 a body that is no JSON', () => {
  test.each([
    'application/json;',
    'application/json, text/plain',
    'application/json; charset=utf-16',
    'application/json; boundary=x',
    'application/jsonp',
    'application/x-json',
    'text/json',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    null,
  ])('is refused and reaches no handler: %j', async (type) => {
    const answer = await ada.post('/api/sign-in/out', '{}', { 'content-type': type })
    expect([400, 415]).toContain(answer.status)
    expect(answer.code).toBe('invalid')
    expect((await ada.get('/api/me')).status).toBe(200)
  })

  test.each([' application/json', 'application/json\t', 'Application/JSON', 'application/json; charset=UTF-8'])(
    'is not meant: %j says JSON, and its schema judges it',
    async (type) => {
      expect((await ada.post('/api/token', '{}', { 'content-type': type })).status).toBe(200)
      expect((await ada.post('/api/token', '{"more":1}', { 'content-type': type })).code).toBe('invalid')
    },
  )

  test.each(['', 'nothing', '{', '[]', 'null', '"{}"', '{"a":1}'])('is refused: %j', async (body) => {
    expect((await ada.post('/api/token', body)).code).toBe('invalid')
  })
})

describe('what a browser is told', () => {
  test('about every page and answer: run nothing that is not ours, show it in no frame', async () => {
    for (const path of ['/', '/sign-in', '/docs', '/nothing', '/api/me']) {
      const { headers } = await house.visitor().get(path, { accept: 'text/html' })
      const policy = headers.get('content-security-policy')!
      for (const part of [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ]) {
        expect(policy).toContain(part)
      }
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toMatch(/^(no-referrer|same-origin)$/)
      expect(headers.get('strict-transport-security')).toBeNull()
    }
  })
})
