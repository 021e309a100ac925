import { IconButton } from '../ui/button.tsx'
import { nameOf } from '../state/names.ts'
import { composing } from './composing.ts'
import { plainText } from './markdown.tsx'

/** Says above the field what is being answered or changed, and how to stop. */
export function ComposingAbout({ onStop }: { onStop: () => void }) {
  const { replyTo, editing } = composing.value
  const about = editing ?? replyTo
  if (!about) return null
  return (
    <div class="composing-about">
      <p class="grow">
        <b>{editing ? 'Changing your message' : `Answering ${nameOf(about.memberId)}`}</b>
        <span class="clip">{plainText(about.text ?? '')}</span>
      </p>
      <IconButton icon="close" label={editing ? 'Stop changing it' : 'Stop answering it'} onClick={onStop} />
    </div>
  )
}
