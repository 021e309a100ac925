import { useState } from 'preact/hooks'
import { limits } from '../../../shared/limits.ts'
import { Button } from '../../ui/button.tsx'
import { focusFirstProblem, Problem, TextArea, TextField } from '../../ui/field.tsx'
import { inviteTemplate, ownLength, reasonProblem } from './invite-words.ts'

type InviteMakerProps = {
  title?: string
  isBusy: boolean
  problem: string | null
  /** Makes the invite; true when it is there. */
  onInvite: (addressee: string, reason: string) => Promise<boolean>
}

/** One person, and why they belong: 40 characters of the steward's own at least. */
export function InviteMaker({ title = 'Invite somebody', isBusy, problem, onInvite }: InviteMakerProps) {
  const [addressee, setAddressee] = useState('')
  const [reason, setReason] = useState(inviteTemplate)
  const [hasTried, setTried] = useState(false)
  const nameProblem = hasTried && addressee.trim() === '' ? 'Whom do you invite?' : null
  const whyProblem = hasTried ? reasonProblem(reason) : null
  return (
    <form
      class="card stack"
      noValidate
      onSubmit={async (event) => {
        event.preventDefault()
        setTried(true)
        if (addressee.trim() === '' || reasonProblem(reason)) return focusFirstProblem(event.currentTarget)
        if (!(await onInvite(addressee.trim(), reason.trim()))) return
        setAddressee('')
        setReason(inviteTemplate)
        setTried(false)
      }}
    >
      <h2>{title}</h2>
      <TextField
        label="Name"
        hint="The invite speaks to this one person."
        value={addressee}
        onValue={setAddressee}
        error={nameProblem}
        maxLength={limits.member.nameLength}
      />
      <TextArea
        label="Why you"
        hint="They read this first, under your name. Say what you saw in them and what they could bring. The counter counts your own words only."
        value={reason}
        onValue={setReason}
        error={whyProblem}
        min={limits.invite.reasonMin}
        max={limits.invite.reasonLength}
        counted={ownLength(reason)}
      />
      <Problem text={problem} />
      <div class="row">
        <Button type="submit" icon="mail" isBusy={isBusy}>
          Make the invite
        </Button>
      </div>
    </form>
  )
}
