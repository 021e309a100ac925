import type { CircleState } from '../../shared/circles.ts'
import { serverTime } from '../api/clock.ts'
import { paths } from '../router.ts'
import { isFacilitator } from '../state/circle.ts'
import { nameOf } from '../state/names.ts'
import { presenceOf } from '../state/presence.ts'
import type { Table } from '../state/table.ts'
import { TableArt } from '../ui/art.tsx'
import { Banner } from '../ui/banner.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { Empty } from '../ui/empty.tsx'
import { Icon } from '../ui/icons.tsx'
import { Page } from '../ui/page.tsx'
import { Person } from '../ui/person.tsx'
import { Time } from '../ui/time.tsx'
import { CommonsCard, TableCard } from './room-cards.tsx'
import { OpenTable } from './open-table.tsx'
import { SafetyCalls } from './safety-calls.tsx'
import { UnsignedRecaps } from './unsigned-recaps.tsx'
import './table-page.css'

/** The home of a circle, as somebody sees it who has just come in. */
export function TableView({ circle, table }: { circle: CircleState; table: Table }) {
  const tables = table.rooms.filter(({ kind }) => kind === 'table')
  const commons = table.rooms.find(({ kind }) => kind === 'commons')
  return (
    <Page title={circle.facts.name} width="wide" kind="table-page">
      <div class="page-head">
        <div class="stack-tight">
          <h1>{circle.facts.name}</h1>
          <p class="lead">{circle.facts.purpose}</p>
        </div>
        {isFacilitator.value && <OpenTable circleId={circle.circleId} />}
      </div>
      <YourPlace circle={circle} table={table} />
      <section class="section" aria-labelledby="on-now">
        <h2 id="on-now">On now</h2>
        {tables.length === 0 ? (
          <Empty art={<TableArt />} title="No table is laid yet">
            {isFacilitator.value
              ? 'Open one, and sit down: others see it at once.'
              : 'A facilitator opens tables. Until then, the commons is open to everybody.'}
          </Empty>
        ) : (
          <div class="tables">
            {tables.toSorted(byLife).map((room) => (
              <TableCard key={room.roomId} circleId={circle.circleId} room={room} table={table} />
            ))}
          </div>
        )}
      </section>
      <div class="columns">
        <div class="stack">
          <SafetyCalls circleId={circle.circleId} />
          {commons && <CommonsCard circleId={circle.circleId} room={commons} />}
          {isFacilitator.value && <UnsignedRecaps circleId={circle.circleId} />}
          <Recaps circle={circle} table={table} />
        </div>
        <WhoIsHere circle={circle} />
      </div>
    </Page>
  )
}

/** Where sessions run comes first, then where people sit. */
const byLife = (a: Table['rooms'][number], b: Table['rooms'][number]) =>
  Number(b.session !== null) - Number(a.session !== null) || b.taken - a.taken

function YourPlace({ circle, table }: { circle: CircleState; table: Table }) {
  const roomId = table.placedIn ?? table.seatedIn
  if (!roomId) return null
  const name = circle.rooms.find((room) => room.roomId === roomId)?.name
  return (
    <Banner
      tone="good"
      icon="seat"
      action={<LinkButton href={paths.room(circle.circleId, roomId)}>Go back in</LinkButton>}
    >
      {table.placedIn ? (
        <>
          Your breakout is under way. Your place in it is kept
          {table.placedUntil !== null && (
            <>
              {' '}
              for <Countdown key={table.placedUntil} endsAt={table.placedUntil} now={serverTime} />
            </>
          )}
          .
        </>
      ) : (
        <>
          You sit at <b>{name}</b>.
        </>
      )}
    </Banner>
  )
}

function Recaps({ circle, table }: { circle: CircleState; table: Table }) {
  return (
    <section class="card section" aria-labelledby="last-recaps">
      <div class="section-head">
        <h2 id="last-recaps">Last recaps</h2>
        {table.recaps.length > 0 && <a href={paths.recaps(circle.circleId)}>All recaps</a>}
      </div>
      {table.recaps.length === 0 ? (
        <p class="hint">After a session its host signs a recap of ten bullets at most. They gather here.</p>
      ) : (
        <ul class="lines">
          {table.recaps.map((recap) => (
            <li key={recap.recapId}>
              <Icon name="book" />
              <span class="grow">
                {/* A page of the server's own, so the router lets it go. */}
                <a href={paths.recap(recap.recapId)}>{recap.title}</a>
                <span class="hint block">
                  signed by {nameOf(recap.signedBy)}, <Time at={recap.signedAt} />
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function WhoIsHere({ circle }: { circle: CircleState }) {
  const states = circle.members.map((member) => ({ ...member, presence: presenceOf(member.memberId) }))
  const here = states.filter(({ presence }) => presence === 'here' || presence === 'heads-down')
  const isKnown = states.some(({ presence }) => presence !== null)
  return (
    <section class="card section" aria-labelledby="who-is-here">
      <div class="section-head">
        <h2 id="who-is-here">Who is here</h2>
        {isKnown && (
          <span class="hint">
            {here.length} of {circle.members.length}
          </span>
        )}
      </div>
      {here.length === 0 ? (
        <p class="hint">
          {isKnown ? 'Nobody else has Kith open just now.' : 'Who else has Kith open is not known just now.'} Leave a
          word in the commons; they will find it.
        </p>
      ) : (
        <ul class="plain-list people-here">
          {here.map(({ memberId, name, presence }) => (
            <li key={memberId}>
              <Person name={name} presence={presence} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
