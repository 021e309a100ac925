import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fastifyStatic } from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { Asset, Assets } from '../live/redis-assets.ts'
import { html } from './html.ts'
import { sendNotFound, sendPage, type PageStyles } from './page.ts'
import { pages } from './route.ts'
import { isClientPath } from './safe-url.ts'

const YEAR_S = 31_536_000
const forEver = `public, max-age=${YEAR_S}, immutable`
const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** Finds what belongs to the pages without JavaScript in what the build has listed. */
export function findStyles(clientDir: string): PageStyles {
  const path = join(clientDir, '.vite/manifest.json')
  if (!existsSync(path)) return { href: null }
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { file: string }>
  const pathOf = (source: string) => (manifest[source] ? `/${manifest[source].file}` : null)
  return { href: pathOf('styles/pages.css'), signInScript: pathOf('sign-in.ts') }
}

/** What the pages of this build are made of. */
export function listAssets(clientDir: string): Asset[] {
  const folder = join(clientDir, 'assets')
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => extname(name) in types) : []
  return names.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
}

/**
 * The built client. Only files that are there at the start get a route, so that no spelling of a path leads elsewhere;
 * the client's own screens answer with its one page. What another build is made of comes from whichever node has lent it.
 */
export async function addStaticFiles(
  app: FastifyInstance,
  clientDir: string,
  styles: PageStyles,
  assets: Assets,
): Promise<void> {
  const isBuilt = existsSync(join(clientDir, 'index.html'))
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: clientDir,
      dotfiles: 'ignore',
      wildcard: false,
      index: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders(reply, path) {
        const isHashed = path.includes('/assets/')
        reply.header('cache-control', isHashed ? forEver : 'no-cache')
      },
    })
  }
  app.get<{ Params: { name: string } }>('/assets/:name', { schema: { response: pages } }, async (request, reply) => {
    const { name } = request.params
    const type = types[extname(name)]
    const lent = type && /^[\w.-]+$/.test(name) ? await assets.find(name) : null
    if (!lent) return sendNotFound(reply, styles)
    return reply.type(type!).header('cache-control', forEver).send(lent)
  })
  app.get('/*', { schema: { response: pages } }, (request, reply) => {
    const path = request.url.split('?', 1)[0]!
    if (!isClientPath(path)) return sendNotFound(reply, styles)
    if (isBuilt) return reply.sendFile('index.html')
    return sendPage(reply, styles, {
      status: 503,
      title: 'Not built yet',
      body: html`<h1>The client is not built yet</h1>
        <p>Run <code>npm start</code>, which builds it.</p>`,
    })
  })
}
