import { fastify, LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { DomainError } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { translate } from './errors.ts'
import { addHeaders } from './headers.ts'
import { sendNotFound, sendProblem, type PageStyles } from './page.ts'
import { parseQuery } from './query-string.ts'
import { refuseForeign } from './same-origin.ts'

export type HttpOptions = {
  log: Logger
  /** Proxies whose word about the client's address counts, as CIDR. */
  trustProxy: readonly string[]
  /** Whether people come over https. */
  isSecure: boolean
  isAllowedOrigin(origin: string): boolean
  styles: PageStyles
}

/** The HTTP server with what holds for every request, and no route yet. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const { log, styles } = options
  const app = fastify({
    frameworkErrors: answerError,
    loggerInstance: log.child({}, { level: 'warn' }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.packetBytes,
    // A number would silently trust nobody, and `true` would believe the sender.
    trustProxy: options.trustProxy.length > 0 ? [...options.trustProxy] : false,
    requestTimeout: 30_000,
    http: {
      // Who dribbles a request byte by byte is looked for this often; left to itself, Node looks twice a minute.
      connectionsCheckingInterval: 2_000,
      // Whoever wants to speak something else elsewhere is answered as if they had not said so. Left to itself, Node hands
      // over the connection, and nobody would ever end it.
      shouldUpgradeCallback: ({ url }) => url?.startsWith('/socket.io/') === true,
    },
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    // Fastify would answer in words of its own; Kith says it below, as it says everything.
    return503OnClosing: false,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { querystringParser: parseQuery, maxParamLength: 128 },
  })
  app.server.headersTimeout = 10_000
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'))
  // Shapes are judged by the schemas of `shared/` in the handlers; here they only stand for what a route promises.
  app.setValidatorCompiler(() => () => true)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))

  let isClosing = false
  app.addHook('preClose', async () => void (isClosing = true))
  await addHeaders(app, options.isSecure)
  app.addHook('onRequest', async (request) => {
    if (isClosing) throw new DomainError('unavailable', { reason: 'stopping', retryAfterMs: 2_000 })
    refuseForeign(request, options.isAllowedOrigin)
    const isJson = /^application\/json(; ?charset=utf-8)?$/i.test(request.headers['content-type'] ?? '')
    const takesForm = request.routeOptions.config.takesForm === true
    if (request.method === 'POST' && !takesForm && !isJson) throw wrongContentType()
  })
  app.addHook('onResponse', async (request, reply) =>
    log.debug({ req: request, res: reply, ms: Math.round(reply.elapsedTime) }, 'answered'),
  )
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request, reply) => {
    if (!request.url.startsWith('/api/') && request.method === 'GET') return sendNotFound(reply, styles)
    throw new DomainError('not_found', { reason: 'route' })
  })

  return app

  function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
    const { status, refusal, isSurprise } = translate(error)
    if (isSurprise) log.error({ err: error, reqId: request.id, route: request.routeOptions.url }, 'a request failed')
    const { retryAfterMs } = refusal.details
    if (retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(retryAfterMs / 1_000))
    const wantsPage = !request.url.startsWith('/api/') && request.headers.accept?.includes('text/html')
    if (wantsPage) return sendProblem(reply, styles, status)
    return reply.status(status).type('application/json; charset=utf-8').send({ error: refusal })
  }
}

function wrongContentType(): Error {
  return Object.assign(new Error('only JSON is read here'), { statusCode: 415 })
}
