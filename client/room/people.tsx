import type { RoomState } from '../../shared/rooms.ts'
import { circle } from '../state/circle.ts'
import { guestNote, isGuestHere } from '../state/guests.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { mood, presenceOf } from '../state/presence.ts'
import { Check } from '../ui/choice.tsx'
import { Person } from '../ui/person.tsx'
import { SeatDots } from '../ui/seats.tsx'

/** Who is in the room: on seats, on a visit, in line; in words, not only in dots. */
export function People({ state }: { state: RoomState }) {
  const isCommons = state.kind === 'commons'
  const seated = state.seats.filter((seat) => seat.offeredUntil === null)
  const offered = state.seats.filter((seat) => seat.offeredUntil !== null)
  return (
    <div class="people">
      {!isCommons && <SeatDots taken={state.seats.length} capacity={state.capacity} waiting={state.line.length} />}
      {isCommons ? (
        <List title="In the circle" ids={membersByPresence()} state={state} />
      ) : (
        <List
          title={state.kind === 'table' ? 'At the table' : 'In this breakout'}
          ids={seated.map((seat) => seat.memberId)}
          state={state}
        />
      )}
      <List title="A seat is held for" ids={offered.map((seat) => seat.memberId)} state={state} />
      <List title="Visiting" ids={state.visitors} state={state} />
      <List title="In line" ids={state.line} state={state} />
      {!isGuestHere.value && (
        <Check
          label="Heads-down"
          hint="Others see that you are here, and busy."
          isChecked={mood.value === 'heads-down'}
          onChange={(isDown) => (mood.value = isDown ? 'heads-down' : 'here')}
        />
      )}
    </div>
  )
}

/** Those who are here first, each group in the order in which they joined. */
function membersByPresence(): string[] {
  const ids = (circle.value?.members ?? []).map((member) => member.memberId)
  const isAway = (id: string) => Number((presenceOf(id) ?? 'away') === 'away')
  return ids.toSorted((a, b) => isAway(a) - isAway(b))
}

const isOut = ({ seats }: RoomState, id: string) =>
  seats.some(({ memberId, outUntil }) => memberId === id && outUntil !== undefined)

const leadNote = ({ session }: RoomState, id: string) =>
  session?.hostId === id ? 'hosts' : session?.coHostIds.includes(id) && 'leads too'

const noteOf = (state: RoomState, id: string) =>
  [guestNote(id), leadNote(state, id), isOut(state, id) && 'stepped out'].filter(Boolean).join(', ') || undefined

/** Guests belong to no circle: where they are is told to nobody, and nobody's whereabouts to them. */
const presenceShown = (id: string) =>
  isGuestHere.value || guestNote(id) !== undefined ? {} : { presence: presenceOf(id) }

function List({ title, ids, state }: { title: string; ids: string[]; state: RoomState }) {
  if (ids.length === 0) return null
  return (
    <section class="stack-tight">
      <h2 class="people-title">
        {title} <span class="hint">{ids.length}</span>
      </h2>
      <ul class="plain-list stack-tight">
        {ids.map((id) => (
          <li key={id}>
            <Person name={nameOf(id)} isMe={id === myId.value} note={noteOf(state, id)} {...presenceShown(id)} />
          </li>
        ))}
      </ul>
    </section>
  )
}
