import type { RoomEvent } from './events.ts'
import { foldMessages } from './fold-messages.ts'
import { foldPlaces } from './fold-places.ts'
import { limits } from './limits.ts'
import type { RoomState, RoundState, ScheduledRound, Seat } from './rooms.ts'

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
    case 'seat:stepped-out': {
      const { memberId, until } = event.body
      return { seats: state.seats.map((seat) => (seat.memberId === memberId ? { ...seat, outUntil: until } : seat)) }
    }
    case 'seat:came-back':
      return { seats: state.seats.map((seat) => (seat.memberId === event.body.memberId ? withoutOut(seat) : seat)) }
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
    case 'session:ended': {
      if (event.body.roomId !== state.roomId) return {}
      const seats = withoutAll(state.seats, event.body.guestIds ?? [])
      return { session: null, timer: null, scheduled: [], guests: [], seats }
    }

    case 'guest:came': {
      const { memberId, no, invitedBy } = event.body
      const others = state.guests.filter((guest) => guest.memberId !== memberId)
      return { guests: [...others, { memberId, no, invitedBy }].sort((a, b) => a.no - b.no) }
    }
    case 'guest:left': {
      const gone = event.body.memberId
      return {
        guests: state.guests.filter(({ memberId }) => memberId !== gone),
        seats: without(state.seats, gone),
      }
    }

    case 'round:scheduled': {
      const { preparedId, at } = event.body
      const others = state.scheduled.filter((one) => one.preparedId !== preparedId)
      return { scheduled: byTime(at === null ? others : [...others, { preparedId, at, isMissed: false }]) }
    }
    case 'round:missed': {
      const { preparedId } = event.body
      const missed = (one: ScheduledRound) => (one.preparedId === preparedId ? { ...one, isMissed: true } : one)
      return { scheduled: state.scheduled.map(missed) }
    }

    case 'round:opened': {
      const { roundId, no, task, endsAt, breakouts, choosingUntil, preparedId } = event.body
      const choosing = choosingUntil === undefined ? {} : { choosingUntil }
      const scheduled = state.scheduled.filter((one) => !one.isMissed && one.preparedId !== preparedId)
      const round = {
        roundId,
        parentId: state.roomId,
        no,
        task,
        endsAt,
        asked: null,
        connected: [],
        breakouts,
        duties: {},
        ...choosing,
      }
      return { round, scheduled }
    }
    case 'breakout:opened': {
      const {
        roundId,
        parentId,
        no,
        name,
        task,
        endsAt,
        memberIds,
        seats: free,
        handed,
        duties = {},
        guests = [],
      } = event.body
      const seats = memberIds.map((memberId, index) => ({ memberId, no: index + 1, offeredUntil: null }))
      const card = { roomId: state.roomId, name, memberIds, ...(free !== undefined && { seats: free }) }
      const breakouts = [handed === undefined ? card : { ...card, handed }]
      return {
        seats,
        guests,
        round: { roundId, parentId, no, task, endsAt, asked: null, connected: [], breakouts, duties },
      }
    }
    case 'duty:passed': {
      const { duty, memberId } = event.body
      const others = Object.entries(state.round?.duties ?? {}).filter(([, held]) => held !== duty)
      return inRound(state, { duties: Object.fromEntries(memberId ? [...others, [memberId, duty]] : others) })
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
    case 'breakout:connected':
    case 'breakout:disconnected': {
      const { breakoutId, name } = event.body
      const others = (state.round?.connected ?? []).filter((one) => one.breakoutId !== breakoutId)
      const connected = event.kind === 'breakout:connected' ? [...others, { breakoutId, name }] : others
      return inRound(state, { connected: connected.toSorted((a, b) => (a.breakoutId < b.breakoutId ? -1 : 1)) })
    }
    case 'host:announced': {
      const { wordId, text, breakoutId } = event.body
      const word = { wordId, memberId: event.memberId, text, at: event.at, isForAll: breakoutId === undefined }
      return inRound(state, { words: [...(state.round?.words ?? []), word].slice(-limits.announcement.kept) })
    }
    case 'round:closed':
      return state.kind === 'breakout'
        ? { round: null, timer: null, isOpen: false, seats: [], line: [], visitors: [], guests: [] }
        : { round: null }

    case 'timer:set': {
      const { timerId, memberId, label, endsAt } = event.body
      return { timer: { timerId, memberId, label, setAt: event.at, endsAt } }
    }
    case 'timer:extended':
      return state.timer ? { timer: { ...state.timer, endsAt: event.body.endsAt } } : {}
    case 'timer:stopped':
      return { timer: null }

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

const withoutAll = (seats: Seat[], memberIds: string[]) => seats.filter(({ memberId }) => !memberIds.includes(memberId))

const byTime = (scheduled: ScheduledRound[]) =>
  scheduled.sort((a, b) => a.at - b.at || (a.preparedId < b.preparedId ? -1 : 1))

function withoutOut(seat: Seat): Seat {
  const { outUntil: _, ...kept } = seat
  return kept
}

const byNumber = (seats: Seat[]) => seats.sort((a, b) => a.no - b.no)
