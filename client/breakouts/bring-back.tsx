import { useState } from 'preact/hooks'
import { run } from '../api/run.ts'
import { problemOf } from '../state/doing.ts'
import { Chips } from '../ui/choice.tsx'
import { ConfirmDialog } from '../ui/dialog.tsx'

type BringBackProps = { roomId: string; roundId: string; onClose: () => void }

/** Ends the round: with a minute to finish the sentence, or at once. */
export function BringBack({ roomId, roundId, onClose }: BringBackProps) {
  const [when, setWhen] = useState<'minute' | 'now'>('minute')
  return (
    <ConfirmDialog
      title="Bring everybody back?"
      confirm="Bring them back"
      onConfirm={async () => problemOf(await run('round:close', { roomId, roundId, warn: when === 'minute' }))}
      onClose={onClose}
    >
      <Chips
        legend="When"
        value={when}
        options={[
          { value: 'minute', label: 'In a minute' },
          { value: 'now', label: 'At once' },
        ]}
        onValue={setWhen}
      />
      <p>
        {when === 'minute'
          ? 'Everybody sees the last minute run, and then all return to the table by themselves.'
          : 'The breakouts end now and all return to the table.'}{' '}
        What was said in them is kept.
      </p>
    </ConfirmDialog>
  )
}
