import { connect, type AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from '../support/browser.ts'
import { openHouse } from '../support/house.ts'

type Letter = { to: string[]; raw: string }

const letters: Letter[] = []
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, session, done) {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      letters.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString() })
      done()
    })
  },
})
await new Promise<void>((ready) => smtp.listen(0, '127.0.0.1', ready))
afterAll(() => new Promise<void>((closed) => smtp.close(closed)))

const { port } = smtp.server.address() as AddressInfo
const publicOrigin = 'https://kith.example'
const house = await openHouse({
  smtpUrl: `smtp://127.0.0.1:${port}`,
  mailFrom: 'Kith <kith@kith.example>',
  publicOrigin,
})
const address = 'ada@example.org'
let ada: Browser

beforeAll(async () => {
  ada = await house.person('Ada')
  await house.circle(['Ben', 'Chloe', 'Dev'])
  await confirm(` ${address.toUpperCase()} `)
})

/** Asks for a link and gives what was sent until everything that was asked for is done. */
async function ask(email: string, browser = house.visitor()): Promise<Letter[]> {
  const before = letters.length
  await browser.post('/api/sign-in/ask', { email })
  await house.app.door.magicLink.settled()
  return letters.slice(before)
}

/** Somebody says that an address is theirs; gives the code that was sent there. */
async function claim(email: string, browser = ada): Promise<string> {
  const before = letters.length
  const { status, json } = await browser.post('/api/me/email', { email })
  expect([status, json]).toEqual([200, { isPrinted: false }])
  await house.app.door.magicLink.settled()
  const [letter] = letters.slice(before)
  expect(letter!.to).toEqual([email.trim().toLowerCase()])
  return linkIn(letter!).split('/sign-in/email/').at(-1)!
}

async function confirm(email: string, browser = ada): Promise<void> {
  const code = await claim(email, browser)
  expect((await house.visitor().post('/api/me/email/confirm', { code })).status).toBe(200)
}

/** Each answer shows a number of its own. */
const alike = (text: string) => text.replace(/\b[1-9]\d{3}\b/g, 'number')

const linkIn = ({ raw }: Letter) => /https?:\/\/\S+/.exec(raw.replace(/=\r\n/g, '').replaceAll('=3D', '='))![0]

