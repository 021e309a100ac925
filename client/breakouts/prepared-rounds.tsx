import { useState } from 'preact/hooks'
import type { PreparedPlan } from '../../shared/composing.ts'
import { limits } from '../../shared/limits.ts'
import { run } from '../api/run.ts'
import { ask } from '../api/socket.ts'
import { useDoing } from '../state/doing.ts'
import { useLookedUp } from '../state/looked-up.ts'
import { announce } from '../state/notices.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Hint, TextField } from '../ui/field.tsx'

type PreparedRoundsProps = {
  roomId: string
  /** What would be kept now; null where there is nothing yet. */
  plan: PreparedPlan | null
  isOpen: boolean
  onTake: (plan: PreparedPlan) => void
}

/** Rounds that were composed for later: to be taken again, with whoever is here by then, and to keep the one on the screen. */
export function PreparedRounds({ roomId, plan, isOpen, onTake }: PreparedRoundsProps) {
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

  return (
    <details class="more-rules" open={isOpen}>
      <summary>Prepared{prepared.length > 0 && ` (${prepared.length})`}</summary>
      <div class="stack-tight">
        {prepared.length > 0 && (
          <ul class="lines">
            {prepared.map((one) => (
              <li key={one.preparedId}>
                <span class="grow">
                  <b>{one.name}</b>{' '}
                  <span class="hint">
                    {one.plan.breakouts.length === 1 ? '1 breakout' : `${one.plan.breakouts.length} breakouts`}
                    {one.forSession ? ', for this session' : ', for any session here'}
                  </span>
                </span>
                <Button look="quiet" onClick={() => onTake(one.plan)}>
                  Take<span class="unseen"> {one.name}</span>
                </Button>
                <IconButton
                  icon="remove"
                  label={`Remove ${one.name}`}
                  onClick={async () => {
                    if (await go(() => run('round:unprepare', { roomId, preparedId: one.preparedId }))) await again()
                  }}
                />
              </li>
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
