import type { FastifyInstance } from 'fastify'
import { newcomerId } from '../auth/newcomer.ts'
import { acceptInvite, lookAtInvite } from '../domain/invites.ts'
import { deviceLabel } from './device-label.ts'
import { findSignedIn, type Edge } from './edge.ts'
import { addRoute } from './route.ts'
import { welcome } from './sign-in-routes.ts'

export function addInviteRoutes(app: FastifyInstance, edge: Edge): void {
  addRoute(app, 'invite:look', async ({ code }, request) => {
    const signIn = await findSignedIn(edge, request)
    const codeHash = edge.keys.hashCode(code)
    const seen = await edge.limits.tryCode(request, code, () => lookAtInvite(edge.ports, codeHash))
    return { ...seen, signedInAs: signIn?.name ?? null }
  })

  addRoute(app, 'invite:accept', async ({ commandId, code, name }, request, reply) => {
    const signIn = await findSignedIn(edge, request)
    const actor = signIn ?? { personId: newcomerId(edge.keys, code, commandId), signInId: null }
    const input = { commandId, codeHash: edge.keys.hashCode(code), name }
    const accepted = await edge.limits.tryCode(request, code, () => acceptInvite(edge.ports, actor, input))
    if (!signIn) {
      welcome(edge, reply, await edge.signIns.begin(actor.personId, deviceLabel(request.headers['user-agent'])))
    }
    return accepted
  })
}
