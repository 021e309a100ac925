import { useState } from 'preact/hooks'
import { limits } from '../../shared/limits.ts'
import { run } from '../api/run.ts'
import { navigate, paths } from '../router.ts'
import { problemOf } from '../state/doing.ts'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/choice.tsx'
import { ConfirmDialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/field.tsx'

const sizes = [2, 4, 6, 8, 10, limits.table.usual, 20, 30, limits.table.max]

/** Opens a new table: its name and how many seats it has. */
export function OpenTable({ circleId }: { circleId: string }) {
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [capacity, setCapacity] = useState<number>(limits.table.usual)
  const open = async () => {
    const answer = await run('room:open', { circleId, name: name.trim(), capacity })
    if (answer.ok) navigate(paths.room(circleId, answer.reply.roomId))
    return problemOf(answer)
  }
  return (
    <>
      <Button look="quiet" icon="add" onClick={() => setOpen(true)}>
        Open a table
      </Button>
      {isOpen && (
        <ConfirmDialog
          title="Open a table"
          confirm="Open it"
          isReady={name.trim() !== ''}
          onConfirm={open}
          onClose={() => setOpen(false)}
        >
          <TextField
            label="Name"
            value={name}
            onValue={setName}
            maxLength={limits.table.nameLength}
            placeholder="Kitchen table"
          />
          <Chips
            legend="Seats"
            hint="Small is good: 12 is where everybody still gets a word in. Above 12, a facilitator hosts."
            value={capacity}
            options={sizes.map((value) => ({ value, label: String(value) }))}
            onValue={setCapacity}
          />
        </ConfirmDialog>
      )}
    </>
  )
}
