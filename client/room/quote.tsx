import { limits } from '../../shared/limits.ts'
import { nameOf } from '../state/names.ts'
import { notify } from '../state/notices.ts'
import { loadOlder, transcript } from '../state/room.ts'
import { messageElement } from './composing.ts'
import { plainText } from './markdown.tsx'
import { showMessage } from './scroll.ts'

/** The message that is answered, in one line; it leads there. */
export function Quote({ seq }: { seq: number }) {
  const quoted = transcript.value?.messages.find((message) => message.seq === seq)
  const text = quoted?.text ?? null
  const words = text !== null ? plainText(text) : quoted ? 'a message that was taken back' : 'an earlier message'
  return (
    <button class="quote-line" type="button" onClick={() => void findMessage(seq)}>
      <span class="unseen">In answer to </span>
      {quoted && <b>{nameOf(quoted.memberId)}</b>} <span class="clip">{words.slice(0, 160)}</span>
    </button>
  )
}

/** Shows a message by its number, with all that was said since, where that is not there yet. */
export async function findMessage(seq: number): Promise<void> {
  let isWhole = true
  if (!messageElement(seq)) {
    const first = transcript.peek()?.messages[0]?.seq ?? seq
    if (first - seq > limits.page) notify('That was a while ago: it is being fetched.')
    isWhole = await loadOlder(seq)
    await new Promise(requestAnimationFrame)
  }
  const element = messageElement(seq)
  if (element) return showMessage(element)
  if (isWhole) notify('This message is gone, or too far back to show here.')
  else notify('This message could not be fetched. Try again in a moment.', { tone: 'bad' })
}
