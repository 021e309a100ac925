import { computed } from '@preact/signals'
import { isLooking, missed } from './looking.ts'
import { myId } from './me.ts'
import { isInside } from './place.ts'
import { reads } from './reads.ts'
import { place, room, transcript } from './room.ts'

/** What a tab is called that shows this page: while its member looks elsewhere, what waits for them stands first. */
export function tabTitle(page: string): string {
  if (isLooking.value) return titleOf(page, '', 0)
  // A seat is held for two minutes only: nothing else that was missed comes before it.
  return titleOf(page, place.value.kind === 'offered' ? 'A seat is free' : missed.value, unread.value)
}

export function titleOf(page: string, news: string, count: number): string {
  const title = [news, page, 'Kith'].filter(Boolean).join(' · ')
  return news || count === 0 ? title : `(${count}) ${title}`
}

/** How many words of others in the room on the screen have not been read. */
const unread = computed(() => {
  if (!isInside(place.value)) return 0
  const readUpTo = reads.value[room.value?.roomId ?? ''] ?? 0
  const messages = transcript.value?.messages ?? []
  return messages.filter(({ seq, memberId, text }) => seq > readUpTo && text !== null && memberId !== myId.value).length
})
