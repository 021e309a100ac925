import type { RoomEvent } from '../../shared/events.ts'
import type { PostedCard } from '../../shared/harvest.ts'
import { blankCard, isSameCard } from './card-form.ts'

/** The posted cards of a room after one more event of its log. The same event twice, or an older one, changes nothing. */
export function cardsAfter(cards: readonly PostedCard[], event: RoomEvent): readonly PostedCard[] {
  if (event.kind === 'harvest:posted') {
    return cardsWith(cards, [{ ...event.body, seq: event.seq, at: event.at, corrected: null }])
  }
  if (event.kind !== 'harvest:corrected') return cards
  const { breakoutId, version } = event.body
  const card = isSameCard(event.body.card, blankCard) ? null : event.body.card
  return cards.map((posted) =>
    posted.breakoutId === breakoutId && posted.version < version
      ? { ...posted, version, card, corrected: { memberId: event.memberId!, at: event.at } }
      : posted,
  )
}

/** Both runs in one, by their numbers in the log; of one card the newer version. */
export function cardsWith(cards: readonly PostedCard[], more: readonly PostedCard[]): readonly PostedCard[] {
  const bySeq = new Map(cards.map((card) => [card.seq, card]))
  for (const card of more) {
    const known = bySeq.get(card.seq)
    if (!known || known.version <= card.version) bySeq.set(card.seq, card)
  }
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq)
}
