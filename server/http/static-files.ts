import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fastifyStatic } from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { html } from './html.ts'
import { sendNotFound, sendPage, type PageStyles } from './page.ts'
import { pages } from './route.ts'
import { isClientPath } from './safe-url.ts'

const YEAR_S = 31_536_000

/** Finds what belongs to the pages without JavaScript in what the build has listed. */
export function findStyles(clientDir: string): PageStyles {
  const path = join(clientDir, '.vite/manifest.json')
  if (!existsSync(path)) return { href: null }
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { file: string }>
  const pathOf = (source: string) => (manifest[source] ? `/${manifest[source].file}` : null)
  return { href: pathOf('styles/pages.css'), signInScript: pathOf('sign-in.ts') }
}

/**
 * The built client. Only files that are there at the start get a route, so that no spelling of a path leads elsewhere;
 * the client's own screens answer with its one page.
 */
export async function addStaticFiles(app: FastifyInstance, clientDir: string, styles: PageStyles): Promise<void> {
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
        reply.header('cache-control', isHashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache')
      },
    })
  }
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
