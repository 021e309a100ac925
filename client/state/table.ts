import { effect, signal } from '@preact/signals'
import type { Refusal } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import type { QueryReply } from '../../shared/queries.ts'
import { ask, connection, onEvent, onOpen, onSignal, tell } from '../api/socket.ts'
import { circle } from './circle.ts'

export type Table = QueryReply<'circle:table'>

/** The home screen of the circle that is shown: rooms with free seats and unread counts, where the member sits. */
export const table = signal<Table | null>(null)
export const tableRefusal = signal<Refusal | null>(null)

let watched: Id | null = null
let timer: ReturnType<typeof setTimeout> | undefined

/** Shows the table of a circle and keeps it fresh until the returned function is called. */
export function watchTable(circleId: Id): () => void {
  if (watched !== circleId) table.value = null
  watched = circleId
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
  if (answer.ok) table.value = answer.reply
  tableRefusal.value = answer.ok ? null : answer.error
}

/** Unread counts and names come from the server; many changes in one moment make one question. */
function loadSoon(): void {
  clearTimeout(timer)
  timer = setTimeout(() => watched && void loadTable(watched), 200 + Math.random() * 400)
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
onOpen(() => {
  if (!watched) return
  void tell('table:watch', { circleId: watched })
  void loadTable(watched)
})
setInterval(() => {
  if (watched && connection.peek().state === 'polling') void loadTable(watched)
}, 4_000)
