import { effect, signal } from '@preact/signals'
import { isReachable } from '../api/http.ts'
import { connection } from '../api/socket.ts'

export { connection }

const bannerAfterMs = 2_000

/** What the banner says: nothing until the connection has been gone for 2 s, most breaks are over by then. */
export const trouble = signal<'none' | 'lost' | 'polling'>('none')

effect(() => {
  const { state, since } = connection.value
  if (state === 'open' || state === 'off') return void (trouble.value = 'none')
  if (state === 'polling') return void (trouble.value = isReachable.value ? 'polling' : 'lost')
  const show = () => (trouble.value = 'lost')
  const timer = setTimeout(show, Math.max(0, since + bannerAfterMs - Date.now()))
  return () => clearTimeout(timer)
})
