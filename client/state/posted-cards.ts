import { effect, signal } from '@preact/signals'
import type { PostedCard } from '../../shared/harvest.ts'
import type { Id } from '../../shared/ids.ts'
import { ask, connection, onEvent, onOpen } from '../api/socket.ts'
import { cardsAfter, cardsWith } from './card-list.ts'
import { learnNames } from './names.ts'
import { room, transcript } from './room.ts'

/** The harvest cards that stand among the messages on the screen. */
export const postedCards = signal<readonly PostedCard[]>([])

/** The breakout whose card is opened over the room, to be corrected or to be looked through. */
export const openedCard = signal<Id | null>(null)

let shown: { roomId: Id; after: number } | null = null

// As far back as the messages reach: cards that stand before them are fetched with the older pages.
effect(() => {
  const [state, run] = [room.value, transcript.value]
  if (state?.roomId !== shown?.roomId) {
    shown = null
    postedCards.value = []
    openedCard.value = null
  }
  if (state?.kind !== 'table' || !run) return
  const after = run.hasOlder ? Math.max(0, (run.messages[0]?.seq ?? 1) - 1) : 0
  if (shown && shown.after <= after) return
  shown = { roomId: state.roomId, after }
  void load()
})

// Without a websocket nobody tells when cards are posted: they come when a round is over.
effect(() => {
  const isOver = room.value?.round === null
  if (isOver && connection.value.state === 'polling') void load()
})

async function load(): Promise<void> {
  const asked = shown
  if (!asked) return
  const answer = await ask('harvest:posted', asked)
  if (!answer.ok || asked.roomId !== shown?.roomId) return
  learnNames(answer.reply.names)
  postedCards.value = cardsWith(postedCards.peek(), answer.reply.cards)
}

onEvent((event) => {
  if (event.roomId === shown?.roomId) postedCards.value = cardsAfter(postedCards.peek(), event)
})
onOpen(() => void load())
