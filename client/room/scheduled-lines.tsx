import type { ScheduledRound } from '../../shared/rooms.ts'
import { run } from '../api/run.ts'
import { useDoing } from '../state/doing.ts'
import { Button } from '../ui/button.tsx'
import { Problem } from '../ui/field.tsx'
import { Icon } from '../ui/icons.tsx'
import { Time, timeText } from '../ui/time.tsx'
import { isHostHere } from './hosting.ts'

type ScheduledLinesProps = { roomId: string; scheduled: readonly ScheduledRound[] }

/** When breakouts open by themselves in this session, or that they could not; whoever hosts can switch that off. */
export const ScheduledLines = ({ roomId, scheduled }: ScheduledLinesProps) => (
  <>
    {scheduled.map((one) => (
      <ScheduledLine key={one.preparedId} roomId={roomId} one={one} />
    ))}
  </>
)

function ScheduledLine({ roomId, one: { preparedId, at, isMissed } }: { roomId: string; one: ScheduledRound }) {
  const { isBusy, problem, go } = useDoing()
  const end = () => go(() => run('round:schedule', { roomId, preparedId, opensAfter: null }))
  return (
    <div class="scheduled">
      <Icon name={isMissed ? 'info' : 'clock'} />
      <div class="grow">
        <p>
          {isMissed ? (
            missedText(at)
          ) : (
            <>
              Breakouts open by themselves at <Time at={at} style="time" />.
            </>
          )}
        </p>
        <Problem text={problem} />
      </div>
      {isHostHere.value && (
        <Button look="plain" isBusy={isBusy} onClick={() => void end()}>
          {isMissed ? 'Put away' : 'Switch off'}
          <span class="unseen"> what was to open by itself at {timeText(at, 'time')}</span>
        </Button>
      )}
    </div>
  )
}

/** Nothing about anybody may be read from it: sizes, absence and wishes have the same words. */
const missedText = (at: number) =>
  `The breakouts of ${timeText(at, 'time')} did not open: they were not possible with who was here.`
