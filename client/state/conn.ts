import { effect, signal } from '@preact/signals'
import { get, isReachable } from '../api/http.ts'
import { connection } from '../api/socket.ts'

export { connection }

const bannerAfterMs = 2_000

/** What the banner says: nothing until the connection has been gone for 2 s, most breaks are over by then. */
export const trouble = signal<'none' | 'lost' | 'polling'>('none')

let wasPolling = false

effect(() => {
  const { state, since } = connection.value
  // What was answered before the break says nothing of the way over HTTP.
  if (state === 'polling' && !wasPolling) isReachable.value = false
  wasPolling = state === 'polling'
  if (state === 'open' || state === 'off') return void (trouble.value = 'none')
  const isWayFound = state === 'polling' && isReachable.value
  if (state === 'polling' && !isWayFound) return void (trouble.value = 'lost')
  // A network that is back carries an answer over HTTP a moment before the live connection stands.
  const timer = isWayFound
    ? setTimeout(() => (trouble.value = 'polling'), bannerAfterMs)
    : setTimeout(() => (trouble.value = 'lost'), Math.max(0, since + bannerAfterMs - Date.now()))
  return () => clearTimeout(timer)
})

setInterval(() => {
  if (connection.peek().state === 'polling' && !isReachable.peek()) void get('me', {})
}, 2_000)
