import type { ComponentChildren } from 'preact'
import type { Invite } from '../../shared/circles.ts'
import { InviteMaker } from '../pages/care/invite-maker.tsx'
import { CirclesView } from '../pages/circles-view.tsx'
import { GoodbyeView } from '../pages/guests/goodbye-view.tsx'
import { GuestsView } from '../pages/guests/guests-view.tsx'
import { JoinFailed } from '../pages/join-failed.tsx'
import { JoinView } from '../pages/join-view.tsx'
import type { GuestPass } from '../state/guests.ts'
import { Dialog } from '../ui/dialog.tsx'
import { kitchen, staged } from './room-views.tsx'
import { adaId, circle, facts, idOf, invite, me, now, people } from './samples.ts'
import type { Views } from './views.ts'

const nothing = () => {}
const grace = people[7]!
const evening = {
  title: 'Critique: the ferry essay',
  roomName: 'Kitchen',
  hostName: 'Ada',
  startedAt: now - 20 * 60_000,
  guests: 0,
}
const pass: GuestPass = {
  circleId: circle.circleId,
  circleName: facts.name,
  purpose: facts.purpose,
  roomId: kitchen.roomId,
  roomName: kitchen.name,
  title: evening.title,
  invitedBy: 'Ada',
  endedAt: null,
  because: null,
}
const open: Invite = {
  inviteId: idOf(420),
  addressee: 'Leyla Aydın',
  reason: invite.reason,
  inviterId: adaId,
  usedByName: null,
  guestAt: evening.title,
  madeAt: now,
  expiresAt: now + 24 * 3_600_000,
  state: 'open',
}
const here = { memberId: grace.memberId, name: grace.name, note: 'guest of Ada' }
const joining = { isBusy: false, refusal: null, onAccept: nothing }

/** The circle knows its members, and Grace is none of them; she said something. */
const withGuest = () => {
  const members = circle.members.filter(({ memberId }) => memberId !== grace.memberId)
  const [first, ...rest] = kitchen.messages
  return staged(
    {
      ...kitchen,
      seats: [...kitchen.seats.slice(0, 6), { memberId: grace.memberId, no: 7, offeredUntil: null }],
      guests: [{ memberId: grace.memberId, no: 1, invitedBy: adaId }],
      messages: [
        first!,
        { ...first!, seq: 11, memberId: grace.memberId, text: 'Thank you for having me.' },
        ...rest.slice(1),
      ],
    },
    null,
    { ...circle, members },
  )
}

const Framed = ({ children }: { children: ComponentChildren }) => (
  <main>
    <h1 class="unseen">Guests</h1>
    <Dialog title="Bring a guest" onClose={nothing}>
      {children}
    </Dialog>
  </main>
)

export const guestViews: Views = {
  'guest-join': () => <JoinView invite={{ ...invite, evening }} {...joining} />,
  'guest-join-full': () => (
    <JoinView
      invite={{ ...invite, evening: { ...evening, guests: 2 } }}
      {...joining}
      refusal={{ code: 'full', details: { reason: 'guests' } }}
    />
  ),
  'guest-join-over': () => (
    <JoinFailed refusal={{ code: 'not_found', details: { reason: 'invite_over' } }} onRetry={nothing} />
  ),
  'guest-room': withGuest,
  'guest-dialog': () => (
    <Framed>
      <GuestsView guests={[here]} invites={[open]} onShowOut={nothing} onRevoke={nothing} />
      <InviteMaker title="Invite a guest" isBusy={false} problem={null} onInvite={async () => true} />
    </Framed>
  ),
  'guest-dialog-none': () => (
    <Framed>
      <GuestsView guests={[]} invites={[]} onShowOut={nothing} onRevoke={nothing} />
      <InviteMaker title="Invite a guest" isBusy={false} problem="This circle is full." onInvite={async () => false} />
    </Framed>
  ),
  'guest-home': () => <CirclesView me={{ ...me, circles: [], inLine: [], guestAt: [pass] }} />,
  'guest-home-after': () => (
    <CirclesView me={{ ...me, circles: [], inLine: [], guestAt: [{ ...pass, endedAt: now, because: 'session' }] }} />
  ),
  'guest-goodbye': () => <GoodbyeView pass={{ ...pass, endedAt: now, because: 'session' }} />,
  'guest-goodbye-shown-out': () => <GoodbyeView pass={{ ...pass, endedAt: now, because: 'shown-out' }} />,
}
