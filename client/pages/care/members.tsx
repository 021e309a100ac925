import { useState } from 'preact/hooks'
import type { CircleState, Member, Role } from '../../../shared/circles.ts'
import { limits } from '../../../shared/limits.ts'
import { run } from '../../api/run.ts'
import { problemOf } from '../../state/doing.ts'
import { myId } from '../../state/me.ts'
import { notify } from '../../state/notices.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'
import { MembersView, roleNotes } from './members-view.tsx'

type Asked = { member: Member; role: Role | null }

/** Who is in the circle: roles to give and take, and a removal with its reason. */
export function CareMembers({ circle, isSteward }: { circle: CircleState; isSteward: boolean }) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  return (
    <>
      <MembersView
        members={circle.members}
        myId={myId.value}
        canChange={isSteward}
        onRole={(member, role) => setAsked({ member, role })}
        onRemove={(member) => setAsked({ member, role: null })}
      />
      {asked?.role && <RoleDialog circle={circle} member={asked.member} to={asked.role} onClose={close} />}
      {asked?.role === null && <RemoveDialog circle={circle} member={asked.member} onClose={close} />}
    </>
  )
}

type DialogProps = { circle: CircleState; member: Member; onClose: () => void }

export function RoleDialog({ circle, member, to: role, onClose }: DialogProps & { to: Role }) {
  const { memberId, name } = member
  return (
    <ConfirmDialog
      title={`${name} as ${role}?`}
      confirm="Give this role"
      onConfirm={async () => {
        const answer = await run('member:change-role', { circleId: circle.circleId, memberId, role })
        if (answer.ok) notify(`${name} is a ${role} now.`, { tone: 'good' })
        return problemOf(answer)
      }}
      onClose={onClose}
    >
      <p>{roleNotes[role]}</p>
    </ConfirmDialog>
  )
}

export function RemoveDialog({ circle, member, onClose }: DialogProps) {
  const [reason, setReason] = useState('')
  const { memberId, name } = member
  return (
    <ConfirmDialog
      title={`Remove ${name} from the circle?`}
      confirm="Remove them"
      isGrave
      isReady={reason.trim() !== '' && reason.length <= limits.reason.length}
      onConfirm={async () => {
        const answer = await run('member:remove', { circleId: circle.circleId, memberId, reason })
        if (answer.ok) notify(`${name} is no longer in ${circle.facts.name}.`)
        return problemOf(answer)
      }}
      onClose={onClose}
    >
      <p>
        It takes effect at once, on all their devices: they hear nothing that is said from then on. What they said
        before stays. The seat goes to the next in line.
      </p>
      <TextArea
        label="Why"
        hint={`It is kept with the removal. Say it as you would to ${name}: what happened and which agreement it broke, not what somebody is.`}
        max={limits.reason.length}
        value={reason}
        onValue={setReason}
      />
    </ConfirmDialog>
  )
}
