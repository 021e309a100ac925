import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { renderSVG } from 'uqr'
import { newNumber, shownCode } from '../auth/codes.ts'
import { clearCookie, writeCookie } from '../auth/cookie.ts'
import { readEmail } from '../auth/email.ts'
import { networkOf } from '../live/address-bounds.ts'
import { findAsker, getAsker } from './asking.ts'
import { deviceLabel } from './device-label.ts'
import { getSignedIn, type Edge } from './edge.ts'
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

  addRoute(app, 'sign-in:ask', async ({ email }, request, reply) => ({
    number: await askForLink(edge, request, reply, email, null),
  }))

  addRoute(app, 'sign-in:use', async ({ code, number }, request, reply) => {
    const label = deviceLabel(request.headers['user-agent'])
    const showing = { browser: findAsker(edge, request), number }
    return welcome(edge, reply, await edge.limits.tryCode(request, code, () => edge.signIns.use(code, showing, label)))
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

  addRoute(app, 'token:make', async (_, request) => {
    const signIn = await getSignedIn(edge, request)
    await edge.limits.take('token:person', signIn.personId)
    return edge.tokens.make(signIn)
  })
}

/**
 * Counts and sends; refuses in the same way whether or not the address belongs to somebody.
 * @returns the number which the link needs in another browser than this one
 */
export async function askForLink(
  edge: Edge,
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  next: string | null,
): Promise<string> {
  const email = readEmail(text)
  await edge.limits.take('ask:client', networkOf(request.ip))
  await edge.limits.take('ask:address', edge.keys.indexEmail(email))
  const number = newNumber()
  edge.magicLink.ask(email, next, { browser: getAsker(edge, request, reply), number })
  return number
}

/** Gives the browser its cookie. */
export function welcome(edge: Edge, reply: FastifyReply, { personId, secret }: { personId: string; secret: string }) {
  reply.header('set-cookie', writeCookie(edge.cookie, secret))
  return { memberId: personId }
}
