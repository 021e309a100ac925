import type { RoomEvent } from './events.ts'
import type { BreakoutCard, RoomState, Seat } from './rooms.ts'

type PlacesEvent = RoomEvent<'round:moved' | 'breakout:added' | 'breakout:closed' | 'breakout:merged'>

/** What a change of places does to a room's state: to the room that the round was opened from, or to one of its breakouts. */
export function foldPlaces(state: RoomState, event: PlacesEvent): Partial<RoomState> {
  switch (event.kind) {
    case 'round:moved': {
      const { memberId, fromId, toId, no } = event.body
      const cards = (state.round?.breakouts ?? []).map((card) => {
        const memberIds = card.memberIds.filter((id) => id !== memberId)
        return { ...card, memberIds: card.roomId === toId ? [...memberIds, memberId] : memberIds }
      })
      const seats = state.roomId === fromId || state.roomId === toId ? without(state.seats, memberId) : state.seats
      return state.roomId === toId && no !== null
        ? { ...withCards(state, cards), seats: seated(seats, [{ memberId, no }]) }
        : { ...withCards(state, cards), seats }
    }
    case 'breakout:added':
      return withCards(state, [...(state.round?.breakouts ?? []), event.body.breakout])
    case 'breakout:closed': {
      const { breakoutId } = event.body
      return state.roomId === breakoutId ? ended : withCards(state, cardsWithout(state, breakoutId))
    }
    case 'breakout:merged': {
      const { fromId, intoId, members } = event.body
      if (state.roomId === fromId) return ended
      const moved = members.map(({ memberId }) => memberId)
      const cards = cardsWithout(state, fromId).map((card) =>
        card.roomId === intoId ? { ...card, memberIds: [...card.memberIds, ...moved] } : card,
      )
      if (state.roomId !== intoId) return withCards(state, cards)
      const visitors = state.visitors.filter((id) => !moved.includes(id))
      return { ...withCards(state, cards), visitors, seats: seated(state.seats, members) }
    }
  }
}

const ended = { round: null, timer: null, isOpen: false, seats: [], line: [], visitors: [], guests: [] }

const withCards = ({ round }: RoomState, cards: BreakoutCard[]): Partial<RoomState> => {
  const breakouts = cards.toSorted((a, b) => (a.roomId < b.roomId ? -1 : 1))
  return round ? { round: { ...round, breakouts } } : {}
}

const cardsWithout = ({ round }: RoomState, roomId: string) =>
  (round?.breakouts ?? []).filter((card) => card.roomId !== roomId)

const without = (seats: Seat[], memberId: string) => seats.filter((seat) => seat.memberId !== memberId)

function seated(seats: Seat[], members: { memberId: string; no: number | null }[]): Seat[] {
  const added = members.flatMap(({ memberId, no }) => (no === null ? [] : [{ memberId, no, offeredUntil: null }]))
  return [...seats, ...added].sort((a, b) => a.no - b.no)
}
