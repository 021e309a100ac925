import type { RoomState } from '../../shared/rooms.ts'
import { paths } from '../router.ts'
import { isGuestHere } from '../state/guests.ts'
import { isInside, type Place } from '../state/place.ts'
import { Icon } from '../ui/icons.tsx'
import { roomName } from './room-name.ts'
import { IconButton } from '../ui/button.tsx'

type Props = { state: RoomState; place: Place; isShowingPeople: boolean; onPeople: () => void; onLeave: () => void }

/** The room's name, who is in, and the way out. */
export function RoomHead({ state, place, isShowingPeople, onPeople, onLeave }: Props) {
  const count = state.seats.filter((seat) => seat.offeredUntil === null).length
  const words = state.kind === 'commons' ? 'People' : `People: ${count} of ${state.capacity} seats taken`
  const backWords = isGuestHere.value ? 'Back to your own page' : 'All tables'
  return (
    <header class="room-head">
      <a
        class="icon-button"
        href={isGuestHere.value ? paths.home() : paths.table(state.circleId)}
        aria-label={backWords}
        title={backWords}
      >
        <Icon name="back" />
      </a>
      <h1 class="grow clip" dir="auto">
        {roomName(state)}
      </h1>
      {isInside(place) && (
        <button
          class="button button-quiet room-count"
          type="button"
          aria-pressed={isShowingPeople}
          aria-label={words}
          onClick={onPeople}
        >
          <Icon name="people" />
          {state.kind !== 'commons' && `${count}/${state.capacity}`}
        </button>
      )}
      {isInside(place) && state.kind !== 'commons' && (
        <IconButton icon="leave" label={leaveWords(state, place)} onClick={onLeave} />
      )}
    </header>
  )
}

export const leaveWords = (state: RoomState, place: Place) =>
  place.kind === 'visiting' ? 'End the visit' : state.kind === 'breakout' ? 'Step out to the table' : 'Leave the table'
