import { paths } from '../../router.ts'
import type { GuestPass } from '../../state/guests.ts'
import { TableArt } from '../../ui/art.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { SafetyCalls } from '../safety-calls.tsx'

const endings = {
  session: 'The session is over',
  time: 'Your stay is over',
  'shown-out': 'Your stay has ended',
} as const

/** Where a guest was, once the stay is over: thanks, what is kept, and how one becomes a member. */
export function GoodbyeView({ pass }: { pass: GuestPass }) {
  const title = endings[pass.because ?? 'session']
  const isShownOut = pass.because === 'shown-out'
  return (
    <Page title={title} width="small">
      <div class="sheet">
        <div class="empty">
          <TableArt chairs={8} taken={isShownOut ? 0 : 3} />
          <h1>{title}</h1>
          {isShownOut ? (
            <p>
              A host of <bdi>{pass.circleName}</bdi> has ended it. If you do not know why, ask{' '}
              <bdi>{pass.invitedBy}</bdi>, who invited you.
            </p>
          ) : (
            <>
              <p>
                Thank you for sitting with <bdi>{pass.circleName}</bdi> at “<bdi>{pass.title}</bdi>”. The room is theirs
                again; what you said stays with them, under your name.
              </p>
              <p>
                Would you like to come again? Tell <bdi>{pass.invitedBy}</bdi>. People become members by a personal
                invite from a steward; yours would come as a link, like the one that brought you.
              </p>
            </>
          )}
          <LinkButton look="quiet" href={paths.home()}>
            To my own page
          </LinkButton>
        </div>
        <SafetyCalls circleId={pass.circleId} />
      </div>
    </Page>
  )
}
