import '../styles/breakouts.css'
import type { RoundState } from '../../shared/rooms.ts'
import { serverTime } from '../api/clock.ts'
import { announce } from '../state/notices.ts'
import { Button } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { Problem } from '../ui/field.tsx'

type ChoosingViewProps = {
  round: RoundState
  until: number
  me: string
  nameOf: (memberId: string) => string
  isBusy: boolean
  problem: string | null
  onChoose: (breakoutId: string | null) => void
}

/** Where one could sit, who is there already, and how many seats are left, as they are taken. */
export function ChoosingView({ round, until, me, nameOf, isBusy, problem, onChoose }: ChoosingViewProps) {
  return (
    <section class="choosing stack-tight" aria-label="Choose your breakout">
      <p class="section-head">
        <b>Choose your breakout</b>
        <span>
          <span class="unseen">Time to choose: </span>
          <Countdown key={until} endsAt={until} now={serverTime} announce={(text) => announce(`To choose: ${text}`)} />
        </span>
      </p>
      <ul class="plain-list choosing-list">
        {round.breakouts.map(({ roomId, name, memberIds, seats = memberIds.length }) => {
          const free = Math.max(0, seats - memberIds.length)
          const isMine = memberIds.includes(me)
          return (
            <li key={roomId} class={isMine ? 'inset choosing-mine stack-tight' : 'inset stack-tight'}>
              <p class="section-head">
                <b>{name}</b>
                <span class={free === 0 ? 'chip' : 'chip chip-good'}>
                  {free === 0 ? 'full' : free === 1 ? '1 seat free' : `${free} seats free`}
                </span>
              </p>
              <p class="hint">{memberIds.length === 0 ? 'Nobody yet.' : memberIds.map(nameOf).join(', ')}</p>
              <div class="row">
                {isMine ? (
                  <Button look="quiet" isBusy={isBusy} onClick={() => onChoose(null)}>
                    Leave {name}
                  </Button>
                ) : (
                  <Button
                    look="quiet"
                    icon="seat"
                    isBusy={isBusy}
                    disabled={free === 0}
                    onClick={() => onChoose(roomId)}
                  >
                    Sit in {name}
                  </Button>
                )}
              </div>
            </li>
          )
        })}
      </ul>
      <Problem text={problem} />
    </section>
  )
}
