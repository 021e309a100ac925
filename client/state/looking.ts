import { signal } from '@preact/signals'

/** Whether somebody can be reading: the page is visible and its window has the focus. */
export const isLooking = signal(true)

/** What has happened last that its member was to see, while they were not looking. */
export const missed = signal('')

/** Starts to follow the page's visibility and focus. */
export function watchLooking(): void {
  const look = () => {
    isLooking.value = document.visibilityState === 'visible' && document.hasFocus()
    if (isLooking.value) missed.value = ''
  }
  addEventListener('focus', look)
  addEventListener('blur', look)
  document.addEventListener('visibilitychange', look)
  look()
}

/** For who does not look just now: the name of the tab says it until they do. */
export function tellTab(text: string): void {
  if (!isLooking.peek()) missed.value = text.replace(/\.$/, '')
}
