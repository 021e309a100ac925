import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../shared/errors.ts'
import { readEmail } from '../auth/email.ts'
import { getSignedIn, type Edge } from './edge.ts'
import { addRoute } from './route.ts'

/** What a person decides about their own ways in: which devices are signed in, where links are sent. */
export function addWaysInRoutes(app: FastifyInstance, edge: Edge): void {
  addRoute(app, 'me:ways-in', async (_, request) => {
    const { signInId, personId } = await getSignedIn(edge, request)
    const signIns = await edge.store.listOf(personId)
    const passkeys = await edge.passkeyStore.list(personId)
    return {
      signIns: signIns.map((card) => ({ ...card, isThis: card.signInId === signInId })),
      passkeys: passkeys.map(({ passkeyId, label, madeAt, usedAt }) => ({ passkeyId, label, madeAt, usedAt })),
      passkeyOrigin: edge.passkeys.origin(),
    }
  })

  addRoute(app, 'sign-in:end', async ({ signInId: only }, request) => {
    const { personId } = await getSignedIn(edge, request)
    const ended = await edge.store.endOf(personId, { only })
    if (ended.length === 0) throw new DomainError('not_found', { reason: 'sign_in' })
    for (const one of ended) edge.onSignedOut(one)
    return {}
  })

  addRoute(app, 'sign-in:end-others', async (_, request) => {
    const { signInId, personId } = await getSignedIn(edge, request)
    const ended = await edge.store.endOf(personId, { allBut: signInId })
    for (const one of ended) edge.onSignedOut(one)
    return { ended: ended.length }
  })

  addRoute(app, 'me:set-email', async ({ email: text }, request) => {
    const { signInId, personId } = await getSignedIn(edge, request)
    const email = readEmail(text)
    // Whoever holds an open device for a minute must not take the way in away; whoever has none yet may make the first.
    if (await edge.store.canProve(personId)) await edge.signIns.requireProof(signInId)
    await edge.limits.take('email:person', personId)
    await edge.limits.take('email:address', edge.keys.indexEmail(email))
    edge.magicLink.confirm(email, personId)
    return { isPrinted: edge.magicLink.way === 'printed' }
  })

  addRoute(app, 'me:confirm-email', async ({ code }, request) => {
    await edge.limits.tryCode(request, code, () => edge.signIns.confirmEmail(code))
    return {}
  })
}
