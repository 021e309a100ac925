import { signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { tell } from '../api/socket.ts'

/** How far this member has read in each room that was opened here. */
export const reads = signal<Readonly<Record<Id, number>>>({})

const sayAfterMs = 400
const timers = new Map<Id, ReturnType<typeof setTimeout>>()

/** The server's own note, as a snapshot brought it. */
export function learnRead(roomId: Id, seq: number): void {
  if (seq > (reads.peek()[roomId] ?? -1)) reads.value = { ...reads.peek(), [roomId]: seq }
}

/** Everything up to `seq` was displayed to somebody who was looking. */
export function markRead(roomId: Id, seq: number): void {
  if (seq <= (reads.peek()[roomId] ?? 0)) return
  learnRead(roomId, seq)
  clearTimeout(timers.get(roomId))
  timers.set(
    roomId,
    setTimeout(() => void tell('read:mark', { roomId, seq: reads.peek()[roomId] ?? seq }), sayAfterMs),
  )
}
