import { effect, signal } from '@preact/signals'

export type Theme = 'system' | 'light' | 'dark'
export type Prefs = {
  theme: Theme
  /** Enter sends and Shift-Enter breaks the line; else Enter breaks it and Ctrl-Enter sends. */
  enterSends: boolean
  /** Single letters act as keys while nobody types. */
  letterKeys: boolean
}

const usual: Prefs = { theme: 'system', enterSends: true, letterKeys: true }
const key = 'kith:prefs'

/** How this device likes it; kept here, not on the server. */
export const prefs = signal<Prefs>(read())

export const setPref = <K extends keyof Prefs>(name: K, value: Prefs[K]) => {
  prefs.value = { ...prefs.value, [name]: value }
}

/** Writes the theme where the styles look for it (`data-theme` on the root; absent for the system's) and keeps all. */
export function applyPrefs(): void {
  effect(() => {
    const { theme } = prefs.value
    if (theme === 'system') delete document.documentElement.dataset['theme']
    else document.documentElement.dataset['theme'] = theme
    try {
      localStorage.setItem(key, JSON.stringify(prefs.value))
    } catch {
      // A browser that keeps nothing starts with the usual ones next time.
    }
  })
}

function read(): Prefs {
  try {
    return { ...usual, ...(JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Prefs>) }
  } catch {
    return usual
  }
}
