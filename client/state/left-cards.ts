import { effect, signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { kept } from '../api/kept.ts'
import { unsavedLines, type KeptCard } from './card-form.ts'
import { draftsIn } from './drafts.ts'
import { myId } from './me.ts'
import { room } from './room.ts'

/** What the device keeps of a card, with the name of its breakout. */
export type NamedCard = KeptCard & { name: string }

/** What somebody wrote on the card of a breakout that is not on the screen, and that is not saved there. */
export type LeftCard = { circleId: Id; roomId: Id; name: string; lines: string[] }

export const leftCards = signal<readonly LeftCard[]>([])

const prefixOf = (circleId: Id) => `${draftsIn(circleId)}card `
export const cardKey = (circleId: Id, roomId: Id) => `${prefixOf(circleId)}${roomId}`

/** A card has left the screen with words that could not be saved. */
export function leaveCard(circleId: Id, roomId: Id, { name, ...card }: NamedCard): void {
  const lines = unsavedLines(card)
  if (lines.length > 0) leftCards.value = [...without(roomId), { circleId, roomId, name, lines }]
}

/** It is on the screen again, where its writer sees how it stands. */
export const takeUpCard = (roomId: Id) => {
  leftCards.value = without(roomId)
}

export function putCardAway({ circleId, roomId }: LeftCard): void {
  void kept.remove(cardKey(circleId, roomId))
  leftCards.value = without(roomId)
}

const without = (roomId: Id) => leftCards.value.filter((card) => card.roomId !== roomId)

/** What was left before this page was loaded. */
async function look(circleId: Id): Promise<void> {
  const prefix = prefixOf(circleId)
  for (const key of await kept.keys(prefix)) {
    const roomId = key.slice(prefix.length)
    const card = await kept.get<NamedCard>(key)
    if (card?.name && roomId !== room.peek()?.roomId) leaveCard(circleId, roomId, card)
  }
}

let looked: Id | null = null
effect(() => {
  const circleId = room.value?.circleId
  if (!circleId || circleId === looked || !myId.value) return
  looked = circleId
  void look(circleId)
})
