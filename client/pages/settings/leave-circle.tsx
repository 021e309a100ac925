import { useState } from 'preact/hooks'
import { limits } from '../../../shared/limits.ts'
import { run } from '../../api/run.ts'
import { problemOf } from '../../state/doing.ts'
import { loadMe } from '../../state/me.ts'
import { notify } from '../../state/notices.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/field.tsx'

type LeaveCircleProps = { circleId: string; circleName: string; onClose: () => void }

/** Out of a circle, with one confirmation. */
export function LeaveCircle({ circleId, circleName, onClose }: LeaveCircleProps) {
  const [reason, setReason] = useState('')
  return (
    <ConfirmDialog
      title={`Leave ${circleName}?`}
      confirm="Leave the circle"
      cancel="Stay"
      isGrave
      onConfirm={async () => {
        const answer = await run('member:leave', { circleId, ...(reason.trim() !== '' && { reason }) })
        if (!answer.ok) return problemOf(answer)
        notify(`You have left ${circleName}.`)
        void loadMe()
        return null
      }}
      onClose={onClose}
    >
      <p>
        Your seat goes to the next in line. What you said stays with those you said it to. To come back you need an
        invite.
      </p>
      <TextArea label="Why, if you like to say it" max={limits.reason.length} value={reason} onValue={setReason} />
    </ConfirmDialog>
  )
}
