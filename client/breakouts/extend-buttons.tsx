import { run } from '../api/run.ts'
import { useDoing } from '../state/doing.ts'
import { Button } from '../ui/button.tsx'
import { Problem } from '../ui/field.tsx'

/** Gives the round more time; everybody sees it on their timer. */
export function ExtendButtons({ roomId, roundId }: { roomId: string; roundId: string }) {
  const { isBusy, problem, go } = useDoing()
  return (
    <>
      {[2, 5].map((minutes) => (
        <Button
          key={minutes}
          look="quiet"
          icon="clock"
          isBusy={isBusy}
          onClick={() => void go(() => run('round:extend', { roomId, roundId, minutes }))}
        >
          <span aria-hidden="true">+{minutes} min</span>
          <span class="unseen">{minutes} minutes more</span>
        </Button>
      ))}
      <Problem text={problem} />
    </>
  )
}
