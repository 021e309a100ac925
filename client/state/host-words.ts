import { computed } from '@preact/signals'
import type { HostWord } from '../../shared/rooms.ts'
import { myId } from './me.ts'
import { isPutAway } from './put-away.ts'
import { room } from './room.ts'

/** What other hosts said to the room on the screen since its round opened and is not put away yet, the oldest first. */
export const newWords = computed<readonly HostWord[]>(
  () => room.value?.round?.words?.filter((word) => word.memberId !== myId.value && !isPutAway(word.wordId)) ?? [],
)
