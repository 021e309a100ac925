import type { Server as HttpServer } from 'node:http'
import { connect } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { commands, type CommandName } from '../../shared/commands.ts'
import { newId } from '../../shared/new-id.ts'
import { notes } from '../../shared/notes.ts'
import { queries } from '../../shared/queries.ts'
import { routes } from '../../shared/routes.ts'
import type { Browser } from '../support/browser.ts'
import { openHouse, run } from '../support/house.ts'

const house = await openHouse()
let ada: Browser
let circleId: string
let commonsId: string
beforeAll(async () => {
  ada = await house.person('Ada')
  ;({ circleId, commonsId } = await house.circle())
})

const bodies = [
  ...Object.values(routes).map(({ path }) => path),
  ...Object.keys(commands).map((name) => `/api/commands/${name}`),
  ...Object.keys(notes).map((name) => `/api/notes/${name}`),
]

async function rows(): Promise<number> {
  const [row] = await house.app.database.sql`
    select (select count(*) from events) + (select count(*) from commands) + (select count(*) from people) as n`
  return Number(row!['n'])
}

describe('N33 a body that reaches for prototypes', () => {
  test.each(bodies)('is refused by %s', async (path) => {
    const before = await rows()
    for (const body of [
      '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":{"x":1}}}',
      `{"commandId":"${newId()}","facts":{"__proto__":{"x":1}}}`,
    ]) {
      expect((await ada.post(path, body)).code).toBe('invalid')
    }
    expect(({} as { x?: number }).x).toBeUndefined()
    expect(await rows()).toBe(before)
  })
})

describe('what is of the wrong shape', () => {
  test.each(Object.keys(commands) as CommandName[])(
    'is refused by %s with the field, and never echoed',
    async (name) => {
      const answer = await ada.post(`/api/commands/${name}`, { commandId: 'echo-of-mine', more: 'echo-of-mine' })
      expect(answer.code).toBe('invalid')
      expect(answer.text).not.toContain('echo-of-mine')
    },
  )

  test.each(Object.values(queries).map(({ path }) => path))('is refused by %s', async (path) => {
    const address = path.replace(/:\w+/g, 'not-an-id')
    if (path.includes(':')) expect((await ada.get(address)).code).toBe('invalid')
    expect((await ada.get(`${address.replace(/not-an-id/g, newId())}?unknown=1`)).code).toBe('invalid')
  })

  test.each(['-1', '9007199254740993', '1;drop table events', 'NaN', '1e3', '', '0x10', '1.5'])(
    'N42 is refused as a place to catch up from: %j',
    async (after) => {
      const path = `/api/rooms/${newId()}/events?after=${encodeURIComponent(after)}`
      expect((await ada.get(path)).code).toBe('invalid')
    },
  )

  test('N34 is refused quickly however deep it goes', async () => {
    const deep = '['.repeat(30_000) + ']'.repeat(30_000)
    expect((await ada.post('/api/token', deep)).code).toBe('invalid')
    expect((await ada.post('/api/commands/circle:open', `{"commandId":${deep}}`)).code).toBe('invalid')
  })

  test.each(['a\0b', 'a\ud83d', '\udc00'])('N59 is refused as words, with the field: %j', async (text) => {
    const before = await rows()
    const answer = await ada.post('/api/commands/message:send', { commandId: newId(), roomId: commonsId, text })
    expect(answer.json).toMatchObject({ error: { code: 'invalid', details: { path: 'text' } } })
    expect(await rows()).toBe(before)
  })

  test('is refused when it is too large, before it is read', async () => {
    const answer = await ada.post('/api/commands/circle:open', { text: 'x'.repeat(70_000) })
    expect([answer.status, answer.code]).toEqual([413, 'too_large'])
  })
})

describe('N47 a path that climbs', () => {
  test.each([
    '/%2e%2e%2fpackage.json',
    '/..%2f..%2fpackage.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '//package.json',
    '/assets//..//..//package.json',
    '/.vite/manifest.json',
    '/assets/;/../package.json',
    '/api%2fme',
    '/sign-in%2fx',
    '/package.json',
    '/c/..%2f..%2fetc%2fpasswd',
    '/docs/../package.json',
  ])('leads nowhere: %s', async (path) => {
    const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    expect(answer.split(' ')[1]).toBe('404')
    expect(answer).not.toContain('"dependencies"')
  })
})

describe('N54 a line break in a name', () => {
  test('goes into no header', async () => {
    const opened = run(ada, 'room:open', { circleId, name: 'x\r\nSet-Cookie: a=b', capacity: 4 })
    await expect(opened).rejects.toThrow('invalid')
    const answer = await house.visitor().get('/sign-in?next=%0d%0aSet-Cookie:%20a=b')
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(answer.text).not.toContain('Set-Cookie')
    const recap = await house.visitor().get('/recaps/x%0d%0aSet-Cookie:%20a=b')
    expect([recap.status, recap.headers.get('set-cookie')]).toEqual([404, null])
  })
})

