import type { RouteOptions } from 'fastify'
import { describe, expect, test } from 'vitest'
import { commands } from '../../shared/commands.ts'
import { notes } from '../../shared/notes.ts'
import { queries } from '../../shared/queries.ts'
import { routes } from '../../shared/routes.ts'
import type { Edge } from '../../server/http/edge.ts'
import { createLog } from '../../server/http/log.ts'
import { addRoutes } from '../../server/http/routes.ts'
import { createHttpServer } from '../../server/http/server.ts'

const found: RouteOptions[] = []
const app = await createHttpServer({
  log: createLog({ level: 'silent', nodeId: 'test' }),
  trustProxy: [],
  isSecure: true,
  isAllowedOrigin: () => false,
  styles: { href: null },
})
app.addHook('onRoute', (route) => void found.push(route))
await addRoutes(app, { styles: { href: null } } as Edge, { needed: {}, missed: {} }, '/nowhere')
await app.ready()

const nameOf = ({ method, url }: RouteOptions) => `${String(method)} ${url}`

describe('every route', () => {
  test('declares what it answers, refusals included', () => {
    expect(found.length).toBeGreaterThan(50)
    for (const route of found) {
      const { response } = (route.schema ?? {}) as { response?: Record<string, unknown> }
      expect([nameOf(route), Object.keys(response ?? {}).length]).not.toEqual([nameOf(route), 0])
      if (route.url.startsWith('/api/')) expect(Object.keys(response!)).toEqual(['200', '4xx', '5xx'])
    }
  })

  test('of the registries is there, and no other under /api', () => {
    const names = found.map(nameOf).filter((name) => name.includes(' /api/') && !name.startsWith('HEAD'))
    const literal = (name: string) => name.replace(':', '::')
    const expected = [
      ...Object.values(routes).map(({ path }) => `POST ${path}`),
      ...Object.keys(commands).map((name) => `POST /api/commands/${literal(name)}`),
      ...Object.keys(notes).map((name) => `POST /api/notes/${literal(name)}`),
      ...Object.values(queries).map(({ path }) => `GET ${path}`),
    ]
    expect(names.sort()).toEqual(expected.sort())
  })

  test('is answered over https with the promise to stay there', async () => {
    const { headers } = await app.inject('/healthz')
    expect(headers['strict-transport-security']).toMatch(/^max-age=\d+/)
  })
})
