import { effect } from '@preact/signals'
import { useState } from 'preact/hooks'
import { me } from './me.ts'

const begun = new Map<string, string>()

// What somebody else begins on this device is nobody else's.
effect(() => {
  if (me.value === null) begun.clear()
})

/**
 * The words of a field in a dialog that may go from the screen by itself, as with a round that ends: they are there again
 * when it is opened anew, as long as the page lives.
 *
 * @param key what is written about
 */
export function useBegunWords(key: string) {
  const [, show] = useState(0)
  const set = (text: string) => {
    if (text === '') begun.delete(key)
    else begun.set(key, text)
    show((n) => n + 1)
  }
  return {
    text: begun.get(key) ?? '',
    set,
    /** These have arrived; what was written meanwhile stays. */
    sent(words: string) {
      if (begun.get(key) === words) set('')
    },
  }
}
