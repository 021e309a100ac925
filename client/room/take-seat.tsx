import { useEffect, useState } from 'preact/hooks'
import type { RoomState } from '../../shared/rooms.ts'
import { serverTime } from '../api/clock.ts'
import { problemOf, useDoing } from '../state/doing.ts'
import { refusalText } from '../state/refusal-text.ts'
import { circle } from '../state/circle.ts'
import { isGuestHere } from '../state/guests.ts'
import { announce } from '../state/notices.ts'
import { freeSeats, type Place } from '../state/place.ts'
import { enter, entryRefusal, leave, visit } from '../state/room.ts'
import { Button } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { ConfirmDialog } from '../ui/dialog.tsx'
import { Problem } from '../ui/field.tsx'
import { isHostHere } from './hosting.ts'

/** The way in: sit down, get in line, take the seat that is offered, or come on a visit as a host. */
export function TakeSeat({ state, place }: { state: RoomState; place: Place }) {
  const { go, isBusy } = useDoing()
  const leaving = useDoing()
  const refusal = entryRefusal.value
  // Which offer is over, by when it was held: the next one is not.
  const [overUntil, setOverUntil] = useState<number | null>(null)
  const waits = place.kind === 'waiting' ? lineText(place.place) : null
  // A live region that appears with its words is not read out.
  useEffect(() => {
    if (waits && state.isOpen) announce(`${waits} ${lineHint}`)
  }, [waits])
  if (!state.isOpen) return null
  const sit = () => void go(() => enter())
  const seatedElsewhere = refusal?.details.reason === 'seated_elsewhere'
  return (
    <div class="take-seat" role="group" aria-label="Your seat">
      {place.kind === 'outside' && (
        <div class="row">
          <Button icon="seat" isBusy={isBusy} onClick={sit}>
            {freeSeats(state) > 0 || isGuestHere.value ? 'Sit down' : 'Get in line'}
          </Button>
          {isHostHere.value && (
            <Button look="quiet" onClick={() => void go(visit)}>
              Visit as host
            </Button>
          )}
        </div>
      )}
      {waits && (
        <div class="row">
          <p class="grow">
            <b>{waits}</b> {lineHint}
          </p>
          <Button look="quiet" isBusy={leaving.isBusy} onClick={() => void leaving.go(leave)}>
            Leave the line
          </Button>
        </div>
      )}
      {place.kind === 'offered' && place.until !== overUntil && (
        <div class="offer" role="alert">
          <p class="grow">
            <b>A seat is free for you</b>, held for{' '}
            <Countdown
              key={place.until}
              endsAt={place.until}
              now={serverTime}
              announce={(text) => said(text, () => setOverUntil(place.until))}
            />
          </p>
          <Button icon="seat" isBusy={isBusy} onClick={sit}>
            Take it
          </Button>
          <Button look="quiet" isBusy={leaving.isBusy} onClick={() => void leaving.go(leave)}>
            Let it go
          </Button>
        </div>
      )}
      <Problem text={leaving.problem ?? (refusal && !seatedElsewhere ? refusalText(refusal) : null)} />
      {seatedElsewhere && (
        <ConfirmDialog
          title="Move to this table?"
          confirm="Move here"
          cancel="Stay there"
          onConfirm={async () => problemOf(await enter(true))}
          onClose={() => (entryRefusal.value = null)}
        >
          <p>
            You sit at {tableName(refusal?.details['roomId'])} now. A person sits at one table at a time: your seat
            there becomes free.
          </p>
        </ConfirmDialog>
      )}
    </div>
  )
}

const lineText = (place: number) => (place === 1 ? 'You are next.' : `You are number ${place} in line.`)
const lineHint = 'Keep this page open: when it is your turn, a free seat is held for you for two minutes.'

function said(text: string, over: () => void): void {
  if (text === 'Time is over') over()
  else announce(`${text} to take your seat`)
}

const tableName = (roomId: unknown) =>
  circle.value?.rooms.find((room) => room.roomId === roomId)?.name ?? 'another table'
