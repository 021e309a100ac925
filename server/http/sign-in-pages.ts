import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { line } from '../../shared/text.ts'
import type { LinkWay } from '../auth/magic-link.ts'
import type { OpenLink } from '../domain/sign-in-store.ts'
import { deviceLabel } from './device-label.ts'
import type { Edge } from './edge.ts'
import { translate } from './errors.ts'
import { acceptForms } from './forms.ts'
import { html, type Content } from './html.ts'
import { sendPage } from './page.ts'
import { pages } from './route.ts'
import { readNext } from './safe-url.ts'
import { askForLink, welcome } from './sign-in-routes.ts'

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

    app.get('/sign-in', { schema }, (request, reply) =>
      sendSignIn(edge, reply, readNext((request.query as Query).next)),
    )
    app.post('/sign-in', { schema, config }, async (request, reply) => {
      const form = (request.body ?? {}) as Form
      const next = readNext(form['next'])
      try {
        if (form['code']) return await enter(edge, request, reply, form['code'], form)
        await askForLink(edge, request.ip, form['email'] ?? '', next)
        return sendAsked(edge, reply)
      } catch (error) {
        if (translate(error).isSurprise) throw error
        return sendSignIn(edge, reply, next, error)
      }
    })

    app.get('/sign-in/:code', { schema }, async (request, reply) => {
      const { code } = request.params as { code: string }
      // A short code can be guessed by looking as well as by using: both count.
      const link = await edge.limits.tryCode(request, code, () => lookAt(edge, code)).catch(nullIfNotFound)
      return link ? sendLink(edge, reply, link, readNext((request.query as Query).next)) : sendSpent(edge, reply)
    })
    app.post('/sign-in/:code', { schema, config }, async (request, reply) => {
      const { code } = request.params as { code: string }
      const form = (request.body ?? {}) as Form
      try {
        return await enter(edge, request, reply, code, form)
      } catch (error) {
        if (translate(error).isSurprise) throw error
        const link = await edge.signIns.look(code)
        return link ? sendLink(edge, reply, link, readNext(form['next']), error) : sendSpent(edge, reply)
      }
    })
  })
}

async function lookAt(edge: Edge, code: string): Promise<OpenLink> {
  const link = await edge.signIns.look(code)
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
      ? edge.signIns.use(code, label)
      : edge.signIns.useFirst(code, readName(form['name']), label),
  )
  welcome(edge, reply, fresh)
  return reply.redirect(readNext(form['next']) ?? '/', 303)
}

function readName(text: string): string {
  const name = line(limits.member.nameLength).safeParse(text)
  if (!name.success) throw new DomainError('invalid', { path: 'name' })
  return name.data
}

function sendSignIn(edge: Edge, reply: FastifyReply, next: string | null, error: unknown = null) {
  return sendPage(reply, edge.styles, {
    status: error === null ? 200 : translate(error).status,
    title: 'Sign in',
    kind: 'page-small',
    body: html`<h1>Come back in</h1>
      ${error !== null && problem(error)} ${edge.magicLink.way !== 'none' && emailForm(edge.magicLink.way, next)}
      <form class="card" method="post" action="/sign-in">
        ${nextField(next)}
        <label for="code">A code from a device that is signed in</label>
        <input
          id="code"
          name="code"
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck="false"
          required
          maxlength="64"
          placeholder="ABCD-EFGH"
        />
        <button class="button button-quiet" type="submit">Use the code</button>
      </form>
      <p class="hint">
        New here? Somebody in a circle invites you by name. Lost every way in? Whoever runs this Kith can make a link
        for you.
      </p>`,
  })
}

function emailForm(way: LinkWay, next: string | null): Content {
  return html`<form class="card" method="post" action="/sign-in">
    ${nextField(next)}
    <label for="email">Your e-mail address</label>
    <input id="email" name="email" type="email" autocomplete="email" required maxlength="254" />
    <button class="button" type="submit">Send me a link</button>
    <p class="hint">
      ${way === 'printed' && 'This Kith sends no mail: whoever runs it finds the link in its window. '} The link works
      once, within ten minutes.
    </p>
  </form>`
}

function sendAsked(edge: Edge, reply: FastifyReply) {
  const isMailed = edge.magicLink.way === 'mail'
  const title = isMailed ? 'Look into your mail' : 'Ask for your link'
  const where = isMailed ? 'a link is on its way' : 'whoever runs this Kith has a link for you now'
  return sendPage(reply, edge.styles, {
    title,
    kind: 'page-small',
    body: html`<h1>${title}</h1>
      <p>If the address belongs to somebody here, ${where}. It works once, within ten minutes.</p>
      <p><a href="/sign-in">Try another address</a></p>`,
  })
}

function sendLink(edge: Edge, reply: FastifyReply, link: OpenLink, next: string | null, error: unknown = null) {
  const isFirst = link.kind === 'first'
  return sendPage(reply, edge.styles, {
    status: error === null ? 200 : translate(error).status,
    title: isFirst ? 'Welcome' : 'Sign in',
    kind: 'page-small',
    body: html`<h1>${isFirst ? 'Welcome to your Kith' : html`Sign in as <bdi>${link.name}</bdi>`}</h1>
      ${error !== null && problem(error)}
      <form class="card" method="post">
        ${nextField(next)}
        ${
          isFirst &&
          html`<p>Nobody is here yet. You will be the first steward: you open a circle and invite people into it.</p>
            <label for="name">Your name, as the others will see it</label>
            <input id="name" name="name" autocomplete="name" required maxlength="${limits.member.nameLength}" />`
        }
        <button class="button" type="submit">${isFirst ? 'Come in' : 'Sign in on this device'}</button>
        ${!isFirst && html`<p class="hint">Are you somebody else? Then leave this page.</p>`}
      </form>`,
  })
}

function sendSpent(edge: Edge, reply: FastifyReply) {
  return sendPage(reply, edge.styles, {
    status: 404,
    title: 'This link no longer works',
    kind: 'page-small',
    body: html`<h1>This link no longer works</h1>
      <p>It was used already, or its time is over.</p>
      <p><a class="button" href="/sign-in">Get a new one</a></p>`,
  })
}

const nextField = (next: string | null): Content =>
  next !== null && html`<input type="hidden" name="next" value="${next}" />`

function problem(error: unknown): Content {
  const { refusal } = translate(error)
  return html`<p class="problem" role="alert">
    ${sentences[refusal.code] ?? 'That did not work. Try again in a moment.'}
  </p>`
}

const sentences: Partial<Record<string, string>> = {
  invalid: 'Please look at what you wrote: it cannot be used like this.',
  not_found: 'This code does not work: it was used already, its time is over, or a letter is wrong.',
  too_many: 'That was tried too often. Wait a few minutes and try again.',
  unavailable: 'This Kith sends no mail. Use a code from another device, or ask whoever runs it for a link.',
}
