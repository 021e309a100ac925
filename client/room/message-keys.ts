import { useEffect } from 'preact/hooks'
import { onKey } from '../keys.ts'
import { myId } from '../state/me.ts'
import { transcript } from '../state/room.ts'
import { active, edit, focusComposer, messageElement, replyTo, stopComposing } from './composing.ts'
import { isEditable, lastEditable } from './write.ts'

/**
 * The room's keys: j and k go from message to message, r answers, e changes this one or one's last, Escape goes back to
 * writing.
 */
export function useMessageKeys(): void {
  useEffect(() => {
    const stops = [
      onKey('j', () => step(1)),
      onKey('k', () => step(-1)),
      onKey('r', () => withCurrent(replyTo)),
      onKey('e', editCurrent),
      onKey('Escape', leaveMessages),
    ]
    return () => stops.forEach((stop) => stop())
  }, [])
}

/** Among the messages the arrows go from one to the next, also for who wants no single letters as keys. */
export function stepByArrow(event: KeyboardEvent): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
  const { ctrlKey, metaKey, altKey, shiftKey, target, currentTarget } = event
  const isAmong = target === currentTarget || (target as HTMLElement).matches('[data-seq]')
  if (!by || !isAmong || ctrlKey || metaKey || altKey || shiftKey) return
  event.preventDefault()
  step(by)
}

const messages = () => transcript.peek()?.messages ?? []
const focused = () => document.activeElement?.closest<HTMLElement>('[data-seq]')?.dataset['seq']
const current = () => messages().find(({ seq }) => seq === Number(focused() ?? active.peek()))

function step(by: number): void {
  const all = messages()
  const at = all.findIndex((message) => message === current())
  const next = at < 0 ? all.at(-1) : all[Math.max(0, Math.min(all.length - 1, at + by))]
  if (next) messageElement(next.seq)?.focus()
}

function withCurrent(act: (message: ReturnType<typeof messages>[number]) => void): void {
  const message = current()
  if (message && message.text !== null) act(message)
}

function editCurrent(): void {
  const me = myId.peek()
  const [message, last] = [current(), lastEditable(messages(), me)]
  if (message && isEditable(message, me)) edit(message)
  else if (last) edit(last)
}

function leaveMessages(): void {
  active.value = null
  stopComposing()
  focusComposer()
}
