import { beforeAll, describe, expect, test } from 'vitest'
import { usualRates } from '../../server/live/rates.ts'
import { newId } from '../../shared/new-id.ts'
import type { Answered, Browser } from '../support/browser.ts'
import { openHouse, run } from '../support/house.ts'

// Nothing listens there: what counts here is how many letters set out, not where they arrive.
const letterBox = { smtpUrl: 'smtp://127.0.0.1:9', mailFrom: 'Kith <kith@kith.example>' }
const house = await openHouse({ trustProxy: ['127.0.0.1/32'], ...letterBox })
const from = (address: string) => ({ 'x-forwarded-for': address })
let ada: Browser
let ben: Browser
let circleId: string
beforeAll(async () => {
  ada = await house.person('Ada')
  circleId = (await house.circle(['Ben', 'Eli'])).circleId
  ben = await house.person('Ben')
})

describe('a sign-in', () => {
  test('N06 that has ended is refused however often its cookie or token comes back, and brings no other down', async () => {
    const phone = house.visitor()
    await phone.post('/api/sign-in/use', { code: await house.code('operator', ada) })
    const { cookie } = phone
    const { token } = (await phone.post('/api/token', {})).json as { token: string }
    const bearer = { authorization: `Bearer ${token}` }
    expect((await house.visitor().get('/api/me', bearer)).status).toBe(200)
    await phone.post('/api/sign-in/out', {})
    for (let i = 0; i < 3; i++) {
      const thief = house.visitor()
      thief.cookie = cookie
      expect((await thief.get('/api/me')).code).toBe('unauthenticated')
      expect((await thief.post('/api/token', {})).code).toBe('unauthenticated')
      expect((await house.visitor().get('/api/me', bearer)).code).toBe('unauthenticated')
    }
    expect((await ada.get('/api/me')).status).toBe(200)
  })

  test('N07 of one browser serves two tabs at once, and tokens that both ask for stay good together', async () => {
    const tabs = [house.visitor(), house.visitor()]
    for (const tab of tabs) tab.cookie = ada.cookie
    const made = await Promise.all(tabs.map((tab) => tab.post('/api/token', {})))
    for (const { json } of made) {
      const bearer = { authorization: `Bearer ${(json as { token: string }).token}` }
      expect((await house.visitor().get('/api/me', bearer)).status).toBe(200)
    }
    expect((await ada.get('/api/me')).status).toBe(200)
  })
})

test('N38 of a hundred thousand ids that somebody guesses none opens a room, and their own does', async () => {
  const { roomId } = await run(ada, 'room:open', { circleId, name: 'Attic', capacity: 4 })
  const { memberId } = (await ben.get('/api/me', from('203.0.113.60'))).json as { memberId: string }
  const found = await house.app.database.inTransaction(
    ({ sql }) => sql`
      select count(*) filter (where id <> ${roomId}::uuid)::integer as guessed, count(*)::integer as all
      from (select gen_random_uuid() as id from generate_series(1, 100000) union all select ${roomId}::uuid) as guesses
      where may_read(id, ${memberId}::uuid)`,
    { statementMs: 50_000, wholeMs: 55_000 },
  )
  expect(found).toMatchObject([{ guessed: 0, all: 1 }])
})

test('N38 whoever guesses at rooms finds nothing, is told to wait, and nobody else is', async () => {
  // From two browsers and two places: it is the person who guesses.
  const phone = house.visitor()
  phone.cookie = ben.cookie
  const guess = (browser: Browser, i: number) => browser.get(`/api/rooms/${newId()}`, from(`203.0.113.${50 + i}`))
  const answers: Answered[] = []
  while (answers.length < 450)
    answers.push(...(await Promise.all(Array.from({ length: 45 }, (_, i) => guess(i % 2 ? ben : phone, i % 2)))))
  const codes = new Set(answers.map(({ code }) => code))
  expect(codes).toEqual(new Set(['not_found', 'too_many']))
  const waiting = answers.find(({ code }) => code === 'too_many')!
  expect(waiting.json).toMatchObject({ error: { details: { retryAfterMs: expect.any(Number) } } })
  // The time of a budget may be over in the middle, and the next one begin.
  const found = answers.filter(({ code }) => code === 'not_found')
  expect(found.length).toBeLessThanOrEqual(2 * usualRates.reading.times)
  expect((await ada.get('/api/me')).status).toBe(200)
})

describe('N67 the code of an invite', () => {
  test('has 128 bits, and a guesser who is stopped keeps nobody out who holds one', async () => {
    const code = await house.inviteCode(circleId, 'Kira')
    expect(Buffer.from(code, 'base64url')).toHaveLength(16)
    const guess = (i: number) => Buffer.alloc(16, i).toString('base64url')
    for (let i = 0; i < 60; i++) {
      const answer = await house.visitor().post('/api/invites/look', { code: guess(i) }, from('203.0.113.20'))
      expect(answer.json).toEqual({ error: { code: 'not_found', details: { reason: 'invite_unknown' } } })
    }
    const stopped = await house.visitor().post('/api/invites/look', { code }, from('203.0.113.20'))
    expect(stopped.code).toBe('too_many')
    const accept = { commandId: newId(), code, name: 'Kira' }
    expect((await house.visitor().post('/api/invites/accept', accept, from('203.0.113.21'))).status).toBe(200)
  })
})

