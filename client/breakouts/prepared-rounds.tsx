import { useState } from 'preact/hooks'
import type { PreparedPlan } from '../../shared/composing.ts'
import type { Answer } from '../../shared/errors.ts'
import { limits } from '../../shared/limits.ts'
import { serverTime } from '../api/clock.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { useDoing } from '../state/doing.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { announce } from '../state/notices.ts'
import { Button } from '../ui/button.tsx'
import { Hint, TextField } from '../ui/field.tsx'
import { PreparedRound } from './prepared-round.tsx'

type PreparedRoundsProps = {
  roomId: string
  /** What would be kept now; null where there is nothing yet. */
  plan: PreparedPlan | null
  isOpen: boolean
  /** When the session that runs has started; null where none does. */
  startedAt: number | null
  onTake: (plan: PreparedPlan, preparedId: string) => void
}

/** Rounds that were composed for later: to be taken again, with whoever is here by then, and to keep the one on the screen. */
export function PreparedRounds({ roomId, plan, isOpen, startedAt, onTake }: PreparedRoundsProps) {
  const { answer, again } = useLookedUp(() => ask('round:prepared', { roomId }), [roomId])
  const [name, setName] = useState('')
  const { isBusy, problem, go } = useDoing()
  const prepared = answer?.ok ? answer.reply.prepared : []

  async function keep() {
    if (!plan || name.trim() === '') return
    if (!(await go(() => run('round:prepare', { roomId, name: name.trim(), plan })))) return
    announce(`Kept as ${name.trim()}.`)
    setName('')
    await again()
  }

  async function change(done: () => Promise<Answer<unknown>>) {
    if (await go(done)) await again()
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
        <form
          class="row"
          onSubmit={(event) => {
            event.preventDefault()
            void keep()
          }}
        >
          <div class="grow">
            <TextField
              label="Keep this arrangement as"
              value={name}
              maxLength={limits.table.nameLength}
              error={problem}
              onValue={setName}
            />
          </div>
          <Button type="submit" look="quiet" isBusy={isBusy} disabled={!plan || name.trim() === ''}>
            Keep it for later
          </Button>
        </form>
      </div>
    </details>
  )
}
