import { signal } from '@preact/signals'

const key = 'kith-put-away'
const keptAtMost = 200

const ids = signal<readonly string[]>(JSON.parse(sessionStorage.getItem(key) ?? '[]') as string[])

/** Whether this was read and put away, on this device and for as long as the tab lives. */
export const isPutAway = (id: string) => ids.value.includes(id)

export function putAway(id: string): void {
  ids.value = [...ids.peek(), id].slice(-keptAtMost)
  sessionStorage.setItem(key, JSON.stringify(ids.peek()))
}
