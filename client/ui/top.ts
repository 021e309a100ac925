import { signal } from '@preact/signals'
import { createContext, type ComponentChildren } from 'preact'
import { useLayoutEffect } from 'preact/hooks'

/** Gives what is new. All is inert but the topmost dialog: each has news of its own, and so has the page. */
export const NewsContext = createContext<(isTop: boolean) => ComponentChildren>(() => null)

/** The dialogs that are shown, the topmost last. */
const shown = signal<readonly object[]>([])

export const isPageTop = () => shown.value.length === 0

const backAfterMs = 100

/** Whether nothing stands over the dialog that shows itself with this key. */
export function useTop(key: object): boolean {
  useLayoutEffect(() => {
    shown.value = [...shown.peek(), key]
    return () => {
      // What comes into a place in the moment in which it ceases to be inert is not read out.
      setTimeout(() => (shown.value = shown.peek().filter((other) => other !== key)), backAfterMs)
    }
  }, [])
  return shown.value.at(-1) === key
}
