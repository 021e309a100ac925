import { limits } from '../../shared/limits.ts'
import { run } from '../api/run.ts'
import { useBegun } from '../state/begun.ts'
import { problemOf } from '../state/doing.ts'
import { nameOf } from '../state/names.ts'
import { ConfirmDialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'
import { namesText } from './words.ts'

type OutcomeDialogProps = {
  call: { helpId: string; tableId: string; memberId: string; text: string; about: readonly string[] }
  onDone: () => void
  onClose: () => void
}

/** A host writes down what was done about a call for safety: with that, and not before, it is closed. */
export function OutcomeDialog({ call, onDone, onClose }: OutcomeDialogProps) {
  const { helpId, tableId, memberId, text, about } = call
  const outcome = useBegun(`outcome ${helpId}`, '')
  const length = outcome.value.trim().length
  return (
    <ConfirmDialog
      title="What was done"
      confirm="Keep it and close the call"
      isReady={length > 0 && length <= limits.help.outcomeLength}
      onConfirm={async () => {
        const answer = await run('help:resolve', { roomId: tableId, helpId, outcome: outcome.value.trim() })
        if (answer.ok) {
          outcome.set('')
          onDone()
        }
        return problemOf(answer)
      }}
      onClose={onClose}
    >
      <p>
        <b>{nameOf(memberId)}</b> called about safety. {text && <span class="said">“{text}”</span>}
        {about.length > 0 && ` It is about ${namesText(about, nameOf)}.`}
      </p>
      <TextArea
        label="What was done"
        hint={`${nameOf(memberId)} reads it, and the hosts who are not named in the call. It cannot be changed later.`}
        max={limits.help.outcomeLength}
        rows={4}
        value={outcome.value}
        onValue={outcome.set}
      />
    </ConfirmDialog>
  )
}
