import { useState } from 'preact/hooks'
import { limits } from '../../../shared/limits.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'

type Table = { name: string; capacity: number }

type TableDialogProps = {
  title: string
  confirm: string
  begin: Table
  onConfirm: (table: Table) => Promise<string | null>
  onClose: () => void
}

/** A table's name and seats. */
export function TableDialog({ title, confirm, begin, onConfirm, onClose }: TableDialogProps) {
  const [name, setName] = useState(begin.name)
  const [typed, setTyped] = useState(String(begin.capacity))
  const { min, max, nameLength } = limits.table
  const capacity = Number(typed)
  const isCapacity = Number.isInteger(capacity) && capacity >= min && capacity <= max
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      isReady={name.trim() !== '' && isCapacity}
      onConfirm={() => onConfirm({ name: name.trim(), capacity })}
      onClose={onClose}
    >
      <TextField label="Name" value={name} onValue={setName} maxLength={nameLength} placeholder="Sunday table" />
      <div class="field-short">
        <TextField
          label="Seats"
          hint={`From ${min} to ${max}. Up to ${limits.memberHostedSeats}, any member may host here.`}
          error={typed !== '' && !isCapacity ? `A table has ${min} to ${max} seats.` : null}
          value={typed}
          onValue={setTyped}
          inputMode="numeric"
          maxLength={2}
        />
      </div>
    </ConfirmDialog>
  )
}
