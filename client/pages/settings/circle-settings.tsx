import { useState } from 'preact/hooks'
import { limits } from '../../../shared/limits.ts'
import { get } from '../../api/http.ts'
import { run } from '../../api/run.ts'
import { useDoing } from '../../state/doing.ts'
import { useLookedUp } from '../../state/looked-up.ts'
import { myId } from '../../state/me.ts'
import { notify } from '../../state/notices.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { LeaveCircle } from './leave-circle.tsx'
import { Wishes } from './wishes.tsx'

/** The member's name in one circle, with whom they do not sit, and the way out of it. */
export function CircleSettings({ circleId, circleName }: { circleId: string; circleName: string }) {
  const { answer } = useLookedUp(() => get('circle:view', { circleId }), [circleId])
  const { isBusy, problem, go } = useDoing()
  const [typed, setTyped] = useState<string | null>(null)
  const [isLeaving, setLeaving] = useState(false)
  const [isWishing, setWishing] = useState(false)
  const members = answer?.ok ? answer.reply.members : []
  const known = members.find(({ memberId }) => memberId === myId.value)?.name
  const name = typed ?? known ?? ''
  return (
    <>
      <form
        class="stack-tight circle-settings"
        onSubmit={async (event) => {
          event.preventDefault()
          const renamed = await go(() => run('member:rename', { circleId, name: name.trim() }))
          if (renamed) notify(`In ${circleName} you are ${name.trim()} now.`, { tone: 'good' })
        }}
      >
        <h3>{circleName}</h3>
        <TextField
          label={`Your name in ${circleName}`}
          value={name}
          onValue={setTyped}
          error={problem}
          maxLength={limits.member.nameLength}
          autocomplete="name"
          required
        />
        <div class="row">
          <Button type="submit" look="quiet" isBusy={isBusy}>
            Save the name
          </Button>
          <Button look="quiet" disabled={members.length === 0} onClick={() => setWishing(true)}>
            Whom you do not sit with<span class="unseen"> in {circleName}</span>
          </Button>
          <Button look="danger" icon="leave" onClick={() => setLeaving(true)}>
            Leave<span class="unseen"> {circleName}</span>
          </Button>
        </div>
      </form>
      {isWishing && <Wishes circleId={circleId} members={members} onClose={() => setWishing(false)} />}
      {isLeaving && <LeaveCircle circleId={circleId} circleName={circleName} onClose={() => setLeaving(false)} />}
    </>
  )
}
