import { effect, signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { onEvent } from '../api/socket.ts'
import { myId } from './me.ts'
import { room } from './room.ts'

/** A room to which the member is to go by itself, from which one, and what is said about it. */
export type Summons = { from: Id; to: Id; text: string }

export const summons = signal<Summons | null>(null)

// Each round calls once: who goes back to look at the parent is not dragged away again.
const called = new Set<Id>()

function callTo(roundId: Id, from: Id, breakouts: { roomId: Id; name: string; memberIds: Id[] }[], no: number): void {
  const mine = breakouts.find(({ memberIds }) => memberIds.includes(myId.peek() ?? ''))
  if (!mine || called.has(roundId)) return
  called.add(roundId)
  const others = mine.memberIds.length - 1
  summons.value = { from, to: mine.roomId, text: `Round ${no}: you are in ${mine.name} with ${others} others.` }
}

onEvent((event) => {
  if (event.kind !== 'round:opened') return
  const { roundId, breakouts, no } = event.body
  callTo(roundId, event.roomId, breakouts, no)
})

effect(() => {
  const state = room.value
  if (!state || !myId.value) return
  if (state.kind === 'table' && state.round)
    callTo(state.round.roundId, state.roomId, state.round.breakouts, state.round.no)
  if (state.kind === 'breakout' && state.round) called.add(state.round.roundId)
  if (state.kind === 'breakout' && !state.isOpen && state.parentId) {
    summons.value = { from: state.roomId, to: state.parentId, text: 'The round is over: you are back together.' }
  }
})
