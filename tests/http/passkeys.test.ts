import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { openAuthenticator, type Authenticator, type Lies } from '../support/authenticator.ts'
import type { Answered, Browser } from '../support/browser.ts'
import { openHouse } from '../support/house.ts'

const publicOrigin = 'https://kith.example'
const house = await openHouse({ publicOrigin })
const tenMinutesMs = 10 * 60_000
let ada: Browser
let ben: Browser
let key: Authenticator
beforeAll(async () => {
  ada = await house.person('Ada')
  await house.circle(['Ben'])
  ben = await house.person('Ben')
  key = await addPasskey(ada)
})

type Options = { challenge: string; rpId: string; rp: { id: string }; user: { id: string } }
const optionsOf = ({ json }: Answered) => (json as { options: Options }).options
const offer = async (browser: Browser) => optionsOf(await browser.post('/api/me/passkeys/offer', {}))
const add = (browser: Browser, response: object) => browser.post('/api/me/passkeys/add', { response })
const challenge = async (browser: Browser, purpose = 'sign-in') =>
  optionsOf(await browser.post('/api/sign-in/challenge', { purpose }))
const show = (browser: Browser, response: object) => browser.post('/api/sign-in/passkey', { response })
const waysIn = async (browser: Browser) =>
  (await browser.post('/api/me/ways-in', {})).json as {
    signIns: { signInId: string; label: string; isThis: boolean }[]
    passkeys: { passkeyId: string; label: string; usedAt: number | null }[]
    passkeyOrigin: string | null
  }

async function addPasskey(browser: Browser): Promise<Authenticator> {
  const made = openAuthenticator(publicOrigin)
  expect((await add(browser, made.create(await offer(browser)))).status).toBe(200)
  return made
}

const rejected = { error: { code: 'forbidden', details: { reason: 'passkey_rejected' } } }

describe('a passkey', () => {
  test('signs its owner in without anybody saying who they are, and is listed with its last use', async () => {
    const phone = house.visitor()
    const options = await challenge(phone)
    expect(options).toMatchObject({ rpId: 'kith.example', userVerification: 'required' })
    expect(options).not.toHaveProperty('allowCredentials')
    expect((await show(phone, key.get(options))).status).toBe(200)
    expect((await phone.get('/api/me')).json).toMatchObject({ name: 'Ada' })
    const { passkeys, passkeyOrigin } = await waysIn(phone)
    expect(passkeyOrigin).toBe(publicOrigin)
    expect(passkeys).toMatchObject([{ label: 'A device', usedAt: expect.any(Number) }])
  })

  test('is renamed and removed by its owner alone; removed, it signs nobody in', async () => {
    const spare = await addPasskey(ada)
    const [, { passkeyId }] = (await waysIn(ada)).passkeys as [unknown, { passkeyId: string }]
    const rename = (browser: Browser) =>
      browser.post('/api/me/passkeys/rename', { passkeyId, label: 'The key on my ring' })
    const remove = (browser: Browser) => browser.post('/api/me/passkeys/remove', { passkeyId })
    expect([(await rename(ben)).code, (await remove(ben)).code]).toEqual(['not_found', 'not_found'])
    expect((await rename(ada)).status).toBe(200)
    expect((await waysIn(ada)).passkeys.map(({ label }) => label)).toEqual(['A device', 'The key on my ring'])
    expect((await remove(ada)).status).toBe(200)
    const phone = house.visitor()
    expect((await show(phone, spare.get(await challenge(phone)))).json).toEqual(rejected)
    expect((await remove(ada)).code).toBe('not_found')
  })

  test('that is known already is not kept twice, for nobody', async () => {
    expect((await add(ada, key.create(await offer(ada)))).code).toBe('conflict')
    expect((await add(ben, key.create(await offer(ben)))).code).toBe('conflict')
    expect((await waysIn(ben)).passkeys).toEqual([])
  })

  test('is kept as its public half and a count, and the challenge as a hash that is gone once answered', async () => {
    const phone = house.visitor()
    const { challenge: text, ...rest } = await challenge(phone)
    const rows = async () =>
      JSON.stringify(await house.app.database.sql`select * from passkey_challenges`) +
      JSON.stringify(await house.app.database.sql`select * from sign_ins`)
    expect(await rows()).not.toContain(text)
    const before = await house.app.database.sql`select 1 from passkey_challenges`
    await show(phone, key.get({ challenge: text, ...rest }))
    const after = await house.app.database.sql`select 1 from passkey_challenges`
    expect(after.length).toBe(before.length - 1)
  })
})

