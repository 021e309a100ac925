import type { FastifyReply } from 'fastify'
import type { Refusal } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { LinkWay } from '../auth/magic-link.ts'
import type { OpenLink } from '../domain/sign-in-store.ts'
import type { Edge } from './edge.ts'
import { translate } from './errors.ts'
import { html, type Content } from './html.ts'
import { sendPage } from './page.ts'

export function sendSignIn(edge: Edge, reply: FastifyReply, next: string | null, error: unknown = null) {
  return sendPage(reply, edge.styles, {
    status: error === null ? 200 : translate(error).status,
    title: 'Sign in',
    kind: 'page-small',
    script: edge.styles.signInScript ?? null,
    body: html`<h1>Come back in</h1>
      ${error !== null && problem(error)} ${edge.passkeys.origin() !== null && passkeyCard(next)}
      ${edge.magicLink.way !== 'none' && emailForm(edge.magicLink.way, next)}
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

/** Before anybody has come in there is one way only. */
export function sendEmpty(edge: Edge, reply: FastifyReply) {
  return sendPage(reply, edge.styles, {
    title: 'Nobody is here yet',
    kind: 'page-small',
    body: html`<h1>Nobody is here yet</h1>
      <p class="card">
        Have you just started this Kith? Open the link that it printed where you did: it works once, and makes you the
        first steward.
      </p>
      <p class="hint">Is the link gone? Start Kith again, and it is printed once more.</p>`,
  })
}

/** Shown by the page's script where the browser has passkeys. */
function passkeyCard(next: string | null): Content {
  return html`<section class="card" data-passkey data-next="${next ?? '/'}" hidden>
    <button class="button" type="button">Sign in with a passkey</button>
    <p class="hint">With your fingerprint, your face or the code of this device. No mail, nothing to type.</p>
    <p class="problem" role="alert" hidden></p>
  </section>`
}

function emailForm(way: LinkWay, next: string | null): Content {
  return html`<form class="card" method="post" action="/sign-in">
    ${nextField(next)}
    <label for="email">Your e-mail address</label>
    <input id="email" name="email" type="email" autocomplete="email webauthn" required maxlength="254" />
    <button class="button" type="submit">Send me a link</button>
    <p class="hint">
      ${way === 'printed' && 'This Kith sends no mail: whoever runs it finds the link in its window. '} The link works
      once, within ten minutes.
    </p>
  </form>`
}

export function sendAsked(edge: Edge, reply: FastifyReply, number: string) {
  const isMailed = edge.magicLink.way === 'mail'
  const title = isMailed ? 'Look into your mail' : 'Ask for your link'
  const where = isMailed ? 'a link is on its way' : 'whoever runs this Kith has a link for you now'
  return sendPage(reply, edge.styles, {
    title,
    kind: 'page-small',
    body: html`<h1>${title}</h1>
      <p>If the address belongs to somebody here, ${where}. It works once, within ten minutes.</p>
      <div class="inset">
        <p>Open the link in this browser. In another one it asks for this number:</p>
        <p class="number">${number}</p>
        <p class="hint">Kith never asks for it in a mail, and no person needs it from you.</p>
      </div>
      <p><a href="/sign-in">Try another address</a></p>`,
  })
}

export function sendLink(edge: Edge, reply: FastifyReply, link: OpenLink, next: string | null, error: unknown = null) {
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
        ${
          link.isElsewhere &&
          html`<p>This link was asked for in another browser. That browser shows a number of four digits.</p>
            <label for="number">The number</label>
            <input
              id="number"
              name="number"
              inputmode="numeric"
              autocomplete="off"
              pattern=" *[0-9]{4} *"
              required
              maxlength="8"
            />
            <p class="hint">You asked for nothing? Then somebody else did: leave this page.</p>`
        }
        <button class="button" type="submit">${isFirst ? 'Come in' : 'Sign in on this device'}</button>
        ${!isFirst && html`<p class="hint">Are you somebody else? Then leave this page.</p>`}
      </form>`,
  })
}

export function sendConfirm(edge: Edge, reply: FastifyReply, link: OpenLink) {
  return sendPage(reply, edge.styles, {
    title: 'Your address',
    kind: 'page-small',
    body: html`<h1>Is this you, <bdi>${link.name}</bdi>?</h1>
      <form class="card" method="post">
        <p>From now on, links to sign in as <bdi>${link.name}</bdi> are sent to the address where you found this.</p>
        <button class="button" type="submit">Yes, this address is mine</button>
        <p class="hint">Are you somebody else? Then leave this page, and nothing will be sent to you.</p>
      </form>`,
  })
}

export function sendConfirmed(edge: Edge, reply: FastifyReply) {
  return sendPage(reply, edge.styles, {
    title: 'Your address is kept',
    kind: 'page-small',
    body: html`<h1>Your address is kept</h1>
      <p>A link to sign in goes there whenever you ask for one.</p>
      <p><a class="button" href="/settings">Go to your settings</a></p>`,
  })
}

/** @param error why it does not work, where it is more than that it is spent */
export function sendSpent(edge: Edge, reply: FastifyReply, error: unknown = null) {
  return sendPage(reply, edge.styles, {
    status: error === null ? 404 : translate(error).status,
    title: 'This link no longer works',
    kind: 'page-small',
    body: html`<h1>This link no longer works</h1>
      ${error !== null ? problem(error) : html`<p>It was used already, or its time is over.</p>`}
      <p><a class="button" href="/sign-in">Get a new one</a></p>`,
  })
}

const nextField = (next: string | null): Content =>
  next !== null && html`<input type="hidden" name="next" value="${next}" />`

function problem(error: unknown): Content {
  const { refusal } = translate(error)
  return html`<p class="problem" role="alert">${sentenceFor(refusal)}</p>`
}

function sentenceFor({ code, details }: Refusal): string {
  // What is wrong with a name is worth saying; a field without a sentence of its own has a general one.
  const ofField = details.path === 'name' ? details.message : undefined
  const known = sentences[details.reason ?? ''] ?? sentences[code]
  return ofField ?? known ?? 'That did not work. Try again in a moment.'
}

const sentences: Partial<Record<string, string>> = {
  number_needed: 'Type the number that the other browser shows.',
  number_wrong: 'That is not the number. The third wrong one spends the link.',
  email_taken: 'This address belongs to another sign-in already.',
  invalid: 'Please look at what you wrote: it cannot be used like this.',
  not_found: 'This code does not work: it was used already, its time is over, or a letter is wrong.',
  too_many: 'That was tried too often. Wait a few minutes and try again.',
  unavailable: 'This Kith sends no mail. Use a code from another device, or ask whoever runs it for a link.',
}