describe('a link by mail', () => {
  test('comes to the address that its owner gave, and signs in', async () => {
    const phone = house.visitor()
    const [letter, ...more] = await ask(address, phone)
    expect(more).toEqual([])
    expect(letter!.to).toEqual([address])
    const code = linkIn(letter!).split('/').at(-1)
    expect((await phone.post('/api/sign-in/use', { code })).status).toBe(200)
    expect((await phone.get('/api/me')).json).toMatchObject({ name: 'Ada', hasEmail: true })
  })

  test('goes to nobody else, and the answer does not tell', async () => {
    const asked = (email: string) => house.visitor().post('/api/sign-in/ask', { email })
    const [known, unknown] = [await asked(address), await asked('nobody@example.org')]
    expect([known.status, alike(known.text)]).toEqual([unknown.status, alike(unknown.text)])
    expect(known.text).toMatch(/^\{"number":"\d{4}"\}$/)
    await house.app.door.magicLink.settled()
    expect(letters.flatMap(({ to }) => to)).not.toContain('nobody@example.org')
  })

  test('N38 is answered before anybody is looked up: the time cannot tell either', async () => {
    const theirs = 'third@example.org'
    await confirm(theirs, await house.person('Ben'))
    const before = letters.length
    const asked = (email: string) => house.visitor().post('/api/sign-in/ask', { email })
    // Whoever has to know who belongs to an address waits here until both answers are given.
    const answers = await house.app.database.inTransaction(async ({ sql }) => {
      await sql`lock table people in access exclusive mode`
      return Promise.all([asked(theirs), asked('nobody-here@example.org')])
    })
    expect(answers.map(({ status, text }) => [status, alike(text)])).toEqual(
      [1, 2].map(() => [200, '{"number":"number"}']),
    )
    await house.app.door.magicLink.settled()
    expect(letters.slice(before).map(({ to }) => to)).toEqual([[theirs]])
  })

  test('is asked for on a page without JavaScript, which says the same for every address', async () => {
    const before = letters.length
    const fields = { email: address, next: '/settings' }
    const known = await house.visitor().submit('/sign-in', fields)
    const unknown = await house.visitor().submit('/sign-in', { ...fields, email: 'nobody@example.org' })
    expect([known.status, alike(known.text)]).toEqual([unknown.status, alike(unknown.text)])
    await house.app.door.magicLink.settled()
    expect(letters.slice(before).map(linkIn)).toEqual([
      expect.stringMatching(/\/sign-in\/[\w-]{22}\?next=%2Fsettings$/),
    ])
  })

  test('N12 begins with the public origin, whatever host the request names', async () => {
    const body = JSON.stringify({ email: 'second@example.org' })
    await confirm('second@example.org', await house.person('Ben'))
    const asked = letters.length
    for (const target of ['/api/sign-in/ask', 'http://evil.example/api/sign-in/ask']) {
      await rawPost(target, body)
    }
    await house.app.door.magicLink.settled()
    const links = letters.slice(asked).map(linkIn)
    expect(links).toHaveLength(2)
    for (const link of links) expect(link).toMatch(/^https:\/\/kith\.example\/sign-in\//)
  })

  test.each([
    ['a header behind it', 'a@b.example\r\nBcc: x@y.example'],
    ['a line break', 'a@b.example\nBcc: x@y.example'],
    ['a quoted part', '"a b"@c.example'],
    ['two at signs', 'a@b@c.example'],
    ['no dot', 'a@localhost'],
    ["letters that look like those of a member's domain", 'ada@ex\u0430mple.org'],
    ['ten thousand letters', `${'a'.repeat(10_000)}@b.example`],
    ['two addresses', 'ada@example.org, eve@evil.example'],
    ['a name', 'Ada <ada@example.org>'],
    ['a hyphen in front of its domain', 'ada@-example.org'],
    ['nothing', ''],
  ])('N13 refuses an address with %s', async (_, email) => {
    const before = letters.length
    expect((await house.visitor().post('/api/sign-in/ask', { email })).code).toBe('invalid')
    expect((await ada.post('/api/me/email', { email })).code).toBe('invalid')
    await house.app.door.magicLink.settled()
    expect(letters.slice(before)).toEqual([])
  })
})

describe('an address', () => {
  test('is no way in before the link that was sent there is opened, and the one before stays until then', async () => {
    const chloe = await house.person('Chloe')
    await confirm('old@example.org', chloe)
    const code = await claim('new@example.org', chloe)
    expect(await ask('new@example.org')).toEqual([])
    expect((await ask('old@example.org')).length).toBe(1)
    const page = await house.visitor().get(`/sign-in/email/${code}`)
    expect(page.text).toContain('<bdi>Chloe</bdi>')
    expect(await ask('new@example.org')).toEqual([])
    const reader = house.visitor()
    expect((await reader.submit(`/sign-in/email/${code}`, {})).status).toBe(200)
    expect(reader.cookie).toBeNull()
    expect((await ask('new@example.org')).length).toBe(1)
    expect(await ask('old@example.org')).toEqual([])
    expect((await reader.submit(`/sign-in/email/${code}`, {})).status).toBe(404)
  })

  test('that its owner has corrected is proved by the last letter alone, and a proof signs nobody in', async () => {
    const dev = await house.person('Dev')
    const [first, last] = [await claim('dve@example.org', dev), await claim('dev@example.org', dev)]
    expect((await house.visitor().post('/api/me/email/confirm', { code: first })).code).toBe('not_found')
    expect((await house.visitor().post('/api/sign-in/use', { code: last })).code).toBe('not_found')
    expect((await house.visitor().submit(`/sign-in/${last}`, {})).status).toBe(404)
    expect((await house.visitor().post('/api/me/email/confirm', { code: last })).status).toBe(200)
  })

  test('N15 is changed by a sign-in that has just proved whose it is, and by no other', async () => {
    await house.moveTime(10 * 60_000 + 1_000)
    const refused = await ada.post('/api/me/email', { email: 'other@example.org' })
    await house.moveTime(0)
    expect(refused.json).toEqual({ error: { code: 'forbidden', details: { reason: 'reauth_required' } } })
  })

  test('is kept sealed, for its owner alone', async () => {
    const [row] = await house.app.database.sql`select id, email_sealed, email_index from people where name = 'Ada'`
    expect(JSON.stringify(row)).not.toContain('example.org')
    const { keys } = house.app.door
    expect(keys.openEmail(row!['email_sealed'], row!['id'])).toBe(address)
    expect(() => keys.openEmail(row!['email_sealed'], 'somebody else')).toThrow()
  })
})

function rawPost(target: string, body: string): Promise<string> {
  const { port } = new URL(house.base)
  const head = [
    `POST ${target} HTTP/1.1`,
    'Host: evil.example',
    'X-Forwarded-Host: evil.example',
    'X-Forwarded-Proto: ftp',
    `Origin: ${publicOrigin}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ].join('\r\n')
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(`${head}\r\n\r\n${body}`))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()))
    socket.on('error', reject)
  })
}
