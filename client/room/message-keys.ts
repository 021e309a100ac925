import { useEffect } from 'preact/hooks'
import { onKey } from '../keys.ts'
import { myId } from '../state/me.ts'
import { transcript } from '../state/room.ts'
import { active, edit, focusComposer, messageElement, replyTo, stopComposing } from './composing.ts'
import { isEditable } from './write.ts'

/** The room's keys: j and k go from message to message, r answers, e changes, Escape goes back to writing. */
export function useMessageKeys(): void {
  useEffect(() => {
    const stops = [
      onKey('j', () => step(1)),
      onKey('k', () => step(-1)),
      onKey('r', () => withCurrent(replyTo)),
      onKey('e', () => withCurrent((message) => isEditable(message, myId.peek()) && edit(message))),
      onKey('Escape', leaveMessages),
    ]
    return () => stops.forEach((stop) => stop())
  }, [])
}

const messages = () => transcript.peek()?.messages ?? []
const focused = () => document.activeElement?.closest<HTMLElement>('[data-seq]')?.dataset['seq']
const current = () => messages().find(({ seq }) => seq === Number(focused() ?? active.peek()))

function step(by: 1 | -1): void {
  const all = messages()
  const at = all.findIndex((message) => message === current())
  const next = at < 0 ? all.at(-1) : all[Math.max(0, Math.min(all.length - 1, at + by))]
  if (next) messageElement(next.seq)?.focus()
}

function withCurrent(act: (message: ReturnType<typeof messages>[number]) => void): void {
  const message = current()
  if (message && message.text !== null) act(message)
}

function leaveMessages(): void {
  active.value = null
  stopComposing()
  focusComposer()
}
