import type { FastifyInstance, FastifyReply } from 'fastify'
import { renderSVG } from 'uqr'
import { DomainError } from '../../shared/errors.ts'
import { shownCode } from '../auth/codes.ts'
import { clearCookie, writeCookie } from '../auth/cookie.ts'
import { readEmail } from '../auth/email.ts'
import { deviceLabel } from './device-label.ts'
import { getSignedIn, type Edge } from './edge.ts'
import { clientKey } from './limits.ts'
import { addRoute } from './route.ts'

export function addSignInRoutes(app: FastifyInstance, edge: Edge): void {
  addRoute(app, 'sign-in:first', async ({ code, name }, request, reply) => {
    const label = deviceLabel(request.headers['user-agent'])
    return welcome(
      edge,
      reply,
      await edge.limits.tryCode(request, code, () => edge.signIns.useFirst(code, name, label)),
    )
  })

  addRoute(app, 'sign-in:ask', async ({ email }, request) => {
    await askForLink(edge, request.ip, email, null)
    return {}
  })

  addRoute(app, 'sign-in:use', async ({ code }, request, reply) => {
    const label = deviceLabel(request.headers['user-agent'])
    return welcome(edge, reply, await edge.limits.tryCode(request, code, () => edge.signIns.use(code, label)))
  })

  addRoute(app, 'sign-in:add-device', async (_, request) => {
    const { personId } = await getSignedIn(edge, request)
    await edge.limits.take('device:person', personId)
    const { code, expiresAt } = await edge.signIns.makeLink('device', personId)
    const link = edge.linkOf(code)
    return { code: shownCode(code), link, qr: renderSVG(link, { border: 2 }), expiresAt }
  })

  addRoute(app, 'sign-in:out', async (_, request, reply) => {
    const { signInId } = await getSignedIn(edge, request)
    await edge.signIns.end(signInId)
    edge.onSignedOut(signInId)
    reply.header('set-cookie', clearCookie(edge.cookie))
    return {}
  })

  addRoute(app, 'me:set-email', async ({ email: text }, request) => {
    const { personId } = await getSignedIn(edge, request)
    const email = readEmail(text)
    await edge.limits.take('email:person', personId)
    const kept = { sealed: edge.keys.sealEmail(email, personId), index: edge.keys.indexEmail(email) }
    if (!(await edge.store.setEmail(personId, kept))) throw new DomainError('conflict', { reason: 'email_taken' })
    return {}
  })

  addRoute(app, 'token:make', async (_, request) => {
    const signIn = await getSignedIn(edge, request)
    await edge.limits.take('token:person', signIn.personId)
    return edge.tokens.make(signIn)
  })
}

/** Counts and sends; refuses in the same way whether or not the address belongs to somebody. */
export async function askForLink(edge: Edge, ip: string, text: string, next: string | null): Promise<void> {
  const email = readEmail(text)
  await edge.limits.take('ask:client', clientKey(ip))
  await edge.limits.take('ask:address', edge.keys.indexEmail(email))
  edge.magicLink.ask(email, next)
}

/** Gives the browser its cookie. */
export function welcome(edge: Edge, reply: FastifyReply, { personId, secret }: { personId: string; secret: string }) {
  reply.header('set-cookie', writeCookie(edge.cookie, secret))
  return { memberId: personId }
}
