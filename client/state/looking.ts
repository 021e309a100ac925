import { signal } from '@preact/signals'

/** Whether somebody can be reading: the page is visible and its window has the focus. */
export const isLooking = signal(true)

/** Starts to follow the page's visibility and focus. */
export function watchLooking(): void {
  const look = () => (isLooking.value = document.visibilityState === 'visible' && document.hasFocus())
  addEventListener('focus', look)
  addEventListener('blur', look)
  document.addEventListener('visibilitychange', look)
  look()
}
