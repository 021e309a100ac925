import { effect } from '@preact/signals'
import { useState } from 'preact/hooks'
import { me } from './me.ts'

const begun = new Map<string, unknown>()

// What somebody else begins on this device is nobody else's.
effect(() => {
  if (me.value === null) begun.clear()
})

/**
 * What was begun in a dialog that may go from the screen by itself, as with a round that ends: it is there again when that is
 * opened anew, as long as the page lives. Words and whom they are for are kept alike.
 *
 * @param key what it is about
 * @param usual what stands there at first, and again once it has arrived
 */
export function useBegun<Value>(key: string, usual: Value) {
  const [, show] = useState(0)
  const set = (value: Value) => {
    if (value === usual) begun.delete(key)
    else begun.set(key, value)
    show((n) => n + 1)
  }
  return {
    value: begun.has(key) ? (begun.get(key) as Value) : usual,
    set,
    /** This has arrived; what was put there meanwhile stays. */
    sent(value: Value) {
      if (begun.get(key) === value) set(usual)
    },
  }
}
