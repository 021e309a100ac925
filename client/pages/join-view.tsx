import '../styles/circle.css'
import { useState } from 'preact/hooks'
import type { Refusal } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import type { RouteReply } from '../../shared/routes.ts'
import { paths } from '../router.ts'
import { refusalText } from '../state/refusal-text.ts'
import { TableArt } from '../ui/art.tsx'
import { Button, LinkButton } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Problem, TextField } from '../ui/field.tsx'
import { LoadingPage, Page } from '../ui/page.tsx'
import { Time } from '../ui/time.tsx'
import { Conduct, Values } from './circle-facts.tsx'

export type InviteCard = RouteReply<'invite:look'>

type JoinViewProps = {
  /** Null while it is being looked up. */
  invite: InviteCard | null
  isBusy: boolean
  refusal: Refusal | null
  onAccept: (name: string) => void
}

/** Who invites you into what and why, how people treat each other there, and one button. */
export function JoinView({ invite, isBusy, refusal, onAccept }: JoinViewProps) {
  if (!invite) {
    return <LoadingPage title="Your invite" label="Opening your invite" />
  }
  return (
    <Page
      title={invite.evening ? `A guest of ${invite.circleName}` : `Join ${invite.circleName}`}
      width="wide"
      kind="join"
    >
      <header class="stack">
        <p class="eyebrow">
          <bdi>{invite.inviterName}</bdi> has invited you
          {invite.evening && (
            <>
              {' '}
              as a guest to “<bdi>{invite.evening.title}</bdi>”
            </>
          )}
          , <bdi>{invite.addressee}</bdi>
        </p>
        <h1>{invite.circleName}</h1>
        <p class="lead">{invite.purpose}</p>
        <figure class="quote stack-tight">
          <blockquote class="said">{invite.reason}</blockquote>
          <figcaption class="hint">
            <bdi>{invite.inviterName}</bdi>, about you
          </figcaption>
        </figure>
      </header>
      <section class="sheet stack join-norms">
        <h2>What it is for</h2>
        <p class="said">{invite.problem}</p>
        <Values values={invite.values} />
        <Conduct conduct={invite.conduct} />
      </section>
      <JoinCard invite={invite} isBusy={isBusy} refusal={refusal} onAccept={onAccept} />
    </Page>
  )
}

function JoinCard({ invite, isBusy, refusal, onAccept }: JoinViewProps & { invite: InviteCard }) {
  const [name, setName] = useState(invite.signedInAs ?? '')
  const isTaken = refusal?.details.reason === 'name_taken'
  const isFull = invite.seatsLeft === 0
  return (
    <form
      class="card join-card"
      onSubmit={(event) => {
        event.preventDefault()
        onAccept(name.trim())
      }}
    >
      {invite.evening ? (
        <ForTonight evening={invite.evening} />
      ) : (
        <>
          <TableArt chairs={invite.capacity} taken={chairsTaken(invite)} />
          <SeatsLeft {...invite} />
        </>
      )}
      {invite.signedInAs !== null && !isTaken ? (
        <p>
          You are signed in as{' '}
          <b>
            <bdi>{invite.signedInAs}</bdi>
          </b>{' '}
          and come in as yourself.
        </p>
      ) : (
        <TextField
          label="Your name"
          hint="As the others will see it. Your first name is enough."
          error={isTaken ? refusalText(refusal) : null}
          value={name}
          onValue={setName}
          autocomplete="name"
          maxLength={limits.member.nameLength}
          required
        />
      )}
      <Button type="submit" isBusy={isBusy}>
        {invite.evening ? 'Come in as a guest' : isFull ? 'Keep a place in line for me' : 'Take my seat'}
      </Button>
      <Problem text={refusal && !isTaken ? refusalText(refusal) : null} />
      <p class="hint">
        Sitting down means that you will treat people here as they agreed to treat each other. There is no profile to
        fill in. The invite is yours {invite.evening ? 'while the session lasts' : 'until '}
        {!invite.evening && <Time at={invite.expiresAt} style="date" />}.
      </p>
    </form>
  )
}

/** For which session a guest comes, and what that is. */
function ForTonight({ evening }: { evening: NonNullable<InviteCard['evening']> }) {
  return (
    <>
      <TableArt chairs={8} taken={5} />
      <h2>
        <bdi>{evening.title}</bdi>
      </h2>
      <p>
        With <bdi>{evening.hostName}</bdi> at <bdi>{evening.roomName}</bdi>, since{' '}
        <Time at={evening.startedAt} style="time" />. You sit with everybody else for this session; your stay ends with
        it.
      </p>
    </>
  )
}

function SeatsLeft({ seatsLeft, capacity, inLine }: InviteCard) {
  if (seatsLeft > 0) {
    return (
      <p class="join-seats">
        {seatsLeft === 1 ? `The last of ${capacity} seats is free` : `${seatsLeft} of ${capacity} seats are free`}
      </p>
    )
  }
  return (
    <>
      <p class="join-seats">
        All {capacity} seats are taken{inLine > 0 && `, ${inLine} in line`}
      </p>
      <p>A place in line is kept for you. When a seat becomes free it is yours by itself.</p>
    </>
  )
}

/** At most 12 chairs are drawn: as full as the circle is, and one free as long as one is. */
function chairsTaken({ capacity, seatsLeft }: InviteCard): number {
  const chairs = Math.min(12, capacity)
  return seatsLeft === 0 ? chairs : Math.min(chairs - 1, Math.round((chairs * (capacity - seatsLeft)) / capacity))
}

/** After accepting an invite to a full circle. */
export function JoinLine({ place, circleName }: { place: number; circleName: string }) {
  return (
    <Page title="In line" width="small">
      <div class="sheet">
        <Empty
          isPage
          art={<TableArt chairs={10} taken={10} />}
          title={place === 1 ? 'You are next in line' : `You are number ${place} in line`}
          action={<LinkButton href={paths.settings()}>Leave an e-mail address</LinkButton>}
        >
          Every seat of {circleName} is taken now. When one becomes free it is yours without another word, and the
          circle stands in your list. An e-mail address lets you come back from anywhere.
        </Empty>
      </div>
    </Page>
  )
}
