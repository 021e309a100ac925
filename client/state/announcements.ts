import { signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { onEvent } from '../api/socket.ts'

/** `isForAll` unless it was said to this breakout alone. */
export type Announcement = { roomId: Id; hostId: Id | null; text: string; at: number; isForAll: boolean }

/** What a host said to a room, until it is put away. Only the newest of each room. */
export const announcements = signal<readonly Announcement[]>([])

export const putAway = (roomId: Id) => {
  announcements.value = announcements.value.filter((said) => said.roomId !== roomId)
}

onEvent((event) => {
  if (event.kind === 'host:announced') {
    const { text, breakoutId } = event.body
    const said = { roomId: event.roomId, hostId: event.memberId, text, at: event.at, isForAll: !breakoutId }
    announcements.value = [...announcements.value.filter((other) => other.roomId !== event.roomId), said]
  }
  if (event.kind === 'round:closed') putAway(event.roomId)
})
