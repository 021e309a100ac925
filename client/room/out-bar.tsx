import type { RoomState } from '../../shared/rooms.ts'
import { serverTime } from '../api/clock.ts'
import { run } from '../api/run.ts'
import { useDoing } from '../state/doing.ts'
import { myId } from '../state/me.ts'
import { useSaid } from '../state/notices.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Countdown } from '../ui/countdown.tsx'
import { Problem } from '../ui/field.tsx'

/** In a breakout that its member has left for the table on another device: how long the place is kept, and one press to stay. */
export function OutBar({ state: { roomId, seats } }: { state: RoomState }) {
  const { isBusy, problem, go } = useDoing()
  const until = seats.find(({ memberId }) => memberId === myId.value)?.outUntil
  useSaid(until === undefined ? null : 'You have stepped out to the table. Your place here is kept for a while.')
  if (until === undefined) return null
  return (
    <Banner
      icon="seat"
      action={
        <Button look="quiet" isBusy={isBusy} onClick={() => void go(() => run('room:enter', { roomId }))}>
          I am here
        </Button>
      }
    >
      You have stepped out to the table. Your place here is kept for{' '}
      <Countdown key={until} endsAt={until} now={serverTime} />.
      <Problem text={problem} />
    </Banner>
  )
}
