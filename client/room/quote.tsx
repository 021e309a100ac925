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

const pagesAtMost = 6

/** Shows a message by its number; asks for older pages until it is there. */
export async function findMessage(seq: number): Promise<void> {
  for (let page = 0; page < pagesAtMost; page++) {
    const element = messageElement(seq)
    if (element) return showMessage(element)
    const { messages = [], hasOlder = false } = transcript.peek() ?? {}
    if (!hasOlder || (messages[0]?.seq ?? 0) <= seq) break
    await loadOlder()
    await new Promise(requestAnimationFrame)
  }
  notify('This message is too far back to show here.')
}
