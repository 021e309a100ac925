import type { RoomState, RoundState } from '../../shared/rooms.ts'
import { serverTime } from '../api/clock.ts'
import { paths } from '../router.ts'
import { myId } from '../state/me.ts'
import { enterOnOpen } from '../state/room.ts'
import { announce } from '../state/notices.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'

export type CardToggle = { isOpen: boolean; toggle: () => void }

type RoundBarProps = { state: RoomState; round: RoundState; card: CardToggle | undefined }

/** The round that is open: its task, the time that is left, and the way to one's own breakout. */
export function RoundBar({ state, round, card }: RoundBarProps) {
  const mine = round.breakouts.find(({ memberIds }) => memberIds.includes(myId.value ?? ''))
  const isParent = state.kind === 'table'
  return (
    <div class="round-bar">
      <p class="grow">
        <b>{isParent ? `Round ${round.no}: ${roomsWord(round)}` : `Round ${round.no}`}</b>
        {(round.task || !isParent) && (
          <span class="round-task">{round.task || 'At the end everybody comes back to the table by itself.'}</span>
        )}
      </p>
      <p>
        <span class="unseen">Time left: </span>
        <Countdown key={round.endsAt} endsAt={round.endsAt} now={serverTime} announce={announce} />
      </p>
      {card && (
        <Button look="quiet" icon="goal" aria-expanded={card.isOpen} onClick={card.toggle}>
          Our card
        </Button>
      )}
      {isParent && mine && (
        <a
          class={buttonClass()}
          href={paths.room(state.circleId, mine.roomId)}
          onClick={() => enterOnOpen(mine.roomId)}
        >
          Go to {mine.name}
        </a>
      )}
    </div>
  )
}

const roomsWord = ({ breakouts }: RoundState) =>
  breakouts.length === 1 ? 'one breakout is open' : `${breakouts.length} breakouts are open`
