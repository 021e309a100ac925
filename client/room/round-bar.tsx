import type { RoomState, RoundState } from '../../shared/rooms.ts'
import { serverTime } from '../api/clock.ts'
import { myId } from '../state/me.ts'
import { announce } from '../state/notices.ts'
import { Button } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { DutiesLine } from './duties-line.tsx'
import { WayToPlace } from './way-to-place.tsx'

export type CardToggle = { isOpen: boolean; toggle: () => void }

type RoundBarProps = { state: RoomState; round: RoundState; card: CardToggle | undefined }

/** The round that is open: its task, the time that is left, and the way to one's own breakout. */
export function RoundBar({ state, round, card }: RoundBarProps) {
  const mine = round.breakouts.find(({ memberIds }) => memberIds.includes(myId.value ?? ''))
  const isParent = state.kind === 'table'
  // That the round is over is said where everybody comes back.
  const tell = (text: string) => text !== 'Time is over' && announce(`Round ${round.no}: ${text}`)
  const handed = round.breakouts.find(({ roomId }) => roomId === state.roomId)?.handed
  return (
    <div class="round-bar">
      <p class="grow">
        <b>{isParent ? `Round ${round.no}: ${roomsWord(round)}` : `Round ${round.no}`}</b>
        {(round.task || !isParent) && (
          <span class="round-task">{round.task || 'At the end everybody comes back to the table by itself.'}</span>
        )}
        <DutiesLine duties={round.duties} />
        {handed && (
          <span class="round-duties">
            Handed on to you by <bdi>{handed.name}</bdi>: it stands above your card.
          </span>
        )}
      </p>
      <p>
        <span class="unseen">Time left: </span>
        <Countdown key={round.endsAt} endsAt={round.endsAt} now={serverTime} announce={tell} />
      </p>
      {card && (
        <Button look="quiet" icon="goal" aria-expanded={card.isOpen} onClick={card.toggle}>
          Our card
        </Button>
      )}
      {isParent && mine && <WayToPlace circleId={state.circleId} round={round} mine={mine} />}
    </div>
  )
}

const roomsWord = ({ breakouts }: RoundState) =>
  breakouts.length === 1 ? 'one breakout is open' : `${breakouts.length} breakouts are open`
