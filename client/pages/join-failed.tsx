import type { Refusal } from '../../shared/errors.ts'
import { signInPath } from '../router.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Button, LinkButton } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { TableArt } from '../ui/art.tsx'

/** An invite that cannot be used: why, and what to do about it. */
export function JoinFailed({ refusal, onRetry }: { refusal: Refusal; onRetry: () => void }) {
  const known = reasons[refusal.details.reason ?? '']
  const isInviteGone = refusal.code === 'not_found' || refusal.code === 'invalid'
  const { title, text } = known ?? (isInviteGone ? unknown : { title: 'This did not load', text: refusalText(refusal) })
  return (
    <Page title={title} width="small">
      <div class="sheet">
        <Empty
          isPage
          art={<TableArt chairs={6} />}
          title={title}
          action={
            isInviteGone ? (
              <LinkButton look="quiet" href={signInPath()}>
                I am a member: sign in
              </LinkButton>
            ) : (
              <Button onClick={onRetry}>Try again</Button>
            )
          }
        >
          {text}
        </Empty>
      </div>
    </Page>
  )
}

const unknown = {
  title: 'This invite cannot be found',
  text: 'Perhaps a part of the link is missing. Open it once more as a whole, or ask whoever invited you.',
}

const reasons: Record<string, typeof unknown> = {
  invite_unknown: unknown,
  invite_used: {
    title: 'This invite was used',
    text: 'An invite is for one person and works once. If it was you, sign in; else ask whoever invited you for another.',
  },
  invite_revoked: {
    title: 'This invite was taken back',
    text: 'Whoever invited you has withdrawn it. They can tell you why, and can invite you again.',
  },
  invite_over: {
    title: 'That session is over',
    text: 'This invite was for one session, which has ended. Ask whoever invited you when they sit together again.',
  },
  invite_expired: {
    title: 'This invite has run out',
    text: 'An invite is good for 14 days, one for a guest for a day. Ask whoever invited you for a new one: that takes them a minute.',
  },
}
