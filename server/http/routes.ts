import type { FastifyInstance } from 'fastify'
import { addCommandRoutes } from './command-routes.ts'
import { addDocsPages } from './docs-page.ts'
import type { Edge } from './edge.ts'
import { addHealthRoutes, type Health } from './health-routes.ts'
import { addInviteRoutes } from './invite-routes.ts'
import { addPasskeyRoutes } from './passkey-routes.ts'
import { addRecapPage } from './recap-page.ts'
import { addSignInPages } from './sign-in-pages.ts'
import { addSignInRoutes } from './sign-in-routes.ts'
import { addStaticFiles } from './static-files.ts'
import { addWaysInRoutes } from './ways-in-routes.ts'

/** Everything that can be asked for over HTTP. */
export async function addRoutes(app: FastifyInstance, edge: Edge, health: Health, clientDir: string): Promise<void> {
  addHealthRoutes(app, health)
  addSignInRoutes(app, edge)
  addPasskeyRoutes(app, edge)
  addWaysInRoutes(app, edge)
  addInviteRoutes(app, edge)
  addCommandRoutes(app, edge)
  addSignInPages(app, edge)
  addRecapPage(app, edge)
  addDocsPages(app, edge.styles)
  await addStaticFiles(app, clientDir, edge.styles, edge.assets)
}
