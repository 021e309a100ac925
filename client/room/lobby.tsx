import { useEffect, useState } from 'preact/hooks'
import type { RoomState } from '../../shared/rooms.ts'
import { nameOf } from '../state/names.ts'
import { guestNote, isGuestHere } from '../state/guests.ts'
import { entriesOf } from '../state/outbox.ts'
import { watchPulse } from '../state/table.ts'
import { lookAgain } from '../state/room.ts'
import { freeSeats, type Place } from '../state/place.ts'
import { TableArt } from '../ui/art.tsx'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Person } from '../ui/person.tsx'
import { SeatDots } from '../ui/seats.tsx'
import { presenceOf } from '../state/presence.ts'
import { waitsForSeat } from '../api/outbox.ts'
import type { RoomIds } from './composing.ts'
import { MessageList } from './message-list.tsx'
import { TakeSeat } from './take-seat.tsx'

/** Before the table: who is there, how many seats are free, and one button to sit down. */
export function Lobby({ state, place, ids }: { state: RoomState; place: Place; ids: RoomIds }) {
  // Who follows a citation came for what was said, not for a seat.
  const [isReading, setReading] = useState(() => location.hash.startsWith('#m-'))
  // Those who are not in the room hear nothing of it: the circle's pulse tells when seats change.
  useEffect(() => (isGuestHere.peek() ? lookEachWhile() : watchPulse(state.circleId)), [state.circleId])
  const seated = state.seats.filter((seat) => seat.offeredUntil === null)
  const waiting = entriesOf(state.roomId).filter(waitsForSeat).length
  if (isReading) {
    return (
      <>
        <MessageList ids={ids} canAct={false} />
        <div class="composer seat-strip">
          <TakeSeat state={state} place={place} />
          <Button look="plain" onClick={() => setReading(false)}>
            Back to the door
          </Button>
        </div>
      </>
    )
  }
  return (
    <div class="lobby">
      <TableArt {...drawn(state)} />
      <div class="stack">
        <p class="lead">{place.kind === 'offered' ? 'There is room for you now.' : invitation(state, seated.length)}</p>
        {state.isOpen && <SeatDots taken={state.seats.length} capacity={state.capacity} waiting={state.line.length} />}
        {waiting > 0 && (
          <Banner icon="clock">
            {waiting === 1 ? 'A message of yours waits for a seat.' : `${waiting} messages of yours wait for a seat.`}
          </Banner>
        )}
        <TakeSeat state={state} place={place} />
        {seated.length > 0 && (
          <ul class="plain-list lobby-people" aria-label="At the table">
            {seated.map(({ memberId }) => (
              <li key={memberId}>
                <Person
                  name={nameOf(memberId)}
                  note={guestNote(memberId)}
                  {...(!isGuestHere.value && guestNote(memberId) === undefined && { presence: presenceOf(memberId) })}
                />
              </li>
            ))}
          </ul>
        )}
        <div>
          <Button look="plain" icon="book" onClick={() => setReading(true)}>
            Read what was said
          </Button>
        </div>
      </div>
    </div>
  )
}

/** The pulse is the circle's, and a guest is not of it. */
function lookEachWhile(): () => void {
  const timer = setInterval(lookAgain, 5_000)
  return () => clearInterval(timer)
}

/** The drawing has twelve chairs at most: a larger table is drawn as full as it is. */
function drawn({ capacity, seats }: RoomState) {
  const chairs = Math.min(12, capacity)
  return { chairs, taken: Math.round((seats.length / capacity) * chairs) }
}

function invitation(state: RoomState, seated: number): string {
  if (!state.isOpen) return `This ${state.kind} is closed. What was said here can still be read.`
  if (isGuestHere.value && freeSeats(state) === 0)
    return 'Every seat is taken just now. One may become free: come back to it.'
  if (state.session) return `${nameOf(state.session.hostId)} hosts “${state.session.title}”.`
  if (freeSeats(state) === 0) return 'Every seat is taken just now.'
  if (seated === 0) return 'The table is laid and nobody sits yet. Be the first.'
  return seated === 1 ? 'Somebody is here. Keep them company.' : `${seated} people are here. There is room for you.`
}
