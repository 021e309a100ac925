import type { RouteOptions } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../shared/new-id.ts'
import { routes, type RouteInput, type RouteName } from '../../shared/routes.ts'
import type { Edge } from '../../server/http/edge.ts'
import { createLog } from '../../server/http/log.ts'
import { addRoutes } from '../../server/http/routes.ts'
import { createHttpServer } from '../../server/http/server.ts'
import type { Browser } from '../support/browser.ts'
import { openHouse } from '../support/house.ts'

/**
 * Who may ask for each route of signing in: `nobody` has a sign-in yet; `signed-in` speaks of the asker's own things alone.
 * A route without a row does not compile.
 */
type Row<N extends RouteName> = [needs: 'nobody' | 'signed-in', input: (is: Fixture) => RouteInput<N>]

const b64 = Buffer.from('{}').toString('base64url')
const shown = {
  id: b64,
  rawId: b64,
  type: 'public-key',
  clientExtensionResults: {},
  response: { clientDataJSON: b64, authenticatorData: b64, signature: b64 },
} as const
const made = { ...shown, response: { clientDataJSON: b64, attestationObject: b64 } } as const

const rows: { [N in RouteName]: Row<N> } = {
  'invite:look': ['nobody', () => ({ code: 'no such code' })],
  'invite:accept': ['nobody', () => ({ commandId: newId(), code: 'no such code', name: 'Kira' })],
  'sign-in:first': ['nobody', () => ({ code: 'no such code', name: 'Kira' })],
  'sign-in:ask': ['nobody', () => ({ email: 'nobody@example.org' })],
  'sign-in:use': ['nobody', () => ({ code: 'no such code' })],
  'sign-in:challenge': ['nobody', () => ({ purpose: 'sign-in' })],
  'sign-in:passkey': ['nobody', () => ({ response: shown })],
  'me:confirm-email': ['nobody', () => ({ code: 'no such code' })],
  'sign-in:prove': ['signed-in', () => ({ response: shown })],
  'sign-in:add-device': ['signed-in', () => ({})],
  'sign-in:out': ['signed-in', () => ({})],
  'sign-in:end': ['signed-in', ({ signInId }) => ({ signInId })],
  'sign-in:end-others': ['signed-in', () => ({})],
  'me:ways-in': ['signed-in', () => ({})],
  'me:set-email': ['signed-in', () => ({ email: 'somebody@example.org' })],
  'passkey:offer': ['signed-in', () => ({})],
  'passkey:add': ['signed-in', () => ({ response: made })],
  'passkey:rename': ['signed-in', ({ passkeyId }) => ({ passkeyId, label: 'Mine now' })],
  'passkey:remove': ['signed-in', ({ passkeyId }) => ({ passkeyId })],
  'token:make': ['signed-in', () => ({})],
}

/** The pages of the server: what each shows to whom. Those that are open speak of nobody. */
const pages: Record<string, 'open' | 'by its code' | 'members'> = {
  '/assets/:name': 'open',
  '/healthz': 'open',
  '/readyz': 'open',
  '/sign-in': 'open',
  '/sign-in/:code': 'by its code',
  '/sign-in/email/:code': 'by its code',
  '/recaps/:recapId': 'members',
  '/docs': 'open',
  '/docs/openapi.json': 'open',
  '/docs/asyncapi.json': 'open',
  '/*': 'open',
}
/** What takes a form: the code in it or in its address is all that it goes by. */
const forms = ['/sign-in', '/sign-in/:code', '/sign-in/email/:code']

