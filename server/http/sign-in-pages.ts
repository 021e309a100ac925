import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../shared/errors.ts'
import * as z from 'zod/mini'
import { limits } from '../../shared/limits.ts'
import { name } from '../../shared/text.ts'
import { readInput } from '../live/read-input.ts'
import type { OpenLink } from '../domain/sign-in-store.ts'
import { findAsker } from './asking.ts'
import { deviceLabel } from './device-label.ts'
import type { Edge } from './edge.ts'
import { translate } from './errors.ts'
import { acceptForms } from './forms.ts'
import { pages } from './route.ts'
import { readNext } from './safe-url.ts'
import { askForLink, welcome } from './sign-in-routes.ts'
import { sendAsked, sendConfirm, sendConfirmed, sendEmpty, sendLink, sendSignIn, sendSpent } from './sign-in-views.ts'

type Form = Record<string, string>
type Query = { next?: unknown }

/** Signing in without JavaScript. Opening a link changes nothing, because mail programs open links too: its button does. */
export function addSignInPages(parent: FastifyInstance, edge: Edge): void {
  parent.register(async (app) => {
    acceptForms(app)
    // With no referrer at all a browser sends its forms with `Origin: null`.
    app.addHook('onSend', async (_, reply) => void reply.header('referrer-policy', 'same-origin'))
    const schema = { response: pages }
    const config = { takesForm: true as const }
    const isEmpty = emptiness(edge)

    app.get('/sign-in', { schema }, async (request, reply) =>
      (await isEmpty()) ? sendEmpty(edge, reply) : sendSignIn(edge, reply, readNext((request.query as Query).next)),
    )
    app.post('/sign-in', { schema, config }, async (request, reply) => {
      const form = (request.body ?? {}) as Form
      const next = readNext(form['next'])
      try {
        if (form['code']) return await enter(edge, request, reply, form['code'], form)
        return sendAsked(edge, reply, await askForLink(edge, request, reply, form['email'] ?? '', next))
      } catch (error) {
        if (translate(error).isSurprise) throw error
        return sendSignIn(edge, reply, next, error)
      }
    })

    app.get('/sign-in/:code', { schema }, async (request, reply) => {
      const { code } = request.params as { code: string }
      // A short code can be guessed by looking as well as by using: both count.
      const link = await edge.limits.tryCode(request, code, () => lookAt(edge, request, code)).catch(nullIfNotFound)
      const isWayIn = link !== null && link.kind !== 'email'
      return isWayIn ? sendLink(edge, reply, link, readNext((request.query as Query).next)) : sendSpent(edge, reply)
    })
    app.post('/sign-in/:code', { schema, config }, async (request, reply) => {
      const { code } = request.params as { code: string }
      const form = (request.body ?? {}) as Form
      try {
        return await enter(edge, request, reply, code, form)
      } catch (error) {
        // Whoever has no tries left must not learn by the answer whether the last one was right.
        const { isSurprise, refusal } = translate(error)
        if (isSurprise || refusal.code === 'too_many') throw error
        const link = await edge.signIns.look(code, findAsker(edge, request))
        return link ? sendLink(edge, reply, link, readNext(form['next']), error) : sendSpent(edge, reply)
      }
    })

    app.get('/sign-in/email/:code', { schema }, async (request, reply) => {
      const { code } = request.params as { code: string }
      const link = await edge.limits.tryCode(request, code, () => lookAt(edge, request, code)).catch(nullIfNotFound)
      return link?.kind === 'email' ? sendConfirm(edge, reply, link) : sendSpent(edge, reply)
    })
    app.post('/sign-in/email/:code', { schema, config }, async (request, reply) => {
      const { code } = request.params as { code: string }
      try {
        await edge.limits.tryCode(request, code, () => edge.signIns.confirmEmail(code))
        return sendConfirmed(edge, reply)
      } catch (error) {
        if (translate(error).isSurprise) throw error
        return sendSpent(edge, reply, error)
      }
    })
  })
}

/** Whether nobody has ever come in; asked no longer once somebody has. */
function emptiness({ signIns }: Edge): () => Promise<boolean> {
  let isLivedIn = false
  return async () => {
    isLivedIn ||= (await signIns.firstCode()) === null
    return !isLivedIn
  }
}

async function lookAt(edge: Edge, request: FastifyRequest, code: string): Promise<OpenLink> {
  const link = await edge.signIns.look(code, findAsker(edge, request))
  if (!link) throw new DomainError('not_found', { reason: 'link' })
  return link
}

function nullIfNotFound(error: unknown): null {
  if (error instanceof DomainError && error.code === 'not_found') return null
  throw error
}

async function enter(edge: Edge, request: FastifyRequest, reply: FastifyReply, code: string, form: Form) {
  const label = deviceLabel(request.headers['user-agent'])
  const fresh = await edge.limits.tryCode(request, code, () =>
    form['name'] === undefined
      ? edge.signIns.use(code, { browser: findAsker(edge, request), number: form['number'] || undefined }, label)
      : edge.signIns.useFirst(code, readName(form['name']), label),
  )
  welcome(edge, reply, fresh)
  return reply.redirect(readNext(form['next']) ?? '/', 303)
}

function readName(text: string): string {
  return readInput(z.strictObject({ name: name(limits.member.nameLength) }), { name: text }).name
}
