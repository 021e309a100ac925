import { signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { onEvent, onSignal, tell } from '../api/socket.ts'
import { myId } from './me.ts'

const shownMs = 4_000
const repeatMs = 2_500

type Writer = { roomId: Id; memberId: Id }

const writers = signal<readonly Writer[]>([])
const timers = new Map<string, ReturnType<typeof setTimeout>>()
let lastTold = { roomId: '', at: 0 }

/** Who is writing in a room at this moment, without oneself. */
export const writersIn = (roomId: Id) =>
  writers.value.filter((w) => w.roomId === roomId && w.memberId !== myId.value).map((w) => w.memberId)

/** Says that this member writes; at most once in 2.5 s. */
export function tellTyping(roomId: Id): void {
  const now = Date.now()
  if (lastTold.roomId === roomId && now - lastTold.at < repeatMs) return
  lastTold = { roomId, at: now }
  void tell('typing:start', { roomId })
}

function shown(roomId: Id, memberId: Id): void {
  const key = `${roomId} ${memberId}`
  clearTimeout(timers.get(key))
  timers.set(key, setTimeout(hidden, shownMs, roomId, memberId))
  if (!writers.peek().some((w) => w.roomId === roomId && w.memberId === memberId)) {
    writers.value = [...writers.peek(), { roomId, memberId }]
  }
}

function hidden(roomId: Id, memberId: Id): void {
  writers.value = writers.peek().filter((w) => w.roomId !== roomId || w.memberId !== memberId)
}

onSignal('typing', ({ roomId, memberId }) => shown(roomId, memberId))
onEvent((event) => {
  // What was being written has arrived, or its writer has gone: nobody waits for it any more.
  if (event.kind === 'message:sent' && event.memberId) hidden(event.roomId, event.memberId)
  if (event.kind === 'seat:left' || event.kind === 'member:removed') hidden(event.roomId, event.body.memberId)
})
