import type { FastifyInstance } from 'fastify'
import * as z from 'zod/mini'
import { commands } from '../../shared/commands.ts'
import { events, signals } from '../../shared/events.ts'
import { notes } from '../../shared/notes.ts'
import { queries } from '../../shared/queries.ts'
import { routes } from '../../shared/routes.ts'
import { asyncApiDocument } from './asyncapi.ts'
import { html, type Content } from './html.ts'
import { jsonSchema } from './json-schema.ts'
import { openApiDocument } from './openapi.ts'
import { sendPage, type PageStyles } from './page.ts'
import { pages, replies } from './route.ts'
import { typeText } from './type-text.ts'

/** The interface for programs, as a page to read and as the documents that tools read. */
export function addDocsPages(app: FastifyInstance, styles: PageStyles): void {
  const schema = { response: replies(z.looseObject({})) }
  const [openApi, asyncApi] = [openApiDocument(), asyncApiDocument()]
  app.get('/docs/openapi.json', { schema }, async () => openApi)
  app.get('/docs/asyncapi.json', { schema }, async () => asyncApi)
  let body: Content | undefined
  app.get('/docs', { schema: { response: pages } }, (_, reply) => {
    body ??= docsBody()
    return sendPage(reply, styles, { title: 'For programs', kind: 'page-docs', body })
  })
}

function docsBody(): Content {
  return html`<h1>Kith for programs</h1>
    <p>
      Everything the screens do goes through what is listed here, over a socket (Socket.IO, websocket only) under its
      name or over HTTP at its address. The same as documents:
      <a href="/docs/openapi.json">OpenAPI</a>, <a href="/docs/asyncapi.json">AsyncAPI</a>.
    </p>
    <nav aria-label="Contents">
      <ul>
        ${sections.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
      </ul>
    </nav>
    ${sections.map(
      ([id, title, about, entries]) =>
        html`<section id="${id}">
          <h2>${title}</h2>
          <p class="hint">${about}</p>
          ${entries.map(entry)}
        </section>`,
    )}`
}

type Entry = { name: string; address?: string; takes?: z.ZodMiniType; gives?: z.ZodMiniType }

function entry({ name, address, takes, gives }: Entry): Content {
  return html`<section class="card docs-entry">
    <h3><code>${name}</code></h3>
    ${address !== undefined && html`<p><code>${address}</code></p>`}
    <dl>
      ${
        takes &&
        html`<dt class="eyebrow">takes</dt>
          <dd><code>${typeText(jsonSchema(takes, 'input'))}</code></dd>`
      }
      ${
        gives &&
        html`<dt class="eyebrow">${takes ? 'answers' : 'carries'}</dt>
          <dd><code>${typeText(jsonSchema(gives, 'output'))}</code></dd>`
      }
    </dl>
  </section>`
}

const sections: [id: string, title: string, about: string, entries: Entry[]][] = [
  [
    'commands',
    'Commands',
    'What a member asks for. Each carries a commandId, a UUID version 7: repeating it takes effect once.',
    Object.entries(commands).map(([name, { input, reply }]) => ({
      name,
      address: `POST /api/commands/${name}`,
      takes: input,
      gives: reply,
    })),
  ],
  [
    'queries',
    'Queries',
    'What a member looks up. What is not theirs is not_found, like what does not exist.',
    Object.entries(queries).map(([name, { path, input, reply }]) => ({
      name,
      address: `GET ${path}`,
      takes: input,
      gives: reply,
    })),
  ],
  [
    'notes',
    'Notes',
    'What a client says without leaving a trace in the log: read markers, presence, typing.',
    Object.entries(notes).map(([name, input]) => ({ name, address: `POST /api/notes/${name}`, takes: input })),
  ],
  [
    'events',
    'Events',
    'What a room’s log holds, numbered 1, 2, 3 without a gap. The socket emits each as event, in its envelope.',
    Object.entries(events).map(([name, body]) => ({ name, gives: body })),
  ],
  [
    'signals',
    'Signals',
    'What carries no number and may be lost. The socket emits each as signal, with its name first.',
    Object.entries(signals).map(([name, body]) => ({ name, gives: body })),
  ],
  [
    'signing-in',
    'Signing in',
    'How somebody comes in and goes. A bearer token lasts ten minutes and ends with its sign-in.',
    Object.entries(routes).map(([name, { path, input, reply }]) => ({
      name,
      address: `POST ${path}`,
      takes: input,
      gives: reply,
    })),
  ],
]
