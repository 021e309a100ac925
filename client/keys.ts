import { signal } from '@preact/signals'
import { prefs } from './state/prefs.ts'

/** Whether the help about keys is open. */
export const isHelpOpen = signal(false)

/** Whether the switcher is open. */
export const isSwitching = signal(false)

/** For so long whatever is pressed waits for the switcher, whose code may still be on its way. */
const holdMs = 2_000
let calledAt = -holdMs
let heldWords = ''

/** What was typed for the switcher before it was there. */
export const typedAhead = () => heldWords

// There Ctrl with a letter belongs to whoever writes.
const isApple = /Mac|iPhone|iPad/.test(navigator.platform)

/** What each key does, for the help. */
export const keyWords = [
  ['?', 'Show these keys'],
  [isApple ? '⌘ K' : 'Ctrl K', 'Go to a circle, a table, a recap or somebody'],
  ['j / k', 'Next and previous message'],
  ['↓ / ↑', 'The same, where the focus is among the messages'],
  ['r', 'Answer the message'],
  ['e', 'Change the message, or the last one of yours'],
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

/** Listens for keys: for single ones, which can be switched off in the settings, while nobody types. */
export function watchKeys(): void {
  onKey('?', () => (isHelpOpen.value = true))
  addEventListener('keydown', holdForSwitcher, { capture: true })
  addEventListener('keydown', (event) => {
    const act = isForSwitcher(event) ? callSwitcher : actionOf(event)
    if (!act || event.defaultPrevented || document.querySelector('dialog[open], [popover=auto]:popover-open')) return
    event.preventDefault()
    act()
  })
}

function callSwitcher(): void {
  isSwitching.value = true
  calledAt = performance.now()
  heldWords = ''
}

// Else it would go into what is being written, and Enter would send that.
function holdForSwitcher(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey } = event
  const isAwaited =
    isSwitching.peek() && performance.now() - calledAt < holdMs && !document.querySelector('dialog[open]')
  if (!isAwaited || ctrlKey || metaKey || altKey) return
  event.preventDefault()
  event.stopPropagation()
  if (key === 'Escape') isSwitching.value = false
  else if (key.length === 1) heldWords += key
}

const isForSwitcher = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) =>
  key.toLowerCase() === 'k' && (isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey && !shiftKey

function actionOf({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent) {
  if (ctrlKey || metaKey || altKey || isTyping(target) || (key.length === 1 && !prefs.peek().letterKeys)) return
  return actions.get(key)
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'))
