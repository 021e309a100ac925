import { computed, effect, signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import type { QueryReply } from '../../shared/queries.ts'
import { ask, onMissed, onSignal } from '../api/socket.ts'
import { myId } from './me.ts'
import { tableId } from './room.ts'

/** The open calls of the table that this person may see, longest waiting first. */
export const calls = signal<QueryReply<'help:queue'>['calls']>([])

/** Those of others: who leads answers no call of their own. */
export const othersCalls = computed(() => calls.value.filter(({ memberId }) => memberId !== myId.value))

/** Rises whenever something at the desk may have changed: what shows it asks again. */
export const deskNews = signal(0)

let asked = 0

async function look(): Promise<void> {
  const roomId = tableId.peek()
  const question = ++asked
  if (!roomId) return void (calls.value = [])
  const answer = await ask('help:queue', { roomId })
  if (question === asked && answer.ok) calls.value = answer.reply.calls
}

/** After one's own change: signals come to others, but a repeated look costs nothing. */
export function deskChanged(): void {
  deskNews.value++
  void look()
}

const hears = ({ roomId }: { roomId: Id }) => {
  if (roomId === tableId.peek()) deskChanged()
}

onSignal('help', hears)
onSignal('desk', hears)
onMissed(deskChanged)
effect(() => {
  calls.value = []
  if (tableId.value) void look()
})
