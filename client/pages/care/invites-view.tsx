import type { Invite } from '../../../shared/circles.ts'
import type { QueryReply } from '../../../shared/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Time } from '../../ui/time.tsx'

type InvitesViewProps = QueryReply<'circle:invites'> & {
  nameOf: (memberId: string) => string
  onRevoke: (invite: Invite) => void
}

const looks = { open: 'chip-new', used: 'chip-good', revoked: '', expired: '', over: '' } as const
const words = { open: 'open', used: 'used', revoked: 'taken back', expired: 'run out', over: 'over' } as const

export function InvitesView({ invites, line, nameOf, onRevoke }: InvitesViewProps) {
  return (
    <>
      {line.length > 0 && (
        <section class="card section" aria-labelledby="in-line">
          <h2 id="in-line">In line</h2>
          <p class="hint">Every seat is taken. The first of these comes in by themselves when one becomes free.</p>
          <ol>
            {line.map(({ memberId, name }) => (
              <li key={memberId}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ol>
        </section>
      )}
      <section class="card section" aria-labelledby="invites">
        <h2 id="invites">Invites</h2>
        {invites.length === 0 && (
          <p class="hint">Nobody has been invited yet. Begin with the person you thought of first.</p>
        )}
        <ul class="lines">
          {invites.map((invite) => (
            <li key={invite.inviteId}>
              <details class="grow">
                <summary>
                  <bdi>{invite.addressee}</bdi>{' '}
                  <span class="hint">
                    by <bdi>{nameOf(invite.inviterId)}</bdi>
                    {invite.guestAt !== null && (
                      <>
                        , as a guest at “<bdi>{invite.guestAt}</bdi>”
                      </>
                    )}
                    {invite.usedByName !== null && invite.usedByName !== invite.addressee && (
                      <>
                        , used by <bdi>{invite.usedByName}</bdi>
                      </>
                    )}
                    {invite.state === 'open' && (
                      <>
                        , until <Time at={invite.expiresAt} style="date" />
                      </>
                    )}
                  </span>
                </summary>
                <blockquote class="quote said">{invite.reason}</blockquote>
              </details>
              <span class={`chip ${looks[invite.state]}`}>{words[invite.state]}</span>
              {invite.state === 'open' && (
                <Button look="quiet" onClick={() => onRevoke(invite)}>
                  Take back
                  <span class="unseen"> the invite for {invite.addressee}</span>
                </Button>
              )}
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
