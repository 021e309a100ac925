import type { ComponentChildren } from 'preact'
import type { PreparedPlan } from '../../shared/composing.ts'
import type { Answer } from '../../shared/errors.ts'
import { serverTime } from '../api/clock.ts'
import { run } from '../api/run.ts'
import { useDoing } from '../state/doing.ts'
import { Hint, Problem } from '../ui/field.tsx'
import { PreparedRound, type Prepared } from './prepared-round.tsx'

type PreparedRoundsProps = {
  roomId: string
  prepared: readonly Prepared[]
  isOpen: boolean
  /** When the session that runs has started; null where none does. */
  startedAt: number | null
  onTake: (plan: PreparedPlan, preparedId: string) => void
  onChanged: () => Promise<void>
  /** The way to keep the round on the screen, where it stands with them. */
  children?: ComponentChildren
}

/** Rounds that were composed for later: to be taken again, with whoever is here by then, or to open by themselves. */
export function PreparedRounds(props: PreparedRoundsProps) {
  const { roomId, prepared, isOpen, startedAt, onTake, onChanged, children } = props
  const { problem, go } = useDoing()

  async function change(done: () => Promise<Answer<unknown>>) {
    if (await go(done)) await onChanged()
  }

  return (
    <details class="more-rules" open={isOpen}>
      <summary>Prepared{prepared.length > 0 && ` (${prepared.length})`}</summary>
      <div class="stack-tight">
        {prepared.length > 0 && (
          <ul class="lines">
            {prepared.map((one) => (
              <PreparedRound
                key={one.preparedId}
                one={one}
                startedAt={startedAt}
                now={serverTime()}
                onTake={() => onTake(one.plan, one.preparedId)}
                onRemove={() => change(() => run('round:unprepare', { roomId, preparedId: one.preparedId }))}
                onSchedule={(opensAfter) =>
                  change(() => run('round:schedule', { roomId, preparedId: one.preparedId, opensAfter }))
                }
              />
            ))}
          </ul>
        )}
        {prepared.length === 0 && <Hint>Nothing is prepared yet.</Hint>}
        <Problem text={problem} />
        {children}
      </div>
    </details>
  )
}
