import type { RoomState } from '../../shared/rooms.ts'

/** What a room is called where people read it: the commons carries its circle's name, which says nothing there. */
export const roomName = ({ kind, name }: Pick<RoomState, 'kind' | 'name'>) =>
  kind === 'commons' ? 'The commons' : name
