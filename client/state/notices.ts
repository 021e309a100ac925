import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { tellTab } from './looking.ts'

export type Notice = {
  id: number
  text: string
  tone: 'plain' | 'good' | 'bad'
  action?: { label: string; run: () => void }
}

/** Short news at the edge of the screen (toasts), newest last. `ui/` shows them, anybody may `notify`. */
export const notices = signal<Notice[]>([])

/** What a screen reader says politely, in the live region of the page or of a dialog over it. */
export const announcement = signal({ text: '' })

const sayAfterMs = 100

let lastId = 0
let toSay: string[] = []

/** Shows it for a while; gives the id by which it goes earlier. */
export function notify(text: string, more: Partial<Pick<Notice, 'tone' | 'action'>> = {}): number {
  const notice: Notice = { id: ++lastId, text, tone: 'plain', ...more }
  notices.value = [...notices.value.slice(-2), notice]
  tellTab(text)
  // An action needs time to be reached; reading alone needs less.
  setTimeout(() => dismiss(notice.id), more.action ? 20_000 : 7_000)
  return notice.id
}

export const dismiss = (id: number) => {
  notices.value = notices.value.filter((notice) => notice.id !== id)
}

/**
 * Says it a moment later: by then a dialog that opens with it is there, one that closes with it has given the page back to
 * who listens, and what else happened in the same moment is said along.
 */
export function announce(text: string): void {
  if (toSay.push(text) > 1) return
  setTimeout(() => {
    const said = toSay.join(' ')
    toSay = []
    // The same words twice would not be read again.
    announcement.value = { text: announcement.peek().text === said ? `${said}\u00a0` : said }
  }, sayAfterMs)
}

/** Says what a view shows, when it appears and when it changes: a live region that comes with its words is not read out. */
export const useSaid = (text: string | null) => useEffect(() => void (text && announce(text)), [text])
