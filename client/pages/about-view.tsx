import '../styles/circle.css'
import type { CircleState, Member } from '../../shared/circles.ts'
import { paths } from '../router.ts'
import { LinkButton } from '../ui/button.tsx'
import { PageHead } from '../ui/page-head.tsx'
import { LoadingPage, Page } from '../ui/page.tsx'
import { Person, type PresenceState } from '../ui/person.tsx'
import { SeatDots } from '../ui/seats.tsx'
import { Time } from '../ui/time.tsx'
import { Conduct, Values } from './circle-facts.tsx'

type AboutViewProps = {
  circle: CircleState | null
  myId: string | null
  canCare: boolean
  presenceOf: (memberId: string) => PresenceState
}

export function AboutView({ circle, myId, canCare, presenceOf }: AboutViewProps) {
  if (!circle) {
    return <LoadingPage title="Circle" label="Opening the circle" />
  }
  const { circleId, facts, members } = circle
  return (
    <Page title={`About ${facts.name}`} width="wide" kind="about">
      <PageHead
        title={facts.name}
        lead={facts.purpose}
        back={{ href: paths.table(circleId), label: 'The table' }}
        actions={
          <>
            <LinkButton look="quiet" icon="seat" href={paths.together(circleId)}>
              Who sat with whom
            </LinkButton>
            {canCare && (
              <LinkButton look="quiet" icon="heart" href={paths.care(circleId)}>
                Circle care
              </LinkButton>
            )}
          </>
        }
      />
      <section class="sheet stack">
        <h2>What it is for</h2>
        <p class="said">{facts.problem}</p>
        <Values values={facts.values} />
        <Conduct conduct={facts.conduct} />
      </section>
      <section class="card section about-people" aria-labelledby="people">
        <div class="section-head">
          <h2 id="people">People</h2>
          <SeatDots taken={members.length} capacity={facts.capacity} />
        </div>
        <ul class="lines">
          {members.map((member) => (
            <li key={member.memberId} id={`p-${member.memberId}`}>
              <Person
                name={member.name}
                presence={presenceOf(member.memberId)}
                isMe={member.memberId === myId}
                note={<SinceWhen member={member} />}
              />
            </li>
          ))}
        </ul>
      </section>
      <Rooms circle={circle} />
    </Page>
  )
}

function SinceWhen({ member }: { member: Member }) {
  return (
    <span>
      {member.role !== 'member' && `${member.role}, `}since <Time at={member.joinedAt} style="date" />
    </span>
  )
}

function Rooms({ circle: { circleId, rooms, recaps } }: { circle: CircleState }) {
  return (
    <div class="stack">
      <section class="card section" aria-labelledby="rooms">
        <h2 id="rooms">Rooms</h2>
        <ul class="lines">
          {rooms.map(({ roomId, kind, name, capacity, session }) => (
            <li key={roomId}>
              <span class="grow stack-none">
                <a href={paths.room(circleId, roomId)}>{kind === 'commons' ? 'The commons' : name}</a>
                {session && <span class="hint">On now: {session.title}</span>}
              </span>
              <span class="hint">{kind === 'commons' ? 'for everybody' : `${capacity} seats`}</span>
            </li>
          ))}
        </ul>
      </section>
      <section class="card section" aria-labelledby="recaps">
        <div class="section-head">
          <h2 id="recaps">Last recaps</h2>
          <a href={paths.recaps(circleId)}>All recaps</a>
        </div>
        {recaps.length === 0 && <p class="hint">When a session ends, its host signs a recap and it stands here.</p>}
        <ul class="lines">
          {recaps.map(({ recapId, title, signedAt }) => (
            <li key={recapId}>
              <a class="grow" href={paths.recap(recapId)}>
                {title}
              </a>
              <span class="hint">
                <Time at={signedAt} style="date" />
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
