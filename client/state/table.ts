import { effect, signal } from '@preact/signals'
import type { Refusal } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import type { QueryReply } from '../../shared/queries.ts'
import { backoffMs, isPassing } from '../api/answers.ts'
import { ask, connection, onEvent, onMissed, onSignal, tell } from '../api/socket.ts'
import { circle } from './circle.ts'

export type Table = QueryReply<'circle:table'>

/** The home screen of the circle that is shown: rooms with free seats and unread counts, where the member sits. */
export const table = signal<Table | null>(null)
export const tableRefusal = signal<Refusal | null>(null)

let watched: Id | null = null
let timer: ReturnType<typeof setTimeout> | undefined
let tries = 0

/** Shows the table of a circle and keeps it fresh until the returned function is called. */
export function watchTable(circleId: Id): () => void {
  if (watched !== circleId) table.value = tableRefusal.value = null
  watched = circleId
  tries = 0
  void tell('table:watch', { circleId })
  void loadTable(circleId)
  return () => {
    if (watched !== circleId) return
    watched = null
    clearTimeout(timer)
    void tell('table:watch', { circleId: null })
  }
}

/** Hears how full the circle's rooms are, without showing its table. */
export function watchPulse(circleId: Id): () => void {
  return effect(() => {
    if (connection.value.state !== 'open' || watched) return
    void tell('table:watch', { circleId })
    return () => void (watched || tell('table:watch', { circleId: null }))
  })
}

export async function loadTable(circleId: Id): Promise<void> {
  const answer = await ask('circle:table', { circleId })
  // It may come when another circle is shown already.
  if (circleId !== watched) return
  if (answer.ok) table.value = answer.reply
  tableRefusal.value = answer.ok ? null : answer.error
  if (answer.ok) tries = 0
  else if (isPassing(answer.error)) loadSoon(Math.max(answer.error.details.retryAfterMs ?? 0, backoffMs(tries++)))
}

/** Unread counts and names come from the server; many changes in one moment make one question. */
function loadSoon(afterMs = 200 + Math.random() * 400): void {
  clearTimeout(timer)
  timer = setTimeout(() => watched && void loadTable(watched), afterMs)
}

onSignal('pulse', ({ circleId, rooms }) => {
  const now = table.peek()
  if (circleId !== watched || !now) return
  const pulses = new Map(rooms.map((room) => [room.roomId, room]))
  const isMoved = now.rooms.some((room) => (pulses.get(room.roomId)?.head ?? room.head) > room.head)
  const isNews = rooms.some(({ roomId }) => now.rooms.every((room) => room.roomId !== roomId))
  table.value = { ...now, rooms: now.rooms.map((room) => ({ ...room, ...pulses.get(room.roomId) })) }
  if (isMoved || isNews) loadSoon()
})
onEvent((event) => {
  if (watched && event.roomId === circle.peek()?.commonsId) loadSoon()
})
onMissed(() => {
  if (!watched) return
  void tell('table:watch', { circleId: watched })
  void loadTable(watched)
})
