import { useEffect, useState } from 'preact/hooks'
import type { CircleState, Invite } from '../../../shared/circles.ts'
import { run } from '../../api/run.ts'
import { ask } from '../../api/socket.ts'
import { problemOf, useDoing } from '../../state/doing.ts'
import { useLookedUp } from '../../state/looked-up.ts'
import { isLooking } from '../../state/looking.ts'
import { nameOf } from '../../state/names.ts'
import { refusalText } from '../../state/refusal-text.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Skeleton } from '../../ui/empty.tsx'
import { Failed } from '../../ui/failed.tsx'
import { timeText } from '../../ui/time.tsx'
import { InviteLink, type MadeInvite } from './invite-link.tsx'
import { InviteMaker } from './invite-maker.tsx'
import { shareText } from './invite-words.ts'
import { InvitesView } from './invites-view.tsx'

/** Invites of a circle: one to make, those there are, and the line when every seat is taken. */
export function CareInvites({ circle }: { circle: CircleState }) {
  const { circleId, facts, members } = circle
  const { answer, again } = useLookedUp(() => ask('circle:invites', { circleId }), [circleId])
  const inviting = useDoing()
  const [made, setMade] = useState<MadeInvite | null>(null)
  const [revoking, setRevoking] = useState<Invite | null>(null)
  // Somebody has come in: an invite is used. Of the line there is no news, so coming back to the page looks again.
  useEffect(() => {
    if (isLooking.value) void again()
  }, [members.length, isLooking.value])

  async function invite(addressee: string, reason: string): Promise<boolean> {
    const reply = await inviting.go(() => run('invite:create', { circleId, addressee, reason }))
    if (reply) setMade({ addressee, ...reply })
    void again()
    return reply !== null
  }

  return (
    <>
      {made ? (
        <InviteLink
          made={made}
          words={shareText(made.addressee, facts.name, timeText(made.expiresAt, 'date'))}
          onDone={() => setMade(null)}
        />
      ) : (
        <InviteMaker isBusy={inviting.isBusy} problem={inviting.problem} onInvite={invite} />
      )}
      {answer === null && <Skeleton label="Looking up the invites" />}
      {answer && !answer.ok && <Failed onRetry={() => void again()}>{refusalText(answer.error)}</Failed>}
      {answer?.ok && <InvitesView {...answer.reply} nameOf={nameOf} onRevoke={setRevoking} />}
      {revoking && (
        <ConfirmDialog
          title={`Take back the invite for ${revoking.addressee}?`}
          confirm="Take it back"
          isGrave
          onConfirm={async () => {
            const revoked = await run('invite:revoke', { circleId, inviteId: revoking.inviteId })
            void again()
            return problemOf(revoked)
          }}
          onClose={() => setRevoking(null)}
        >
          <p>The link stops working at once. You can invite {revoking.addressee} again with a new one.</p>
        </ConfirmDialog>
      )}
    </>
  )
}
