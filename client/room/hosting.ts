import { computed } from '@preact/signals'
import { limits } from '../../shared/limits.ts'
import { circle, isFacilitator } from '../state/circle.ts'
import { isGuestHere } from '../state/guests.ts'
import { myId } from '../state/me.ts'
import { place, room } from '../state/room.ts'

/** Who leads here now: facilitators and stewards, and the host of the running session with their co-hosts, also in its breakouts. */
export const isHostHere = computed(() => {
  if (!room.value || room.value.kind === 'commons') return false
  const { parentId, session } = room.value
  const inParent = circle.value?.rooms.find(({ roomId }) => roomId === parentId)?.session
  const leads = session ?? inParent
  const mine = myId.value ?? ''
  return isFacilitator.value || leads?.hostId === mine || (leads?.coHostIds.includes(mine) ?? false)
})

/** Whether this member may start a session here: any member at a table of 12 seats or fewer. */
export const canStartSession = computed(() => {
  if (room.value?.kind !== 'table' || room.value.session || isGuestHere.value) return false
  return isFacilitator.value || room.value.capacity <= limits.memberHostedSeats
})

/** Whether this person may set the room's turn timer: who leads, and in a breakout everybody who sits there. */
export const canSetTimer = computed(() => {
  if (!room.value?.isOpen) return false
  if (room.value.kind === 'table') return isHostHere.value && room.value.session !== null
  return isHostHere.value || (room.value.kind === 'breakout' && place.value.kind === 'seated')
})
