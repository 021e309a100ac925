import { useEffect } from 'preact/hooks'
import type { BreakoutCard, RoundState } from '../../shared/rooms.ts'
import { serverTime } from '../api/clock.ts'
import { run } from '../api/run.ts'
import { navigate, paths } from '../router.ts'
import { useDoing } from '../state/doing.ts'
import { keptPlace, lookAtPlace } from '../state/kept-place.ts'
import { announce } from '../state/notices.ts'
import { enterOnOpen } from '../state/room.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { Problem } from '../ui/field.tsx'

type WayToPlaceProps = { circleId: string; round: RoundState; mine: BreakoutCard }

const noPlace = 'No breakout has a place for you just now. Try again in a while, or call a host.'

// The clock frees a place a moment after its time.
const lateMs = 1_500

/** At the table, for whoever was placed: how long their place is kept, and the way back to it. */
export function WayToPlace({ circleId, round, mine }: WayToPlaceProps) {
  const { isBusy, problem, refusal, go } = useDoing()
  const place = keptPlace(mine.roomId)
  const isFreed = place !== null && place.roomId !== mine.roomId
  const until = isFreed ? null : (place?.until ?? null)
  useEffect(() => void lookAtPlace(circleId, mine.roomId), [circleId, round.roundId, mine.roomId])
  useEffect(() => {
    if (until === null) return
    const timer = setTimeout(
      () => void lookAtPlace(circleId, mine.roomId),
      Math.max(lateMs, until - serverTime() + lateMs),
    )
    return () => clearTimeout(timer)
  }, [until])
  useEffect(() => {
    if (isFreed) announce(`Your place in ${mine.name} is kept no longer.`)
  }, [isFreed])

  async function comeBack() {
    const { parentId: roomId, roundId } = round
    const back = await go(() => run('round:come-back', { roomId, roundId }))
    if (!back) return
    enterOnOpen(back.breakoutId)
    navigate(paths.room(circleId, back.breakoutId))
  }

  return (
    <>
      {isFreed && <p class="hint">Your place in {mine.name} is kept no longer.</p>}
      {until !== null && (
        <p class="hint">
          Your place is kept for{' '}
          <Countdown
            key={until}
            endsAt={until}
            now={serverTime}
            announce={(text) => announce(`Your place in ${mine.name}: ${text}`)}
          />
        </p>
      )}
      {isFreed ? (
        <Button isBusy={isBusy} onClick={() => void comeBack()}>
          Come back in
        </Button>
      ) : (
        <a class={buttonClass()} href={paths.room(circleId, mine.roomId)} onClick={() => enterOnOpen(mine.roomId)}>
          Go to {mine.name}
        </a>
      )}
      <Problem text={refusal?.details.reason === 'people' ? noPlace : problem} />
    </>
  )
}
