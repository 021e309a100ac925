import type { FastifyReply } from 'fastify'
import { html, type Content } from './html.ts'

export type Page = {
  status?: number
  title: string
  body: Content
  /** Classes of the page's main part. */ kind?: string
  /** A script that adds what the page can do without. */
  script?: string | null
}

/** Where the style sheet of pages without JavaScript is, and the one script that helps one of them. */
export type PageStyles = { href: string | null; signInScript?: string | null }

/** Sends a whole page that needs no JavaScript. Pages speak of one person's things: nothing keeps a copy. */
export function sendPage(reply: FastifyReply, styles: PageStyles, { status = 200, title, body, kind, script }: Page) {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Kith</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        ${styles.href !== null && html`<link rel="stylesheet" href="${styles.href}" />`}
        ${script && html`<script type="module" src="${script}"></script>`}
      </head>
      <body>
        <header class="page-head"><a class="page-home" href="/">Kith</a></header>
        <main class="page ${kind ?? ''}">${body}</main>
      </body>
    </html>`
  return reply.status(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page.markup)
}

export function sendNotFound(reply: FastifyReply, styles: PageStyles) {
  return sendPage(reply, styles, {
    status: 404,
    title: 'Nothing here',
    kind: 'page-small',
    body: html`<h1>There is nothing here</h1>
      <p>It may have moved, or it is not open to you.</p>
      <p><a class="button" href="/">Go to your circles</a></p>`,
  })
}

/** What a person sees who asked for a page and met a refusal or a fault. */
export function sendProblem(reply: FastifyReply, styles: PageStyles, status: number) {
  const isBusy = status === 429 || status === 503
  return sendPage(reply, styles, {
    status,
    title: isBusy ? 'In a moment' : 'That did not work',
    kind: 'page-small',
    body: html`<h1>${isBusy ? 'Not right now' : 'That did not work'}</h1>
      <p>${isBusy ? 'Wait a few minutes, then try again.' : 'Nothing was changed. Go back and try again.'}</p>
      <p><a class="button" href="/">Go to your circles</a></p>`,
  })
}
