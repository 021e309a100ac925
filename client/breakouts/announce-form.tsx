import { useState } from 'preact/hooks'
import { limits } from '../../shared/limits.ts'
import { run } from '../api/run.ts'
import { useDoing } from '../state/doing.ts'
import { notify } from '../state/notices.ts'
import { Button } from '../ui/button.tsx'
import { TextArea } from '../ui/field.tsx'

/** A word of the host to every breakout and to those who stayed at the table. */
export function AnnounceForm({ roomId, roundId }: { roomId: string; roundId: string }) {
  const [text, setText] = useState('')
  const { isBusy, problem, go } = useDoing()
  return (
    <form
      class="stack-tight"
      onSubmit={async (event) => {
        event.preventDefault()
        if (text.trim() === '' || !(await go(() => run('round:announce', { roomId, roundId, text })))) return
        setText('')
        notify('Said to everybody.', { tone: 'good' })
      }}
    >
      <TextArea
        label="A word to all"
        hint="It stands in every breakout at once, under your name."
        max={limits.announcement.length}
        rows={2}
        value={text}
        onValue={setText}
        error={problem}
      />
      <div class="row">
        <Button type="submit" look="quiet" icon="speak" isBusy={isBusy} disabled={text.trim() === ''}>
          Say it to everybody
        </Button>
      </div>
    </form>
  )
}
