import { useEffect, useState } from 'preact/hooks'
import type { Invite } from '../../../shared/circles.ts'
import { limits } from '../../../shared/limits.ts'
import { run } from '../../api/run.ts'
import { ask } from '../../api/socket.ts'
import { circle } from '../../state/circle.ts'
import { problemOf, useDoing } from '../../state/doing.ts'
import { guestIds, guestNote } from '../../state/guests.ts'
import { useLookedUp } from '../../state/looked-up.ts'
import { nameOf } from '../../state/names.ts'
import { room } from '../../state/room.ts'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { InviteLink, type MadeInvite } from '../care/invite-link.tsx'
import { InviteMaker } from '../care/invite-maker.tsx'
import { guestText } from '../care/invite-words.ts'
import { GuestsView, type GuestLine } from './guests-view.tsx'

type GuestsDialogProps = { tableId: string; title: string; canBring: boolean; onClose: () => void }

/** The guests of the running session: one to invite, those who are here, invites that wait. */
export function GuestsDialog({ tableId, title, canBring, onClose }: GuestsDialogProps) {
  const { answer, again } = useLookedUp(() => ask('guest:invites', { roomId: tableId }), [tableId])
  const inviting = useDoing()
  const [made, setMade] = useState<MadeInvite | null>(null)
  const [showingOut, setShowingOut] = useState<GuestLine | null>(null)
  const [revoking, setRevoking] = useState<Invite | null>(null)
  const count = room.value?.guests.length ?? 0
  useEffect(() => void again(), [count])
  const waiting = answer?.ok ? answer.reply.invites.filter(({ state }) => state === 'open') : []
  const guests = guestIds.value.map((memberId) => ({
    memberId,
    name: nameOf(memberId),
    note: guestNote(memberId) ?? '',
  }))

  async function invite(addressee: string, reason: string): Promise<boolean> {
    const reply = await inviting.go(() => run('guest:invite', { roomId: tableId, addressee, reason }))
    if (reply) setMade({ addressee, ...reply })
    void again()
    return reply !== null
  }

  return (
    <Dialog title={canBring ? 'Bring a guest' : 'Guests'} onClose={onClose}>
      <p class="hint">
        A guest sits at this table for this session: two at most, each with a seat like everybody. They see nothing else
        of the circle, and their stay ends with the session.
      </p>
      <GuestsView guests={guests} invites={waiting} onShowOut={setShowingOut} onRevoke={setRevoking} />
      {canBring && made && (
        <InviteLink
          made={made}
          words={guestText(made.addressee, circle.value?.facts.name ?? '', title)}
          onDone={() => setMade(null)}
        />
      )}
      {canBring && !made && count < limits.guest.perSession && (
        <InviteMaker title="Invite a guest" isBusy={inviting.isBusy} problem={inviting.problem} onInvite={invite} />
      )}
      {showingOut && (
        <ConfirmDialog
          title={`Show ${showingOut.name} out?`}
          confirm="Show out"
          isGrave
          onConfirm={async () =>
            problemOf(await run('guest:show-out', { roomId: tableId, memberId: showingOut.memberId }))
          }
          onClose={() => setShowingOut(null)}
        >
          <p>Their stay ends at once, here and in every breakout. What they said stays, under their name.</p>
        </ConfirmDialog>
      )}
      {revoking && (
        <ConfirmDialog
          title={`Take back the invite for ${revoking.addressee}?`}
          confirm="Take it back"
          isGrave
          onConfirm={async () => {
            const { circleId } = room.peek()!
            const revoked = await run('invite:revoke', { circleId, inviteId: revoking.inviteId })
            void again()
            return problemOf(revoked)
          }}
          onClose={() => setRevoking(null)}
        >
          <p>The link stops working at once.</p>
        </ConfirmDialog>
      )}
    </Dialog>
  )
}
