import '../styles/circle.css'
import { paths, signInPath } from '../router.ts'
import type { Me } from '../state/me.ts'
import { TableArt } from '../ui/art.tsx'
import { Icon } from '../ui/icons.tsx'
import { LinkButton } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Time } from '../ui/time.tsx'
import { LoadingPage, Page } from '../ui/page.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { SafetyCalls } from './safety-calls.tsx'

/** @param me undefined while it is being asked, null when nobody is signed in */
export function CirclesView({ me }: { me: Me | null | undefined }) {
  if (me === undefined) {
    return <LoadingPage title="Your circles" label="Looking for your circles" />
  }
  if (me === null || (me.circles.length === 0 && me.inLine.length === 0 && stays(me).length === 0))
    return <NoCircle me={me} />
  return (
    <Page title="Your circles">
      <PageHead
        title={`Hello, ${me.name}`}
        actions={
          <LinkButton look="quiet" icon="add" href={paths.start()}>
            Open a circle
          </LinkButton>
        }
      />
      <ul class="stack plain-list" aria-label="Your circles">
        {me.circles.map(({ circleId, name, purpose, role }) => (
          <li key={circleId}>
            <a class="card card-link circle-link" href={paths.table(circleId)}>
              <span class="grow stack-tight">
                <span class="row">
                  <h2>{name}</h2>
                  {role !== 'member' && <span class="chip">{role}</span>}
                </span>
                <span>{purpose}</span>
              </span>
              <Icon name="table" size={32} />
            </a>
          </li>
        ))}
        {stays(me).map(({ circleId, circleName, roomId, title, invitedBy }) => (
          <li key={roomId}>
            <a class="card card-link circle-link" href={paths.room(circleId, roomId)}>
              <span class="grow stack-tight">
                <span class="row">
                  <h2>{title}</h2>
                  <span class="chip">guest</span>
                </span>
                <span>
                  You are a guest of <bdi>{invitedBy}</bdi> in <bdi>{circleName}</bdi> until this session ends.
                </span>
              </span>
              <Icon name="table" size={32} />
            </a>
          </li>
        ))}
        {me.inLine.map(({ circleId, name, place }) => (
          <li key={circleId} class="card stack-tight">
            <h2>{name}</h2>
            <p>
              {place === 1 ? 'You are next in line.' : `You are number ${place} in line.`} The seat is yours when one
              becomes free.
            </p>
          </li>
        ))}
      </ul>
      <Removals me={me} />
      <OwnCalls me={me} />
    </Page>
  )
}

/** What became of the calls for safety of a guest, who sees no table page. */
function OwnCalls({ me: { guestAt } }: { me: Me }) {
  const circleIds = new Set(guestAt.map(({ circleId }) => circleId))
  return [...circleIds].map((circleId) => <SafetyCalls key={circleId} circleId={circleId} />)
}

/** Where somebody is a guest now. */
const stays = ({ guestAt }: Me) => guestAt.filter(({ endedAt }) => endedAt === null)

/** Whoever was removed reads by which circle and why, for 30 days. */
function Removals({ me: { removedFrom } }: { me: Me }) {
  if (removedFrom.length === 0) return null
  return (
    <ul class="stack plain-list" aria-label="Circles that you were removed from">
      {removedFrom.map(({ circleId, name, reason, at }) => (
        <li key={circleId} class="inset stack-tight">
          <p>
            You were removed from <bdi>{name}</bdi> on <Time at={at} style="date" />. The reason that was given:
          </p>
          <p class="quote said">
            <bdi>{reason}</bdi>
          </p>
        </li>
      ))}
    </ul>
  )
}

function noCircleText({ guestAt }: Me): string {
  const last = guestAt[0]
  const what = 'Open a circle for a problem that a few people can only solve together, or wait for an invite.'
  return last
    ? `You were a guest of ${last.invitedBy} in ${last.circleName}. ${what}`
    : `You are in no circle yet. ${what}`
}

function NoCircle({ me }: { me: Me | null }) {
  return (
    <Page title="Your circles" width="small">
      <div class="sheet">
        <Empty
          isPage
          art={<TableArt chairs={8} />}
          title={me ? `The table is free, ${me.name}` : 'A table for people who know each other'}
          action={
            me ? (
              <LinkButton href={paths.start()}>Open a circle</LinkButton>
            ) : (
              <LinkButton href={signInPath()}>Sign in</LinkButton>
            )
          }
        >
          {me
            ? noCircleText(me)
            : 'Kith is for small circles. People come in by a personal invite; who is a member already, signs in.'}
        </Empty>
        {me && <Removals me={me} />}
        {me && <OwnCalls me={me} />}
      </div>
    </Page>
  )
}
