import { computed, effect, signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import type { QueryReply } from '../../shared/queries.ts'
import { ask, onMissed, onSignal } from '../api/socket.ts'
import { myId } from './me.ts'
import { nameOf } from './names.ts'
import { isPutAway, putAway } from './put-away.ts'
import { tableId } from './room.ts'

export type Aside = QueryReply<'aside:list'>['asides'][number]

/** What was said aside at this table, as far as this member may read it; the oldest first. */
export const asides = signal<readonly Aside[]>([])

/** What others have said and is not put away yet, the oldest first. */
export const newAsides = computed<readonly Aside[]>(() =>
  asides.value.filter(({ asideId, memberId }) => memberId !== myId.value && !isPutAway(asideId)),
)

/** Whoever answers reads the whole thread. */
export function putThreadAway({ threadId }: Aside): void {
  for (const one of newAsides.peek()) if (one.threadId === threadId) putAway(one.asideId)
}

/** What the hosts have said with one person and what that person has answered; with null what they say among themselves. */
export const threadWith = (withId: Id | null) =>
  asides.value
    .filter(({ threadId }) => threadId === withId)
    .map(({ asideId, memberId, text, at }) => ({
      id: asideId,
      by: nameOf(memberId),
      isMine: memberId === myId.value,
      text,
      at,
    }))

let asked = 0

/** Asks again, as after one's own word. */
export async function lookAtAsides(): Promise<void> {
  const roomId = tableId.peek()
  const question = ++asked
  if (!roomId) return
  const answer = await ask('aside:list', { roomId })
  if (answer.ok && question === asked && roomId === tableId.peek()) asides.value = answer.reply.asides
}

onSignal('aside', ({ roomId }) => {
  if (roomId === tableId.peek()) void lookAtAsides()
})
onMissed(() => void lookAtAsides())
effect(() => {
  asides.value = []
  if (tableId.value) void lookAtAsides()
})
