import { signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { isPassing } from '../api/answers.ts'
import { note } from '../api/http.ts'
import { connection, onOpen, tell } from '../api/socket.ts'

/** How far this member has read in each room that was opened here. */
export const reads = signal<Readonly<Record<Id, number>>>({})

const sayAfterMs = 400
const againMs = 4_000

/** Rooms of whose mark the server is to be told. */
const timers = new Map<Id, ReturnType<typeof setTimeout>>()

/** The server's own note, as a snapshot brought it. */
export function learnRead(roomId: Id, seq: number): void {
  if (seq > (reads.peek()[roomId] ?? -1)) reads.value = { ...reads.peek(), [roomId]: seq }
}

/** Everything up to `seq` was displayed to somebody who was looking. */
export function markRead(roomId: Id, seq: number): void {
  if (seq <= (reads.peek()[roomId] ?? 0)) return
  learnRead(roomId, seq)
  sayIn(sayAfterMs, roomId)
}

/** Tells the server, until it has heard: a mark that is lost would be told by nobody again. */
function sayIn(ms: number, roomId: Id): void {
  clearTimeout(timers.get(roomId))
  timers.set(
    roomId,
    setTimeout(() => void say(roomId), ms),
  )
}

async function say(roomId: Id): Promise<void> {
  timers.delete(roomId)
  const carry = connection.peek().state === 'open' ? tell : note
  const answer = await carry('read:mark', { roomId, seq: reads.peek()[roomId] ?? 0 })
  if (!answer.ok && isPassing(answer.error) && !timers.has(roomId)) sayIn(againMs, roomId)
}

onOpen(() => timers.forEach((_, roomId) => sayIn(0, roomId)))
