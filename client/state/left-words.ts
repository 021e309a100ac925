import type { Id } from '../../shared/ids.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { kept } from '../api/kept.ts'
import { waitsForSeat, type Entry } from '../api/outbox.ts'
import { draftsIn, keepDraftsNow, type KeptDraft } from './drafts.ts'

/** What somebody began to write in a breakout, and has not sent. */
export type Begun = { key: string; roomId: Id; tableId: Id; name: string; text: string }

/** A message, or the change of one, that was refused where its writer cannot see that. */
type Refused = { commandId: Id; roomName: string | undefined; text: string; isChange: boolean }

/** Who looks, and from where; who leads may look in at every breakout. */
type Looking = { state: RoomState; memberId: Id; leads: boolean }

/** What this device keeps of what was begun in breakouts of a circle. */
export async function begunIn(circleId: Id): Promise<Begun[]> {
  await keepDraftsNow()
  const prefix = draftsIn(circleId)
  const begun: Begun[] = []
  for (const key of await kept.keys(prefix)) {
    const draft = await kept.get<Partial<KeptDraft>>(key)
    if (!draft?.tableId || !draft.name || !draft.text?.trim()) continue
    const { tableId, name, text } = draft
    begun.push({ key, roomId: key.slice(prefix.length), tableId, name, text })
  }
  return begun
}

/** Whether a breakout is closed, or its writer's no longer; what cannot be seen from here is not lost. */
export function isLost({ roomId, tableId }: Pick<Begun, 'roomId' | 'tableId'>, looking: Looking): boolean {
  const { state, memberId, leads } = looking
  if (roomId === state.roomId) return !state.isOpen
  if (tableId === state.parentId) return !leads
  if (tableId !== state.roomId) return false
  const breakout = state.round?.breakouts.find((card) => card.roomId === roomId)
  return !breakout || !(leads || breakout.memberIds.includes(memberId))
}

/** What was refused in rooms of this circle whose messages are not on the screen. */
export function refusedElsewhere(entries: Entry[], { circleId, roomId }: RoomState, isInside: boolean): Refused[] {
  return entries.flatMap((entry) => {
    const { name, input, refusal, roomName } = entry
    const isSeen = input.roomId === roomId && isInside
    if (entry.circleId !== circleId || !refusal || waitsForSeat(entry) || isSeen) return []
    if (name !== 'message:send' && name !== 'message:edit') return []
    return [{ commandId: input.commandId, roomName, text: input.text, isChange: name === 'message:edit' }]
  })
}
