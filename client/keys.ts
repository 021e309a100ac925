import { signal } from '@preact/signals'
import { prefs } from './state/prefs.ts'

/** Whether the help about keys is open. */
export const isHelpOpen = signal(false)

/** What each key does, for the help. */
export const keyWords = [
  ['?', 'Show these keys'],
  ['j / k', 'Next and previous message'],
  ['r', 'Answer the message'],
  ['e', 'Change the message, if it is yours'],
  ['Esc', 'Stop what was begun, back to writing'],
  ['↑', 'In an empty field: change your last message'],
  ['@', 'While writing: name somebody'],
] as const

const actions = new Map<string, () => void>()

/** Gives a key something to do until the returned function is called. */
export function onKey(key: string, act: () => void): () => void {
  actions.set(key, act)
  return () => {
    if (actions.get(key) === act) actions.delete(key)
  }
}

/** Listens for keys while nobody types. Single letters can be switched off in the settings. */
export function watchKeys(): void {
  onKey('?', () => (isHelpOpen.value = true))
  addEventListener('keydown', (event) => {
    const act = actions.get(event.key)
    if (!act || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target))
      return
    if (event.key.length === 1 && !prefs.peek().letterKeys) return
    if (document.querySelector('dialog[open], [popover=auto]:popover-open')) return
    event.preventDefault()
    act()
  })
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'))
