import type { CircleState, RoomCard } from './circles.ts'
import type { RoomEvent } from './events.ts'

const newestRecaps = 5

/**
 * A circle after one more event of its commons log, the twin of `fold` for what concerns everybody: facts, members, rooms,
 * sessions, recaps. The event must be the next one; equal to a fresh `circle:view` at the same head (INV-13).
 */
export function foldCircle(state: CircleState, event: RoomEvent): CircleState {
  if (event.seq !== state.head + 1) throw new Error(`event ${event.seq} does not follow ${state.head}`)
  return { ...state, ...changeBy(state, event), head: event.seq }
}

function changeBy(state: CircleState, event: RoomEvent): Partial<CircleState> {
  switch (event.kind) {
    case 'circle:changed':
      return { facts: event.body.facts }

    case 'member:joined': {
      const { memberId, name, role } = event.body
      const others = state.members.filter((member) => member.memberId !== memberId)
      return { members: [...others, { memberId, name, role, joinedAt: event.at }] }
    }
    case 'member:renamed': {
      const { memberId, name } = event.body
      return { members: state.members.map((m) => (m.memberId === memberId ? { ...m, name } : m)) }
    }
    case 'member:role-changed': {
      const { memberId, role } = event.body
      return { members: state.members.map((m) => (m.memberId === memberId ? { ...m, role } : m)) }
    }
    case 'member:left':
    case 'member:removed':
      return { members: state.members.filter((member) => member.memberId !== event.body.memberId) }

    case 'room:opened': {
      const { roomId, name, capacity } = event.body
      return { rooms: [...state.rooms, { roomId, kind: 'table', name, capacity, session: null }] }
    }
    case 'room:changed': {
      const { roomId, name, capacity } = event.body
      return changeRoom(state, roomId, (room) => ({ ...room, name, capacity }))
    }
    case 'room:closed':
      return { rooms: state.rooms.filter((room) => room.roomId !== event.body.roomId) }
    case 'session:started': {
      const { roomId, sessionId, title, hostId } = event.body
      return changeRoom(state, roomId, (room) => ({
        ...room,
        session: { sessionId, title, hostId, coHostIds: [], startedAt: event.at },
      }))
    }
    case 'session:hosts-changed': {
      const { roomId, hostId, coHostIds } = event.body
      return changeRoom(state, roomId, (room) => ({
        ...room,
        session: room.session && { ...room.session, hostId, coHostIds },
      }))
    }
    case 'session:ended':
      return changeRoom(state, event.body.roomId, (room) => ({ ...room, session: null }))

    case 'recap:signed': {
      const { recapId, roomId, title } = event.body
      const recap = { recapId, roomId, title, signedBy: event.memberId!, signedAt: event.at }
      return { recaps: [recap, ...state.recaps].slice(0, newestRecaps) }
    }
    default:
      return {}
  }
}

function changeRoom(state: CircleState, roomId: string, changed: (room: RoomCard) => RoomCard): Partial<CircleState> {
  return { rooms: state.rooms.map((room) => (room.roomId === roomId ? changed(room) : room)) }
}
