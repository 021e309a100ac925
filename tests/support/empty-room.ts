import { newId } from '../../shared/new-id.ts'
import type { RoomState } from '../../shared/rooms.ts'

/** A table at which nothing has happened yet. */
export const emptyRoom = (): RoomState => ({
  roomId: newId(),
  circleId: newId(),
  kind: 'table',
  mode: 'on-record',
  name: 'Kitchen',
  capacity: 12,
  parentId: null,
  isOpen: true,
  head: 0,
  seats: [],
  line: [],
  visitors: [],
  session: null,
  guests: [],
  round: null,
  timer: null,
  scheduled: [],
  messages: [],
})
