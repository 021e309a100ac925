import type { RoomState } from '../../shared/rooms.ts'

/** The host's tools for rounds; their code comes only to those who lead. */
export function FacilitatorTools({ state }: { state: RoomState }) {
  return state.round ? null : null
}
