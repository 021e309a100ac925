import type { Id } from '../../shared/ids.ts'
import type { RoomState } from '../../shared/rooms.ts'

/** Where a member stands with a room. `place` 1 is next in line; an offer is held until `until`, by the server's clock. */
export type Place =
  | { kind: 'commons' }
  | { kind: 'seated'; no: number }
  | { kind: 'offered'; no: number; until: number }
  | { kind: 'waiting'; place: number }
  | { kind: 'visiting' }
  | { kind: 'outside' }

export function placeIn(state: RoomState, memberId: Id | null): Place {
  if (state.kind === 'commons') return { kind: 'commons' }
  const seat = state.seats.find((held) => held.memberId === memberId)
  if (seat && seat.offeredUntil !== null) return { kind: 'offered', no: seat.no, until: seat.offeredUntil }
  if (seat) return { kind: 'seated', no: seat.no }
  if (state.visitors.some((id) => id === memberId)) return { kind: 'visiting' }
  const index = state.line.findIndex((id) => id === memberId)
  return index < 0 ? { kind: 'outside' } : { kind: 'waiting', place: index + 1 }
}

/** Whether the room's words reach this member, and theirs the room. */
export const isInside = ({ kind }: Place) => kind === 'commons' || kind === 'seated' || kind === 'visiting'

/** How many could sit down now: nobody passes those who wait in line. */
export const freeSeats = ({ capacity, seats, line }: RoomState) =>
  line.length > 0 ? 0 : Math.max(0, capacity - seats.length)
