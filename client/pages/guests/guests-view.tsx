import type { Invite } from '../../../shared/circles.ts'
import { limits } from '../../../shared/limits.ts'
import { Button } from '../../ui/button.tsx'
import { Person } from '../../ui/person.tsx'

export type GuestLine = { memberId: string; name: string; note: string }

type GuestsViewProps = {
  guests: readonly GuestLine[]
  /** Those that nobody has used yet. */
  invites: readonly Invite[]
  onShowOut: (guest: GuestLine) => void
  onRevoke: (invite: Invite) => void
}

/** Who is a guest of this session, and whom an invite still waits for. */
export function GuestsView({ guests, invites, onShowOut, onRevoke }: GuestsViewProps) {
  if (guests.length === 0 && invites.length === 0) {
    return <p class="hint">Nobody is a guest yet. A session has {limits.guest.perSession} at most.</p>
  }
  return (
    <ul class="lines" aria-label="Guests">
      {guests.map((guest) => (
        <li key={guest.memberId}>
          <span class="grow">
            <Person name={guest.name} note={guest.note} />
          </span>
          <Button look="quiet" onClick={() => onShowOut(guest)}>
            Show out<span class="unseen"> {guest.name}</span>
          </Button>
        </li>
      ))}
      {invites.map((invite) => (
        <li key={invite.inviteId}>
          <span class="grow">
            <Person name={invite.addressee} note="invited, not here yet" />
          </span>
          <Button look="quiet" onClick={() => onRevoke(invite)}>
            Take back<span class="unseen"> the invite for {invite.addressee}</span>
          </Button>
        </li>
      ))}
    </ul>
  )
}
