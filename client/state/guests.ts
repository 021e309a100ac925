import { computed } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { onEvent } from '../api/socket.ts'
import { circle } from './circle.ts'
import { forgetDrafts } from './drafts.ts'
import { loadMe, me, myId, type Me } from './me.ts'
import { learnNames, nameOf } from './names.ts'
import { dropCircle } from './outbox.ts'
import { room } from './room.ts'

export type GuestPass = Me['guestAt'][number]

/** The stay of this person as a guest of a circle, the newest, which may be over; null for its members. */
export function passIn(circleId: Id): GuestPass | null {
  const known = me.value
  if (!known || known.circles.some((mine) => mine.circleId === circleId)) return null
  return known.guestAt.find((pass) => pass.circleId === circleId) ?? null
}

/** Whether this person is in the room on the screen as a guest. */
export const isGuestHere = computed(() => passIn(room.value?.circleId ?? '')?.endedAt === null)

// As one word that stays equal: what is drawn for each message does not change with every event of the room.
const inRoom = computed(() => (room.value?.guests ?? []).map((one) => `${one.memberId} ${one.invitedBy}`).join(','))

/** The guests of the session that is on, and who invited each. Whoever has become a member meanwhile is none. */
const guestsHere = computed(
  () => new Map(inRoom.value.split(',').map((pair) => pair.split(' ') as [guest: Id, invitedBy: Id])),
)

export const guestIds = computed(() => [...guestsHere.value.keys()].filter((id) => guestNote(id) !== undefined))

/** "guest of Ada" for somebody who is one, else nothing. */
export function guestNote(memberId: Id): string | undefined {
  const invitedBy = guestsHere.value.get(memberId)
  if (!invitedBy || circle.value?.members.some((member) => member.memberId === memberId)) return undefined
  return `guest of ${nameOf(invitedBy)}`
}

/** The stay may be over: asks, and forgets what was written here for a circle in which this person is a guest no longer. */
export async function lookAtStay(): Promise<void> {
  const before = me.peek()?.guestAt.filter(({ endedAt }) => endedAt === null) ?? []
  await loadMe()
  for (const { circleId } of before) {
    if (passIn(circleId)?.endedAt === null || me.peek()?.circles.some((mine) => mine.circleId === circleId)) continue
    void dropCircle(circleId)
    forgetDrafts(circleId)
  }
}

onEvent((event) => {
  if (event.kind === 'guest:came') learnNames({ [event.body.memberId]: event.body.name })
  const mine = myId.peek() ?? ''
  if (event.kind === 'guest:left' && event.body.memberId === mine) void lookAtStay()
  if (event.kind === 'session:ended' && event.body.guestIds?.includes(mine)) void lookAtStay()
})