describe('N14 a passkey is rejected', () => {
  const lies: [string, Lies][] = [
    ['by the page of another origin', { origin: 'https://kith.example.evil.com' }],
    ['by a page of a neighbouring name', { origin: 'https://www.kith.example' }],
    ['over plain http', { origin: 'http://kith.example' }],
    ['for another server', { rpId: 'evil.example' }],
    ['without fingerprint, face or code', { userVerified: false }],
    ['in a frame of somebody else', { crossOrigin: true }],
    ['with a counter that goes backwards', { counter: 0 }],
    ['that names another owner', { userHandle: Buffer.alloc(16, 7).toString('base64url') }],
    ['with a challenge that nobody gave', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
    ['made for another ceremony', { type: 'webauthn.create' }],
  ]

  test.each(lies)('%s, and the challenge is spent', async (_, lie) => {
    const phone = house.visitor()
    const options = await challenge(phone)
    expect((await show(phone, key.get(options, lie))).json).toEqual(rejected)
    expect(phone.cookie).toBeNull()
    const honest = await show(phone, key.get(options))
    // A challenge that was never given leaves the one that was.
    expect(honest.status).toBe(lie.challenge ? 200 : 403)
    expect((await show(phone, key.get(await challenge(phone)))).status).toBe(200)
  })

  test('when it is shown a second time, on another node or at once', async () => {
    const phone = house.visitor()
    const response = key.get(await challenge(phone))
    const both = await Promise.all([show(phone, response), show(phone, response)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403])
  })

  test('with the challenge of another browser, which is spent by it', async () => {
    const [asked, other] = [house.visitor(), house.visitor()]
    await challenge(other)
    const response = key.get(await challenge(asked))
    expect((await show(other, response)).json).toEqual(rejected)
    expect((await show(house.visitor(), response)).json).toEqual(rejected)
    expect((await show(asked, response)).json).toEqual(rejected)
  })

  test('with a challenge that is older than five minutes, or was given for something else', async () => {
    const phone = house.visitor()
    const old = await challenge(phone)
    await house.moveTime(5 * 60_000 + 1_000)
    expect((await show(phone, key.get(old))).json).toEqual(rejected)
    await house.moveTime(0)
    const toProve = await challenge(ada, 'prove')
    expect((await show(ada, key.get(toProve))).json).toEqual(rejected)
    const toSignIn = await challenge(ada)
    expect((await ada.post('/api/sign-in/prove', { response: key.get(toSignIn) })).json).toEqual(rejected)
  })

  test('with words that another key has signed', async () => {
    const [phone, thief] = [house.visitor(), openAuthenticator(publicOrigin)]
    const forged = { ...thief.get(await challenge(phone)), id: key.id, rawId: key.id }
    expect((await show(phone, forged)).json).toEqual(rejected)
  })

  test.each(lies.filter(([, { counter, userHandle }]) => counter === undefined && !userHandle))(
    'also when it is to be added: %s',
    async (_, lie) => {
      const fresh = openAuthenticator(publicOrigin)
      const response = fresh.create(await offer(ada), lie.type ? { type: 'webauthn.get' } : lie)
      expect((await add(ada, response)).json).toEqual(rejected)
    },
  )

  test.each(['\0', '\ud83d'])('that names a way to it which cannot be stored: %j', async (transport) => {
    const response = openAuthenticator(publicOrigin).create(await offer(ada))
    const named = { ...response, response: { ...response.response, transports: [transport] } }
    expect((await add(ada, named)).code).toBe('invalid')
  })

  test('with the offer that somebody else got', async () => {
    const response = openAuthenticator(publicOrigin).create(await offer(ada))
    expect((await add(ben, response)).json).toEqual(rejected)
    expect((await add(ada, response)).json).toEqual(rejected)
  })

  test.each([
    ['no JSON', 'AAAA'],
    ['a number', Buffer.from('7').toString('base64url')],
    ['a challenge that is no text', Buffer.from('{"challenge":{}}').toString('base64url')],
  ])('with client data that is %s', async (_, clientDataJSON) => {
    const phone = house.visitor()
    const response = key.get(await challenge(phone))
    const answer = await show(phone, { ...response, response: { ...response.response, clientDataJSON } })
    expect(answer.json).toEqual(rejected)
  })
})

describe('N15 whoever signed in more than ten minutes ago', () => {
  const reauth = { error: { code: 'forbidden', details: { reason: 'reauth_required' } } }

  test('adds and removes no passkey, until a passkey proves once more who they are', async () => {
    const { passkeyId } = (await waysIn(ada)).passkeys[0]!
    const response = openAuthenticator(publicOrigin).create(await offer(ada))
    await house.moveTime(tenMinutesMs + 1_000)
    try {
      expect((await ada.post('/api/me/passkeys/offer', {})).json).toEqual(reauth)
      expect((await add(ada, response)).json).toEqual(reauth)
      expect((await ada.post('/api/me/passkeys/remove', { passkeyId })).json).toEqual(reauth)
      expect((await waysIn(ada)).passkeys).toHaveLength(1)
      const proof = key.get(await challenge(ada, 'prove'))
      expect((await ada.post('/api/sign-in/prove', { response: proof })).status).toBe(200)
      expect((await add(ada, openAuthenticator(publicOrigin).create(await offer(ada)))).status).toBe(200)
      const { passkeys, signIns } = await waysIn(ada)
      expect(passkeys).toHaveLength(2)
      // The others are listed, so that they can be ended.
      expect(signIns.filter(({ isThis }) => !isThis).length).toBeGreaterThan(0)
    } finally {
      await house.moveTime(0)
    }
  })

  test('proves nothing by the passkey of somebody else', async () => {
    const proof = key.get(await challenge(ben, 'prove'))
    expect((await ben.post('/api/sign-in/prove', { response: proof })).json).toEqual(rejected)
  })

  test('and came by a code from another device, has proved nothing yet', async () => {
    const tablet = house.visitor()
    await tablet.post('/api/sign-in/use', { code: await house.code('device', ada) })
    expect((await tablet.get('/api/me')).status).toBe(200)
    expect((await tablet.post('/api/me/passkeys/offer', {})).json).toEqual(reauth)
  })
})

describe('the devices of a person', () => {
  test('are listed for them, ended one by one or all but this, and nobody else can', async () => {
    const devices = [house.visitor(), house.visitor(), house.visitor()] as const
    for (const device of devices)
      await device.post('/api/sign-in/use', { code: await house.code('operator', ben) }, { 'user-agent': 'Firefox/1' })
    const { signIns } = await waysIn(devices[0])
    expect(signIns.length).toBe(4)
    expect(signIns.filter(({ isThis }) => isThis)).toMatchObject([{ label: 'Firefox' }])
    const other = (await waysIn(devices[1])).signIns.find(({ isThis }) => isThis)!
    expect((await ada.post('/api/sign-in/end', { signInId: other.signInId })).code).toBe('not_found')
    expect((await ada.post('/api/sign-in/end', { signInId: newId() })).code).toBe('not_found')
    expect((await devices[0].post('/api/sign-in/end', { signInId: other.signInId })).status).toBe(200)
    expect((await devices[1].get('/api/me')).code).toBe('unauthenticated')
    expect((await devices[0].post('/api/sign-in/end-others', {})).json).toEqual({ ended: 2 })
    expect([(await devices[2].get('/api/me')).code, (await ben.get('/api/me')).code]).toEqual([
      'unauthenticated',
      'unauthenticated',
    ])
    expect((await devices[0].get('/api/me')).status).toBe(200)
    expect((await waysIn(devices[0])).signIns).toHaveLength(1)
  })
})
