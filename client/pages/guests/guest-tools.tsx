import { useState } from 'preact/hooks'
import type { RoomState } from '../../../shared/rooms.ts'
import { isHostHere } from '../../room/hosting.ts'
import { circle, isFacilitator } from '../../state/circle.ts'
import { guestIds } from '../../state/guests.ts'
import { tableId } from '../../state/room.ts'
import { Button } from '../../ui/button.tsx'
import { GuestsDialog } from './guests-dialog.tsx'

/** For who leads: bringing guests to the running session, and seeing who is one. */
export function GuestTools({ state }: { state: RoomState }) {
  const [isOpen, setOpen] = useState(false)
  const atTable = tableId.value
  const session = state.session ?? circle.value?.rooms.find(({ roomId }) => roomId === atTable)?.session ?? null
  const canBring = isFacilitator.value
  if (!atTable || !session || !isHostHere.value || (!canBring && guestIds.value.length === 0)) return null
  return (
    <>
      <Button look="plain" icon="add" onClick={() => setOpen(true)}>
        {canBring ? 'Bring a guest' : 'Guests'}
      </Button>
      {isOpen && (
        <GuestsDialog tableId={atTable} title={session.title} canBring={canBring} onClose={() => setOpen(false)} />
      )}
    </>
  )
}
