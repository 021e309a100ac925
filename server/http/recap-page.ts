import type { FastifyInstance, FastifyRequest } from 'fastify'
import { DomainError } from '../../shared/errors.ts'
import { Id } from '../../shared/ids.ts'
import type { Bullet, Citation, Recap, Source } from '../../shared/recaps.ts'
import { clamped } from '../../shared/clamped.ts'
import { plainWords } from '../../shared/plain-words.ts'
import { runQuery } from '../domain/run-query.ts'
import { findSignedIn, type Edge } from './edge.ts'
import { html, type Content } from './html.ts'
import { sendNotFound, sendPage } from './page.ts'
import { pages } from './route.ts'

/** The one page of a recap, for readers who were not there: no JavaScript, nothing that is not signed. */
export function addRecapPage(app: FastifyInstance, edge: Edge): void {
  app.get('/recaps/:recapId', { schema: { response: pages } }, async (request, reply) => {
    const signIn = await findSignedIn(edge, request)
    const recapId = recapIdIn(request)
    if (!recapId) return sendNotFound(reply, edge.styles)
    if (!signIn) return reply.redirect(`/sign-in?next=/recaps/${recapId}`, 303)
    const recap = await runQuery(edge.ports, signIn, 'recap:view', { recapId }).catch(nullIfNotFound)
    // A host sees her draft in the editor; here it looks like nothing to everybody.
    if (recap?.state !== 'signed') return sendNotFound(reply, edge.styles)
    return sendPage(reply, edge.styles, { title: recap.title, kind: 'page-recap', body: recapBody(recap) })
  })
}

function recapIdIn(request: FastifyRequest): Id | null {
  const found = Id.safeParse((request.params as { recapId: string }).recapId)
  return found.success ? found.data : null
}

function nullIfNotFound(error: unknown): null {
  if (error instanceof DomainError && error.code === 'not_found') return null
  throw error
}

function recapBody(recap: Recap): Content {
  const decisions = recap.bullets.filter(({ type }) => type === 'decision')
  const others = recap.bullets.filter(({ type }) => type !== 'decision')
  const sections = sectionsOf(recap, others)
  return html`<article class="recap">
    <header class="recap-head">
      <p class="eyebrow"><a href="/c/${recap.circleId}">${recap.circleName}</a> · ${recap.roomName}</p>
      <h1>${recap.title}</h1>
      <p class="hint">${when(recap.startedAt)}, hosted by <bdi>${recap.hostName}</bdi></p>
    </header>
    <section aria-labelledby="attendance">
      <h2 id="attendance">Who was there</h2>
      <ul class="recap-people">
        ${recap.attendance.map((name) => html`<li><bdi>${name}</bdi></li> `)}
      </ul>
    </section>
    <section aria-labelledby="decisions">
      <h2 id="decisions">Decided</h2>
      ${decisions.length > 0 ? bulletList(recap, decisions) : html`<p class="hint">Nothing was decided.</p>`}
    </section>
    ${sections.map(
      (section, i) =>
        html`<section aria-labelledby="section-${i}">
          <h2 id="section-${i}">${section === '' ? 'Also from the table' : section}</h2>
          ${bulletList(
            recap,
            others.filter((bullet) => bullet.section === section),
          )}
        </section>`,
    )}
    <footer class="recap-signed">
      Signed by <bdi>${recap.signedBy}</bdi>${recap.signedAt !== null && html`, ${when(recap.signedAt)}`}
    </footer>
  </article>`
}

/** The table's first, then those of breakouts as these were opened: later rooms have later ids. */
function sectionsOf(recap: Recap, bullets: Bullet[]): string[] {
  const openedAs = (section: string) =>
    bullets
      .flatMap((bullet) => (bullet.section === section ? bullet.cites.map(({ roomId }) => roomId) : []))
      .filter((roomId) => roomId !== recap.roomId)
      .toSorted()[0] ?? ''
  const sections = [...new Set(bullets.map(({ section }) => section))]
  const key = (section: string) => (section === '' ? '' : openedAs(section))
  return sections.toSorted((a, b) => key(a).localeCompare(key(b)))
}

function bulletList(recap: Recap, bullets: Bullet[]): Content {
  return html`<ul class="bullets">
    ${bullets.map(
      (bullet) =>
        html`<li class="bullet bullet-${bullet.type}">
          <p>
            ${!['point', 'decision'].includes(bullet.type) && html`<span class="mark mark-${bullet.type}">${bullet.type}</span> `}
            ${bullet.text}
            ${bullet.type === 'decision' && bullet.section !== '' && html`<span class="hint"> (${bullet.section})</span>`}
          </p>
          ${sourceDetails(recap, bullet.cites)}
        </li>`,
    )}
  </ul>`
}

function sourceDetails(recap: Recap, cites: Citation[]): Content {
  const sources = cites.flatMap(
    (cite) => recap.sources.find(({ roomId, seq }) => roomId === cite.roomId && seq === cite.seq) ?? [],
  )
  const names = [...new Set(sources.map(({ name }) => name))].join(', ')
  return html`<details class="sources">
    <summary>${sources.length === 1 ? 'What was said' : `${sources.length} messages`}, by <bdi>${names}</bdi></summary>
    ${sources.map((source) => sourceQuote(recap, source))}
  </details>`
}

function sourceQuote(recap: Recap, { roomId, seq, name, at, text, isReadable }: Source): Content {
  const link = html` · <a href="/c/${recap.circleId}/r/${roomId}#m-${seq}">in the room</a>`
  return html`<figure class="source">
    <figcaption><bdi>${name}</bdi>, ${when(at)}${isReadable && link}</figcaption>
    <blockquote dir="auto">
      ${text === null ? html`<p class="hint">These words were removed.</p>` : html`<p class="said">${clamped(plainWords(text))}</p>`}
    </blockquote>
  </figure>`
}

// Without JavaScript nobody's own time zone is known: the server's is named beside the time.
const clock = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
})
const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })

function when(at: number): Content {
  const zoneName = zone.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return html`<time datetime="${new Date(at).toISOString()}">${clock.format(at)} ${zoneName}</time>`
}
