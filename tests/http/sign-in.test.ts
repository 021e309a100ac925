import { describe, expect, test } from 'vitest'
import type { Browser } from '../support/browser.ts'
import { openHouse } from '../support/house.ts'

const house = await openHouse({ trustProxy: ['127.0.0.1/32'] })
const minuteMs = 60_000
/** Whoever used the first link. */
let ada: Browser

describe('the first link of an installation', () => {
  test('is what the page for signing in speaks of, as long as nobody is here', async () => {
    const { status, text } = await house.visitor().get('/sign-in?next=/')
    expect([status, text.includes('Nobody is here yet'), text.includes('<form')]).toEqual([200, true, false])
  })

  test('needs a name that others can read', async () => {
    const path = new URL((await house.app.firstLink())!).pathname
    const refused = await house.visitor().submit(path, { name: 'Ada\u202e' })
    expect([refused.status, refused.text.includes('invisible or control characters')]).toEqual([400, true])
    expect((await house.visitor().submit(path, { name: '  ' })).status).toBe(400)
    expect((await house.visitor().submit(path, {})).status).toBe(404)
    expect(await house.app.firstLink()).not.toBeNull()
  })

  test('makes one steward, once, and is not offered again', async () => {
    const path = new URL((await house.app.firstLink())!).pathname
    expect((await house.visitor().get(path)).text).toContain('Your name')
    const both = [house.visitor(), house.visitor()]
    const answers = await Promise.all(both.map((browser) => browser.submit(path, { name: 'Ada' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 404])
    expect(await house.app.firstLink()).toBeNull()
    expect((await house.visitor().get(path)).status).toBe(404)
    expect((await house.visitor().get('/sign-in')).text).toContain('A code from a device')
    ada = both[answers[0]!.status === 303 ? 0 : 1]!
  })
})

describe('signing in', () => {
  test('N09 a link works once', async () => {
    const { code, asker } = await house.mailLink(ada)
    expect((await asker.post('/api/sign-in/use', { code })).status).toBe(200)
    expect((await asker.post('/api/sign-in/use', { code })).code).toBe('not_found')
    expect((await house.visitor().submit(`/sign-in/${code}`, {})).status).toBe(404)
  })

  test('N09 a link of ten minutes is spent a second later', async () => {
    const { code, asker } = await house.mailLink(ada)
    await house.moveTime(10 * minuteMs + 1_000)
    expect((await asker.post('/api/sign-in/use', { code })).code).toBe('not_found')
    await house.moveTime(0)
    expect((await asker.post('/api/sign-in/use', { code })).status).toBe(200)
  })

  test('N09 a link that another browser asked for needs the number of that one, and signs nobody in by itself', async () => {
    const { code, number, asker } = await house.mailLink(ada)
    const other = house.visitor()
    const page = await other.get(`/sign-in/${code}`)
    expect(page.text).toContain('name="number"')
    expect((await asker.get(`/sign-in/${code}`)).text).not.toContain('name="number"')
    const without = await other.submit(`/sign-in/${code}`, {})
    expect([without.status, other.cookie]).toEqual([403, null])
    const wrong = await other.post('/api/sign-in/use', { code, number: '1234' })
    expect(wrong.json).toEqual({ error: { code: 'forbidden', details: { reason: 'number_wrong' } } })
    expect(other.cookie).toBeNull()
    expect((await other.submit(`/sign-in/${code}`, { number: ` ${number} ` })).status).toBe(303)
    expect((await other.get('/api/me')).json).toMatchObject({ name: 'Ada' })
  })

  test('N09 the third wrong number spends the link, for the browser that asked as well', async () => {
    const { code, number, asker } = await house.mailLink(ada)
    const other = house.visitor()
    const tries = await Promise.all(
      ['1111', '2222', '3333'].map((guess) => other.post('/api/sign-in/use', { code, number: guess })),
    )
    expect(tries.map(({ status }) => status).sort()).toEqual([403, 403, 404])
    expect((await other.post('/api/sign-in/use', { code, number })).code).toBe('not_found')
    expect((await asker.post('/api/sign-in/use', { code })).code).toBe('not_found')
  })

  test('N10 looking at a link 20 times changes nothing: its button works once', async () => {
    const { code, asker: browser } = await house.mailLink(ada)
    for (let i = 0; i < 20; i++) expect((await house.visitor().get(`/sign-in/${code}`)).status).toBe(200)
    await fetch(`${house.base}/sign-in/${code}`, { method: 'HEAD' })
    const answer = await browser.submit(`/sign-in/${code}?next=/settings`, { next: '/settings' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/settings'])
    expect((await browser.get('/api/me')).status).toBe(200)
  })

  test('the page of a link says whose it is, keeps no copy and tells nobody where it was', async () => {
    const page = await house.visitor().get(`/sign-in/${(await house.mailLink(ada)).code}`)
    expect(page.text).toContain('<bdi>Ada</bdi>')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('same-origin')
  })

  test('nobody is sent elsewhere after signing in', async () => {
    for (const next of [
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      'javascript:alert(1)',
      '/api/me',
    ]) {
      const { code, asker } = await house.mailLink(ada)
      const answer = await asker.submit(`/sign-in/${code}`, { next })
      expect(answer.headers.get('location')).toBe('/')
    }
  })

  test('a device adds another with a code that can be typed in any case, with or without its hyphen', async () => {
    for (const typed of [(code: string) => code, (code: string) => ` ${code.replace('-', '').toLowerCase()} `]) {
      const { code, link, qr } = (await ada.post('/api/sign-in/device', {})).json as Record<string, string>
      expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/)
      expect(link).toBe(`${house.origin}/sign-in/${code!.replace('-', '')}`)
      expect(qr).toMatch(/^<svg /)
      const phone = house.visitor()
      expect((await phone.submit('/sign-in', { code: typed(code!) })).status).toBe(303)
      expect((await phone.get('/api/me')).json).toMatchObject({ name: 'Ada' })
    }
  })

  test('a new device code puts the one before out of use', async () => {
    const codes = [await house.code('device', ada), await house.code('device', ada)]
    const statuses = await Promise.all(
      codes.map(async (code) => (await house.visitor().post('/api/sign-in/use', { code })).status),
    )
    expect(statuses).toEqual([404, 200])
  })

  test('signing out ends this device at once and leaves the others', async () => {
    const phone = house.visitor()
    await phone.post('/api/sign-in/use', { code: await house.code('operator', ada) })
    const { cookie } = phone
    expect((await phone.get('/api/me')).status).toBe(200)
    expect((await phone.post('/api/sign-in/out', {})).status).toBe(200)
    expect(phone.cookie).toBeNull()
    phone.cookie = cookie
    expect((await phone.get('/api/me')).code).toBe('unauthenticated')
    expect((await ada.get('/api/me')).status).toBe(200)
  })

  test('a cookie is for HTTP alone, and secrets stand in the database as hashes only', async () => {
    const code = await house.code('operator', ada)
    const answer = await house.visitor().post('/api/sign-in/use', { code })
    const cookie = answer.headers.get('set-cookie')!
    expect(cookie).toMatch(/^kith=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
    const rows = await house.app.database
      .sql`select s::text as row from sign_ins s union all select l::text from sign_in_links l`
    const all = rows.map(({ row }) => String(row)).join()
    expect(all).not.toContain(cookie.slice(5, 48))
    expect(all).not.toContain(code)
  })

  test('a sign-in that nobody used for half a year has ended', async () => {
    const phone = house.visitor()
    await phone.post('/api/sign-in/use', { code: await house.code('operator', ada) })
    await house.moveTime(181 * 24 * 60 * minuteMs)
    expect((await phone.get('/api/me')).status).toBe(401)
    await house.moveTime(0)
    expect((await phone.get('/api/me')).status).toBe(200)
  })
})

describe('N11 whoever guesses codes', () => {
  const from = (address: string) => ({ 'x-forwarded-for': address })

  test('gets one answer for all of them, and the owner still comes in', async () => {
    const { code, asker } = await house.mailLink(ada)
    const guesser = house.visitor()
    for (let i = 0; i < 60; i++) {
      const guess = { code: `guess-number-${i}-of-a-long-code` }
      const answer = await guesser.post('/api/sign-in/use', guess, from('203.0.113.7'))
      expect(answer.json).toEqual({ error: { code: 'not_found', details: { reason: 'link' } } })
    }
    const stopped = await guesser.post('/api/sign-in/use', { code }, from('203.0.113.7'))
    expect([stopped.status, stopped.code]).toEqual([429, 'too_many'])
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await asker.post('/api/sign-in/use', { code }, from('203.0.113.8'))).status).toBe(200)
  })

  test('has ten tries for a short code, by using or by looking', async () => {
    const code = await house.code('device', ada)
    const guesser = house.visitor()
    for (let i = 2; i < 7; i++) {
      expect((await guesser.get(`/sign-in/AAAA-AAA${i}`, from('203.0.113.9'))).status).toBe(404)
      expect((await guesser.submit('/sign-in', { code: `BBBB-BBB${i}` }, from('203.0.113.9'))).status).toBe(404)
    }
    expect((await guesser.get(`/sign-in/${code}`, from('203.0.113.9'))).status).toBe(429)
    expect((await guesser.submit('/sign-in', { code }, from('203.0.113.9'))).status).toBe(429)
    // The button of a link's page looks at the code as well: that it was the right one must not be told.
    const asPage = { ...from('203.0.113.9'), accept: 'text/html' }
    const pressed = [code, 'CCCC-CCC2'].map((shown) => guesser.submit(`/sign-in/${shown}`, {}, asPage))
    const [right, wrong] = await Promise.all(pressed)
    expect([right!.status, right!.text]).toEqual([429, wrong!.text])
    expect(right!.text).not.toContain('Ada')
    expect((await house.visitor().submit('/sign-in', { code }, from('203.0.113.10'))).status).toBe(303)
  })
})
