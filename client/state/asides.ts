import { effect, signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import type { QueryReply } from '../../shared/queries.ts'
import { ask, onSignal } from '../api/socket.ts'
import { myId } from './me.ts'
import { tableId } from './room.ts'

type Aside = QueryReply<'aside:list'>['asides'][number]

/** The newest thing that a host of this table has said aside to this member, until it is put away. */
export const aside = signal<Aside | null>(null)

// Until when everything was put away, on this device and for as long as the tab lives.
const readKey = 'kith-asides-read'
const readUntil = () => Number(sessionStorage.getItem(readKey) ?? 0)

export function putAsideAway({ at }: Aside): void {
  sessionStorage.setItem(readKey, String(at))
  aside.value = null
}

async function look(roomId: Id): Promise<void> {
  const answer = await ask('aside:list', { roomId })
  if (!answer.ok || roomId !== tableId.peek()) return
  aside.value = answer.reply.asides.findLast(({ memberId, at }) => memberId !== myId.peek() && at > readUntil()) ?? null
}

onSignal('aside', ({ roomId }) => {
  if (roomId === tableId.peek()) void look(roomId)
})
effect(() => {
  aside.value = null
  if (tableId.value) void look(tableId.value)
})
