import { run } from '../api/run.ts'
import { useDoing } from '../state/doing.ts'
import { notify } from '../state/notices.ts'
import { Button } from '../ui/button.tsx'
import { Problem } from '../ui/field.tsx'

/** Gives the round more time; everybody sees it on their timer. */
export function ExtendButtons({ roomId, roundId }: { roomId: string; roundId: string }) {
  const { isBusy, problem, go } = useDoing()
  const extend = async (minutes: number) => {
    if (await go(() => run('round:extend', { roomId, roundId, minutes }))) notify(`${minutes} minutes more.`)
  }
  return (
    <>
      {[2, 5].map((minutes) => (
        <Button key={minutes} look="quiet" icon="clock" isBusy={isBusy} onClick={() => void extend(minutes)}>
          <span aria-hidden="true">+{minutes} min</span>
          <span class="unseen">{minutes} minutes more</span>
        </Button>
      ))}
      <Problem text={problem} />
    </>
  )
}
