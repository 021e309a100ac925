import { useRef, useState } from 'preact/hooks'
import type { PreparedPlan } from '../../shared/composing.ts'
import { limits } from '../../shared/limits.ts'
import { run } from '../api/run.ts'
import { useDoing } from '../state/doing.ts'
import { announce } from '../state/notices.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'

type KeepRoundProps = {
  roomId: string
  /** What would be kept now; null where there is nothing yet. */
  plan: PreparedPlan | null
  onKept: () => Promise<void>
}

/** Keeps the round on the screen under a name, in place of what had it. */
export function KeepRound({ roomId, plan, onKept }: KeepRoundProps) {
  const [name, setName] = useState('')
  const { isBusy, problem, go } = useDoing()
  const form = useRef<HTMLFormElement>(null)

  async function keep() {
    if (!plan || name.trim() === '') return
    if (!(await go(() => run('round:prepare', { roomId, name: name.trim(), plan })))) return
    announce(`Kept as ${name.trim()}.`)
    setName((now) => (now === name ? '' : now))
    form.current?.querySelector('input')?.focus()
    await onKept()
  }

  return (
    <form
      ref={form}
      class="row keep-round"
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
  )
}
