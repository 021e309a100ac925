import type { RoomEvent } from './events.ts'
import { foldMessages } from './fold-messages.ts'
import { foldPlaces } from './fold-places.ts'
import { limits } from './limits.ts'
import type { RoomState, RoundState, Seat } from './rooms.ts'

/**
 * The one reducer of a room: its state after one more event. Folding the events after a snapshot gives exactly what a
 * fresh snapshot gives (INV-13). The event must be the next one (INV-4); the state is not changed, a new one is returned.
 */
export function fold(state: RoomState, event: RoomEvent): RoomState {
  if (event.seq !== state.head + 1) throw new Error(`event ${event.seq} does not follow ${state.head}`)
  const messages = foldMessages(state.messages, event)
  const newest = messages.length > limits.newestMessages ? messages.slice(-limits.newestMessages) : messages
  return { ...state, ...changeBy(state, event), messages: newest, head: event.seq }
}

function changeBy(state: RoomState, event: RoomEvent): Partial<RoomState> {
  switch (event.kind) {
    case 'room:changed':
      return event.body.roomId === state.roomId ? { name: event.body.name, capacity: event.body.capacity } : {}
    case 'room:closed':
      return event.body.roomId === state.roomId ? { isOpen: false, seats: [], line: [], visitors: [] } : {}

    case 'seat:taken': {
      const { memberId, no } = event.body
      const seats = [...without(state.seats, memberId), { memberId, no, offeredUntil: null }]
      return { seats: byNumber(seats), line: state.line.filter((id) => id !== memberId) }
    }
    case 'seat:left':
      return { seats: without(state.seats, event.body.memberId) }
    case 'seat:offered': {
      const { memberId, no, until } = event.body
      const seats = [...without(state.seats, memberId), { memberId, no, offeredUntil: until }]
      return { seats: byNumber(seats), line: state.line.filter((id) => id !== memberId) }
    }
    case 'line:joined':
      return { line: [...state.line, event.body.memberId] }
    case 'line:left':
      return { line: state.line.filter((id) => id !== event.body.memberId) }
    case 'visit:started':
      return { visitors: [...state.visitors.filter((id) => id !== event.body.memberId), event.body.memberId] }
    case 'visit:ended':
      return { visitors: state.visitors.filter((id) => id !== event.body.memberId) }
    case 'member:removed': {
      const gone = event.body.memberId
      return {
        seats: without(state.seats, gone),
        line: state.line.filter((id) => id !== gone),
        visitors: state.visitors.filter((id) => id !== gone),
      }
    }

    case 'session:started': {
      if (event.body.roomId !== state.roomId) return {}
      const { sessionId, hostId, title } = event.body
      return { session: { sessionId, hostId, coHostIds: [], title, startedAt: event.at } }
    }
    case 'session:hosts-changed': {
      const { hostId, coHostIds } = event.body
      return state.session ? { session: { ...state.session, hostId, coHostIds } } : {}
    }
    case 'session:ended':
      return event.body.roomId === state.roomId ? { session: null } : {}

    case 'round:opened': {
      const { roundId, no, task, endsAt, breakouts, choosingUntil } = event.body
      const choosing = choosingUntil === undefined ? {} : { choosingUntil }
      return { round: { roundId, parentId: state.roomId, no, task, endsAt, asked: null, breakouts, ...choosing } }
    }
    case 'breakout:opened': {
      const { roundId, parentId, no, name, task, endsAt, memberIds, seats: free } = event.body
      const seats = memberIds.map((memberId, index) => ({ memberId, no: index + 1, offeredUntil: null }))
      const breakouts = [{ roomId: state.roomId, name, memberIds, ...(free !== undefined && { seats: free }) }]
      return { seats, round: { roundId, parentId, no, task, endsAt, asked: null, breakouts } }
    }
    case 'round:chosen': {
      if (!state.round) return {}
      const { choosingUntil: _, ...round } = state.round
      return { round }
    }
    case 'round:extended':
    case 'round:shortened':
      return inRound(state, { endsAt: event.body.endsAt, asked: null })
    case 'round:time-asked':
      return inRound(state, { asked: { memberId: event.memberId!, minutes: event.body.minutes, at: event.at } })
    case 'round:time-declined':
      return inRound(state, { asked: null })
    case 'round:closed':
      return state.kind === 'breakout'
        ? { round: null, isOpen: false, seats: [], line: [], visitors: [] }
        : { round: null }

    case 'round:moved':
    case 'breakout:added':
    case 'breakout:closed':
    case 'breakout:merged':
      return foldPlaces(state, event)

    default:
      return {}
  }
}

const inRound = ({ round }: RoomState, change: Partial<RoundState>): Partial<RoomState> =>
  round ? { round: { ...round, ...change } } : {}

const without = (seats: Seat[], memberId: string) => seats.filter((seat) => seat.memberId !== memberId)

const byNumber = (seats: Seat[]) => seats.sort((a, b) => a.no - b.no)