type Fixture = { signInId: string; passkeyId: string; endedCookie: string }
// On services nobody could ask for a link without it; no letter leaves here.
const house = await openHouse({ smtpUrl: 'smtp://127.0.0.1:9', mailFrom: 'Kith <kith@kith.example>' })
let fixture: Fixture
let ada: Browser
beforeAll(async () => {
  ada = await house.person('Ada')
  await house.circle(['Ben'])
  const tablet = house.visitor()
  await tablet.post('/api/sign-in/use', { code: await house.code('operator', ada) })
  const endedCookie = tablet.cookie!
  await tablet.post('/api/sign-in/out', {})
  const { signIns } = (await ada.post('/api/me/ways-in', {})).json as { signIns: { signInId: string }[] }
  const { memberId } = (await ada.get('/api/me')).json as { memberId: string }
  const passkeyId = newId()
  const credential = { credentialId: 'some', publicKey: 'some', counter: 0, transports: [], label: 'Her thumb' }
  const { createPasskeyStore } = await import('../../server/storage/passkey-store.ts')
  await createPasskeyStore(house.app.database).insert({ passkeyId, personId: memberId, ...credential }, 20)
  fixture = { signInId: signIns[0]!.signInId, passkeyId, endedCookie }
})

const names = Object.keys(routes) as RouteName[]
const ask = (browser: Browser, name: RouteName) => browser.post(routes[name].path, rows[name][1](fixture))
const needing = (needs: Row<RouteName>[0]) => names.filter((name) => rows[name][0] === needs)

describe('INV-6 what speaks of somebody', () => {
  test.each(needing('signed-in'))('is refused by %s to nobody, and to a sign-in that has ended', async (name) => {
    expect((await ask(house.visitor(), name)).code).toBe('unauthenticated')
    const ended = house.visitor()
    ended.cookie = fixture.endedCookie
    expect((await ask(ended, name)).code).toBe('unauthenticated')
  })

  test.each(['sign-in:end', 'passkey:rename', 'passkey:remove'] as const)(
    'is not found by %s where it is somebody else, as if it were not there',
    async (name) => {
      const ben = await house.person('Ben')
      const theirs = await ask(ben, name)
      const none = await ben.post(routes[name].path, { ...rows[name][1](fixture), ...absentIds(name) })
      expect(theirs.code).toBe('not_found')
      expect([none.status, none.text]).toEqual([theirs.status, theirs.text])
      expect((await ada.post('/api/me/ways-in', {})).json).toMatchObject({
        signIns: [{ signInId: fixture.signInId }],
        passkeys: [{ label: 'Her thumb' }],
      })
    },
  )
})

test.each(needing('nobody'))('whoever has no sign-in may ask for %s', async (name) => {
  const answer = await ask(house.visitor(), name)
  expect(answer.code).not.toBe('unauthenticated')
  expect(answer.status).toBeLessThan(500)
})

describe('the pages of the server', () => {
  test('have a row each, and there is no other', async () => {
    const found: RouteOptions[] = []
    const log = createLog({ level: 'silent', nodeId: 'test' })
    const options = { log, trustProxy: [], isSecure: true, isAllowedOrigin: () => false, styles: { href: null } }
    const app = await createHttpServer(options)
    app.addHook('onRoute', (route) => void found.push(route))
    await addRoutes(app, { styles: { href: null } } as Edge, { needed: {}, missed: {} }, '/nowhere')
    await app.ready()
    const names = found
      .filter(({ method, url }) => method !== 'HEAD' && !url.startsWith('/api/'))
      .map(({ method, url }) => `${String(method)} ${url}`)
    const rows = [...Object.keys(pages).map((path) => `GET ${path}`), ...forms.map((path) => `POST ${path}`)]
    expect([...new Set(names)].sort()).toEqual(rows.sort())
  })

  test.each(Object.keys(pages).filter((path) => pages[path] === 'open'))('show %s to everybody alike', async (path) => {
    const address = path.replace('/*', '/settings')
    const [mine, theirs] = [await ada.get(address), await house.visitor().get(address)]
    expect([theirs.status, theirs.text]).toEqual([mine.status, mine.text])
    expect(theirs.text).not.toContain('Ada')
  })

  test('show nothing by a code that is none, and no recap that is none', async () => {
    for (const path of ['/sign-in/no-such-code', '/sign-in/email/no-such-code', `/recaps/${newId()}`])
      expect([path, (await ada.get(path)).status]).toEqual([path, 404])
  })
})

const absentIds = (name: RouteName) => (name === 'sign-in:end' ? { signInId: newId() } : { passkeyId: newId() })
