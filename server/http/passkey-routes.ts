import type { FastifyInstance } from 'fastify'
import { DomainError } from '../../shared/errors.ts'
import type { SignIn } from '../domain/sign-in-store.ts'
import { networkOf } from '../live/address-bounds.ts'
import { findAsker, getAsker } from './asking.ts'
import { deviceLabel } from './device-label.ts'
import { getSignedIn, type Edge } from './edge.ts'
import { addRoute } from './route.ts'
import { welcome } from './sign-in-routes.ts'

export function addPasskeyRoutes(app: FastifyInstance, edge: Edge): void {
  const askerOf = ({ signInId }: SignIn) => edge.keys.hashCode(signInId)

  addRoute(app, 'sign-in:challenge', async ({ purpose }, request, reply) => {
    await edge.limits.take('challenge:client', networkOf(request.ip))
    const asker = purpose === 'prove' ? askerOf(await getSignedIn(edge, request)) : getAsker(edge, request, reply)
    return { options: { ...(await edge.passkeys.challenge(purpose, asker)) } }
  })

  addRoute(app, 'sign-in:passkey', async ({ response }, request, reply) => {
    const { personId } = await edge.passkeys.read('sign-in', findAsker(edge, request) ?? '', response)
    return welcome(edge, reply, await edge.signIns.begin(personId, deviceLabel(request.headers['user-agent'])))
  })

  addRoute(app, 'sign-in:prove', async ({ response }, request) => {
    const signIn = await getSignedIn(edge, request)
    const { personId } = await edge.passkeys.read('prove', askerOf(signIn), response)
    if (personId !== signIn.personId) throw new DomainError('forbidden', { reason: 'passkey_rejected' })
    await edge.store.prove(signIn.signInId)
    return {}
  })

  addRoute(app, 'passkey:offer', async (_, request) => {
    const signIn = await getSignedIn(edge, request)
    await edge.signIns.requireProof(signIn.signInId)
    await edge.limits.take('passkey:person', signIn.personId)
    return { options: { ...(await edge.passkeys.offer(signIn, askerOf(signIn))) } }
  })

  addRoute(app, 'passkey:add', async ({ response }, request) => {
    const signIn = await getSignedIn(edge, request)
    await edge.signIns.requireProof(signIn.signInId)
    const label = deviceLabel(request.headers['user-agent'])
    return { passkeyId: await edge.passkeys.add(signIn.personId, askerOf(signIn), label, response) }
  })

  addRoute(app, 'passkey:rename', async ({ passkeyId, label }, request) => {
    const { personId } = await getSignedIn(edge, request)
    if (!(await edge.passkeyStore.rename(personId, passkeyId, label))) throw noPasskey()
    return {}
  })

  addRoute(app, 'passkey:remove', async ({ passkeyId }, request) => {
    const { signInId, personId } = await getSignedIn(edge, request)
    await edge.signIns.requireProof(signInId)
    if (!(await edge.passkeyStore.remove(personId, passkeyId))) throw noPasskey()
    return {}
  })
}

const noPasskey = () => new DomainError('not_found', { reason: 'passkey' })
