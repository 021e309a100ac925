import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { DomainError } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { addCommandRoutes } from './command-routes.ts'
import { addDocsPages } from './docs-page.ts'
import type { Edge } from './edge.ts'
import { translate } from './errors.ts'
import { addHeaders } from './headers.ts'
import { addHealthRoutes, type Health } from './health-routes.ts'
import { addInviteRoutes } from './invite-routes.ts'
import { sendNotFound } from './page.ts'
import { parseQuery } from './query-string.ts'
import { addRecapPage } from './recap-page.ts'
import { refuseForeign } from './same-origin.ts'
import { addSignInPages } from './sign-in-pages.ts'
import { addSignInRoutes } from './sign-in-routes.ts'
import { addStaticFiles } from './static-files.ts'

export type HttpOptions = {
  edge: Edge
  log: Logger
  health: Health
  isSecure: boolean
  /** Proxies whose word about the client's address counts, as CIDR. */
  trustProxy: readonly string[]
  clientDir: string
}

/** The HTTP edge, ready to listen: pages, the API, and the client's files. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { edge, log } = options
  const app = fastify({
    loggerInstance: log.child({}, { level: 'warn' }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.packetBytes,
    // A number would silently trust nobody, and `true` would believe the sender.
    trustProxy: options.trustProxy.length > 0 ? [...options.trustProxy] : false,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    routerOptions: { querystringParser: parseQuery, maxParamLength: 128 },
    return503OnClosing: true,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    forceCloseConnections: true,
  })
  app.server.headersTimeout = 10_000
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'))
  // Shapes are judged by the schemas of `shared/` in the handlers; here they only stand for what a route promises.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))

  await addHeaders(app, options.isSecure)
  app.addHook('onRequest', async (request) => {
    refuseForeign(request, (origin) => edge.addresses().isAllowed(origin))
    const isJson = /^application\/json(; ?charset=utf-8)?$/i.test(request.headers['content-type'] ?? '')
    const takesForm = request.routeOptions.config.takesForm === true
    if (request.method === 'POST' && !takesForm && !isJson) throw wrongContentType()
  })
  app.addHook('onResponse', async (request, reply) =>
    log.debug({ req: request, res: reply, ms: Math.round(reply.elapsedTime) }, 'answered'),
  )
  app.setErrorHandler((error, request, reply) => {
    const { status, refusal, isSurprise } = translate(error)
    if (isSurprise) log.error({ err: error, reqId: request.id, route: request.routeOptions.url }, 'a request failed')
    const { retryAfterMs } = refusal.details
    if (retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(retryAfterMs / 1_000))
    return reply.status(status).type('application/json; charset=utf-8').send({ error: refusal })
  })
  app.setNotFoundHandler((request, reply) => {
    if (!request.url.startsWith('/api/') && request.method === 'GET') return sendNotFound(reply, edge.styles)
    throw new DomainError('not_found', { reason: 'route' })
  })

  addHealthRoutes(app, options.health)
  addSignInRoutes(app, edge)
  addInviteRoutes(app, edge)
  addCommandRoutes(app, edge)
  addSignInPages(app, edge)
  addRecapPage(app, edge)
  addDocsPages(app, edge.styles)
  await addStaticFiles(app, options.clientDir, edge.styles)
  return app
}

function wrongContentType(): Error {
  return Object.assign(new Error('only JSON is read here'), { statusCode: 415 })
}
