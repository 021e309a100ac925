import { signal } from '@preact/signals'

export type Notice = {
  id: number
  text: string
  tone: 'plain' | 'good' | 'bad'
  action?: { label: string; run: () => void }
}

/** Short news at the edge of the screen (toasts), newest last. `ui/` shows them, anybody may `notify`. */
export const notices = signal<Notice[]>([])

/** What a screen reader says politely; the shell keeps the live region. */
export const announcement = signal('')

let lastId = 0

/** Shows it for a while; gives the id by which it goes earlier. */
export function notify(text: string, more: Partial<Pick<Notice, 'tone' | 'action'>> = {}): number {
  const notice: Notice = { id: ++lastId, text, tone: 'plain', ...more }
  notices.value = [...notices.value.slice(-2), notice]
  // An action needs time to be reached; reading alone needs less.
  setTimeout(() => dismiss(notice.id), more.action ? 20_000 : 7_000)
  return notice.id
}

export const dismiss = (id: number) => {
  notices.value = notices.value.filter((notice) => notice.id !== id)
}

export function announce(text: string): void {
  // The same words twice would not be read again.
  announcement.value = announcement.peek() === text ? `${text}\u00a0` : text
}