describe('N55 a header that says who or where somebody is', () => {
  test('is believed from no stranger', async () => {
    const forged = { 'x-user-id': newId(), 'x-real-ip': '203.0.113.1', 'x-forwarded-user': 'Ada' }
    expect((await house.visitor().get('/api/me', forged)).status).toBe(401)
    for (let i = 2; i < 12; i++) {
      await house
        .visitor()
        .post('/api/sign-in/use', { code: `AAAA-AAA${'23456789AB'[i - 2]}` }, { 'x-forwarded-for': `203.0.113.${i}` })
    }
    const eleventh = await house
      .visitor()
      .post('/api/sign-in/use', { code: 'AAAA-AAAC' }, { 'x-forwarded-for': '203.0.113.99' })
    expect(eleventh.status).toBe(429)
  })
})

describe('N56 a request out of the ordinary', () => {
  test.each(['TRACE', 'CONNECT', 'PROPFIND', 'PUT', 'DELETE', 'PATCH'])('is refused: %s', async (method) => {
    const target = method === 'CONNECT' ? 'localhost:80' : '/api/me'
    const head = `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`
    expect(await raw(head)).toMatch(/^(HTTP\/1\.1 (400|403|404|405) |$)/)
  })

  test('cannot turn one method into another', async () => {
    for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
      expect((await ada.get('/api/token', { [name]: 'POST' })).status).toBe(404)
    }
    expect((await ada.get('/api/token?_method=POST')).status).toBe(404)
  })

  test('is refused with an address of 64 kB', async () => {
    const answer = await raw(`GET /${'a'.repeat(65_536)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
    expect(answer.split(' ')[1]).toMatch(/^(400|404|414|431)$/)
  })

  test.each([
    ['/healthz', 'foo', 200],
    ['/elsewhere', 'websocket', 404],
  ])('is answered as if it had not asked to speak something else there: %s, %s', async (path, other, status) => {
    const head = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: ${other}\r\n\r\n`
    expect((await raw(head)).split(' ')[1]).toBe(String(status))
  })

  test('N39 is let go when its head comes a byte at a time, and others are answered meanwhile', async () => {
    const slow = dribble('GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ', 'x', 500)
    expect((await house.visitor().get('/healthz')).status).toBe(200)
    expect(await slow).toMatch(/^HTTP\/1\.1 408 /)
  })

  test.each([
    ['announced', 'Content-Length: 50000', 'x'],
    ['in chunks', 'Transfer-Encoding: chunked', '1\r\nx\r\n'],
  ])(
    'N39 is let go when its body comes a byte at a time, and others are answered meanwhile: %s',
    async (_, as, byte) => {
      const server = house.app.live.io.httpServer as HttpServer
      const usual = { headersTimeout: server.headersTimeout, requestTimeout: server.requestTimeout }
      expect(usual).toEqual({ headersTimeout: 10_000, requestTimeout: 30_000 })
      // Node takes the longer of the two for the whole request.
      Object.assign(server, { headersTimeout: 500, requestTimeout: 1_000 })
      const head = `POST /api/sign-in/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n${as}\r\n\r\n`
      const slow = Array.from({ length: 100 }, () => dribble(head, byte, 100))
      // While all of them hang, a whole body is read and answered.
      const answered = run(ada, 'message:send', { roomId: commonsId, text: 'Good evening' }).then(() => 'answered')
      expect(await Promise.race([answered, ...slow])).toBe('answered')
      for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1\.1 408 /)
      Object.assign(server, usual)
    },
  )

  test.each(['/%', '/%zz', '/api/rooms/%e0%a4%a', '/sign-in/%ff', '/docs?%', '/sign-in?next=%ff'])(
    'is answered although its address cannot be decoded: %s',
    async (path) => {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`)
      expect(answer.split(' ')[1]).toMatch(/^(200|400|404)$/)
      expect(answer).not.toContain('%zz')
      expect((await house.visitor().get('/healthz')).status).toBe(200)
    },
  )

  test('is refused with a thousand query keys, or with nested ones', async () => {
    const many = Array.from({ length: 1_000 }, (_, i) => `k${i}=`).join('&')
    expect((await ada.get(`/api/me?${many}`)).code).toBe('invalid')
    for (const query of ['a[]=1', 'a[b]=1', '__proto__=1', '__proto__[x]=1', 'constructor.prototype.x=1']) {
      expect((await ada.get(`/api/me?${query}`)).code).toBe('invalid')
    }
    expect(({} as { x?: number }).x).toBeUndefined()
  })
})

function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(new URL(house.base).port), '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()))
    socket.on('error', (error) => (chunks.length > 0 ? resolve(Buffer.concat(chunks).toString()) : reject(error)))
  })
}

/** Says something, and then one thing after the other until the connection ends; gives what was answered. */
function dribble(head: string, piece: string, everyMs: number): Promise<string> {
  const socket = connect(Number(new URL(house.base).port), '127.0.0.1')
  let answer = ''
  socket.on('error', () => {})
  socket.on('data', (chunk) => (answer += String(chunk)))
  socket.write(head)
  const writing = setInterval(() => socket.write(piece), everyMs)
  return new Promise((resolve) =>
    socket.once('close', () => {
      clearInterval(writing)
      resolve(answer)
    }),
  )
}
