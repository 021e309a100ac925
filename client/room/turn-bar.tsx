import { useEffect, useState } from 'preact/hooks'
import type { TurnTimer } from '../../shared/rooms.ts'
import { serverTime } from '../api/clock.ts'
import { run } from '../api/run.ts'
import { useDoing } from '../state/doing.ts'
import { myId } from '../state/me.ts'
import { nameOf } from '../state/names.ts'
import { announce } from '../state/notices.ts'
import { Button } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { Problem } from '../ui/field.tsx'
import { Icon } from '../ui/icons.tsx'
import { canSetTimer } from './hosting.ts'
import { turnText } from './turn-words.ts'
import './turn-bar.css'

/** For so long after its end everybody still sees whose time is over. */
const lingerMs = 60_000

/** Where a new timer is set: what has stopped one goes on from there. */
export const setTimerId = 'set-timer'

/** Whose turn it is and how long still, the same for everybody in the room. */
export function TurnBar({ roomId, timer }: { roomId: string; timer: TurnTimer }) {
  const { timerId, label, setAt, endsAt } = timer
  const { isBusy, problem, go } = useDoing()
  const isOver = useIsPast(endsAt)
  const isGone = useIsPast(endsAt + lingerMs)
  if (isGone) return null
  const title = turnText(timer, myId.value, nameOf)
  const isMine = timer.memberId !== null && timer.memberId === myId.value
  const stop = async () => {
    if (await go(() => run('timer:stop', { roomId, timerId }))) document.getElementById(setTimerId)?.focus()
  }
  return (
    <div class={isMine ? 'turn turn-mine' : 'turn'}>
      <Icon name="clock" />
      <p class="grow">
        <b>
          <bdi>{title}</bdi>
        </b>{' '}
        <span class="hint">{[label !== title && label, isOver && 'Time is over.'].filter(Boolean).join(' · ')}</span>
        <Problem text={problem} />
      </p>
      <p>
        <span class="unseen">Time left: </span>
        <Countdown
          key={endsAt}
          endsAt={endsAt}
          lengthMs={endsAt - setAt}
          now={serverTime}
          announce={(text) => announce(`${title}: ${text}.`)}
        />
      </p>
      {canSetTimer.value && (
        <div class="row">
          <Button
            look="plain"
            isBusy={isBusy}
            onClick={() => void go(() => run('timer:extend', { roomId, timerId, seconds: 60 }))}
          >
            +1 minute
          </Button>
          <Button look="plain" isBusy={isBusy} onClick={() => void stop()}>
            {isOver ? 'Put away' : 'Stop'}
            <span class="unseen"> the timer</span>
          </Button>
        </div>
      )}
    </div>
  )
}

/** Whether a time of the server is past; changes by itself when it comes. */
function useIsPast(at: number): boolean {
  const [isPast, setPast] = useState(() => serverTime() >= at)
  useEffect(() => {
    const leftMs = at - serverTime()
    setPast(leftMs <= 0)
    if (leftMs <= 0) return
    const timer = setTimeout(() => setPast(true), leftMs)
    return () => clearTimeout(timer)
  }, [at])
  return isPast
}