describe('N70 an invite that has leaked', () => {
  test('stands in a fragment that no server sees, and works no more from the moment it is revoked', async () => {
    const made = await run(ada, 'invite:create', { circleId, addressee: 'Liam', reason: 'x'.repeat(40) })
    const { pathname, search, hash } = new URL(made.link)
    const code = hash.slice(1)
    expect([pathname, search, code.length]).toEqual(['/join', '', 22])
    const page = await house.visitor().get(pathname)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    await run(ada, 'invite:revoke', { circleId, inviteId: made.inviteId })
    const accept = { commandId: newId(), code, name: 'Liam' }
    expect((await house.visitor().post('/api/invites/accept', accept)).json).toEqual({
      error: { code: 'not_found', details: { reason: 'invite_revoked' } },
    })
  })

  test('shows its stewards who came by it', async () => {
    const made = await run(ada, 'invite:create', { circleId, addressee: 'Mona', reason: 'x'.repeat(40) })
    const accept = { commandId: newId(), code: new URL(made.link).hash.slice(1), name: 'Otto' }
    expect((await house.visitor().post('/api/invites/accept', accept)).status).toBe(200)
    const { invites } = (await ada.get(`/api/circles/${circleId}/invites`)).json as { invites: object[] }
    const found = invites.find((invite) => (invite as { inviteId: string }).inviteId === made.inviteId)
    expect(found).toMatchObject({ state: 'used', addressee: 'Mona', usedByName: 'Otto' })
  })
})

describe('N71 letters to one address', () => {
  test('are bounded for whoever gets them, from however many places they are asked for', async () => {
    const ask = (i: number) =>
      house.visitor().post('/api/sign-in/ask', { email: 'victim@example.org' }, from(`198.51.100.${i}`))
    const codes = await Promise.all(Array.from({ length: 20 }, async (_, i) => (await ask(i)).code))
    expect(codes.filter((code) => code === null)).toHaveLength(3)
    expect(codes.filter((code) => code === 'too_many')).toHaveLength(17)
  })

  test('are bounded for whoever asks, however many addresses they name, and nobody elsewhere is', async () => {
    const ask = (i: number, place: string) =>
      house.visitor().post('/api/sign-in/ask', { email: `somebody-${i}@example.org` }, from(place))
    const codes = await Promise.all(Array.from({ length: 40 }, async (_, i) => (await ask(i, '203.0.113.30')).code))
    expect([codes.filter((code) => code === null).length, new Set(codes)]).toEqual([30, new Set([null, 'too_many'])])
    expect((await ask(99, '203.0.113.31')).code).toBeNull()
  })

  test('that prove an address are bounded for whoever gets them and for whoever asks', async () => {
    const prove = async (browser: Browser, email: string) => (await browser.post('/api/me/email', { email })).code
    const eli = await house.person('Eli')
    const to = 'victim@example.org'
    expect([await prove(eli, to), await prove(ben, to), await prove(ben, to)]).toEqual([null, null, null])
    expect(await prove(ada, to)).toBe('too_many')
    for (let i = 0; i < 5; i++) await prove(eli, `address-${i}@example.org`)
    expect(await prove(eli, 'one-more@example.org')).toBe('too_many')
  })
})

// Last: afterwards Ada invites nobody for an hour.
describe('N68 a raid', () => {
  test('has no door: a link lets one person in, however many come with it, and a steward makes forty an hour', async () => {
    const code = await house.inviteCode(circleId, 'Pia')
    const accept = (i: number) =>
      house
        .visitor()
        .post('/api/invites/accept', { commandId: newId(), code, name: `Raider ${i}` }, from(`198.51.100.${100 + i}`))
    const codes = await Promise.all(Array.from({ length: 100 }, async (_, i) => (await accept(i)).code))
    expect(codes.filter((code) => code === null)).toHaveLength(1)
    expect(new Set(codes)).toEqual(new Set([null, 'not_found']))
    const { members } = (await ada.get(`/api/circles/${circleId}`)).json as { members: { name: string }[] }
    expect(members.filter(({ name }) => name.startsWith('Raider'))).toHaveLength(1)

    const invite = () => run(ada, 'invite:create', { circleId, addressee: 'Somebody', reason: 'x'.repeat(40) })
    let made = 0
    while (
      made < 50 &&
      (await invite().then(
        () => true,
        () => false,
      ))
    )
      made++
    expect(made).toBeLessThanOrEqual(40)
    await expect(invite()).rejects.toThrow('too_many')
  })
})
