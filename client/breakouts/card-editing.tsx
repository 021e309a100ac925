import type { CardEditor, CardState } from '../state/card-editor.ts'
import { nameOf } from '../state/names.ts'
import { refusalText } from '../state/refusal-text.ts'
import { Problem } from '../ui/field.tsx'
import { CardFormView } from './card-form-view.tsx'

/** The card under the hands of its people, and how it stands with saving. */
export function CardEditing({ state, editor }: { state: CardState; editor: CardEditor }) {
  const { form, clashes, saving, refusal, view } = state
  const owned = form.actions.flatMap(({ ownerId }) => ownerId ?? [])
  const owners = [...new Set([...view.memberIds, ...owned])].map((memberId) => ({ memberId, name: nameOf(memberId) }))
  return (
    <>
      <CardFormView
        form={form}
        clashes={clashes}
        owners={owners}
        onEdit={(change) => editor.edit(change)}
        onSettle={(field, takes) => editor.settle(field, takes)}
      />
      <p class="hint" role="status">
        {savingWords[saving]}
      </p>
      <Problem text={refusal && refusalText(refusal)} />
    </>
  )
}

const savingWords: Record<CardState['saving'], string> = {
  saved: 'Everything is saved.',
  waiting: 'This is saved when you pause.',
  late: 'Not saved yet: it is tried again by itself. Your words are kept on this device.',
  refused: 'This is not saved.',
}
