import { limits } from '../../shared/limits.ts'
import type { Answer } from '../../shared/errors.ts'
import { useBegun } from '../state/begun.ts'
import { problemOf } from '../state/doing.ts'
import { Check, Chips } from '../ui/choice.tsx'
import { ConfirmDialog } from '../ui/dialog.tsx'
import { TextArea } from '../ui/field.tsx'
import { helpKinds, type HelpKind } from './help-words.ts'

type HelpDialogProps = {
  /** The table at which somebody calls: what they write about it is kept for as long as the page lives. */
  tableId: string
  /** Whom a call about safety may be about. */
  people: readonly { memberId: string; name: string }[]
  onCall: (call: { kind: HelpKind; text: string; about: string[] }) => Promise<Answer<unknown>>
  onClose: () => void
}

const nobody: readonly string[] = []

/** Calls a host: what for, and in a few words what about. */
export function HelpDialog({ tableId, people, onCall, onClose }: HelpDialogProps) {
  const kind = useBegun<HelpKind>(`kind of call ${tableId}`, 'question')
  const words = useBegun(`call ${tableId}`, '')
  const named = useBegun<readonly string[]>(`named in call ${tableId}`, nobody)
  const isSafety = kind.value === 'safety'
  const call = async () => {
    const text = words.value.trim()
    const answer = await onCall({ kind: kind.value, text, about: isSafety ? [...named.value] : [] })
    if (answer.ok) {
      kind.set('question')
      words.set('')
      named.set(nobody)
    }
    return problemOf(answer)
  }
  return (
    <ConfirmDialog
      title="Call for help"
      confirm="Call a host"
      isReady={words.value.length <= limits.help.textLength}
      onConfirm={call}
      onClose={onClose}
    >
      <Chips legend="What is it?" value={kind.value} options={helpKinds} onValue={kind.set} />
      <p class="hint">
        {isSafety
          ? 'Nobody here is told that you called. Only hosts see it, and never those whom you name below.'
          : 'One host after the other is asked to come, until somebody is on the way. The room is told who comes.'}
      </p>
      <TextArea
        label="In a few words, if you like"
        value={words.value}
        onValue={words.set}
        max={limits.help.textLength}
        rows={2}
      />
      {isSafety && (
        <fieldset class="field">
          <legend>Is it about somebody?</legend>
          {named.value.length >= limits.help.about && (
            <p class="hint">{limits.help.about} people can be named at most.</p>
          )}
          <div class="help-about">
            {people.map(({ memberId, name }) => (
              <Check
                key={memberId}
                label={<bdi>{name}</bdi>}
                isChecked={named.value.includes(memberId)}
                onChange={(isNamed) => {
                  const others = named.value.filter((id) => id !== memberId)
                  named.set(isNamed ? [...others, memberId].slice(0, limits.help.about) : others)
                }}
              />
            ))}
          </div>
        </fieldset>
      )}
    </ConfirmDialog>
  )
}
