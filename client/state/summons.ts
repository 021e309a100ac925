import { effect, signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { ask, onEvent } from '../api/socket.ts'
import { createCaller, type Call } from './caller.ts'
import { circle } from './circle.ts'
import { passIn } from './guests.ts'
import { lookAtPlace } from './kept-place.ts'
import { myId } from './me.ts'
import { nameOf } from './names.ts'
import { room } from './room.ts'

/** A room to which the member is to go by itself, from which ones, and what is said about it. */
export type Summons = { circleId: Id; from: Id[]; to: Id; text: string }

export const summons = signal<Summons | null>(null)

const caller = createCaller({ myId: () => myId.peek(), room: () => room.peek(), nameOf })

// Rooms from which the member was called away: what their end says is known already.
const left = new Set<Id>()

onEvent((event) => void follow(caller.hear(event)))

effect(() => {
  const state = room.value
  if (!state || !myId.value) return
  void followSeen(caller.see(state))
  const isOver = state.kind === 'breakout' && !state.isOpen
  // Somebody who follows a link to what was said reads on.
  if (isOver && !location.hash.startsWith('#m-')) void seekPlace(state.circleId, state.roomId, state.parentId)
})

async function follow(call: Call | null): Promise<void> {
  if (!call) return
  call.from.forEach((id) => left.add(id))
  left.delete(call.to)
  const there = await placeOf(call.to)
  if (there && caller.isStanding(call)) {
    summons.value = { circleId: there.circleId, from: call.from, to: call.to, text: call.said(there.name) }
  }
}

/** What a screen says may be old news to its member, who has stepped out of there, or been away for too long. */
async function followSeen(call: Call | null): Promise<void> {
  const circleId = room.peek()?.circleId
  if (!call || !circleId) return
  const place = await lookAtPlace(circleId, call.to)
  if (!place || (place.roomId === call.to && place.until === null)) await follow(call)
}

/** The circle and the name of a room that the member may see: as the screen knows them, else as the server does. */
async function placeOf(roomId: Id): Promise<{ circleId: Id; name: string } | null> {
  const shown = room.peek()
  const card = shown?.round?.breakouts.find((breakout) => breakout.roomId === roomId)
  if (shown && card) return { circleId: shown.circleId, name: card.name }
  const inCircle = circle.peek()?.rooms.find((known) => known.roomId === roomId)
  if (inCircle) return { circleId: circle.peek()!.circleId, name: inCircle.name }
  const answer = await ask('room:snapshot', { roomId })
  return answer.ok ? answer.reply.state : null
}

/**
 * Leads the member on from a breakout that is over, or theirs no longer, where no event said where to: after a reload, on a
 * device that slept. With nowhere to go, the page stays as it is.
 */
export async function seekPlace(circleId: Id, roomId: Id, tableId: Id | null): Promise<void> {
  if (left.has(roomId)) return
  const placedIn = passIn(circleId) ? await placeOfGuest(tableId) : await placeOfMember(circleId, tableId)
  if (placedIn === undefined || left.has(roomId)) return
  if (placedIn && placedIn !== roomId) {
    const there = await placeOf(placedIn)
    if (there) summons.value = { circleId, from: [roomId], to: placedIn, text: `You are in ${there.name} now.` }
  } else if (tableId) {
    summons.value = {
      circleId,
      from: [roomId],
      to: tableId,
      text: 'This breakout has ended: you are back at the table.',
    }
  }
}

/**
 * The breakout in which one is placed, null for none; undefined when that cannot be said. Where it is not known to which
 * table a breakout belonged, as after a reload, it is the table at which one sits.
 */
async function placeOfMember(circleId: Id, tableId: Id | null): Promise<Id | null | undefined> {
  const answer = await ask('circle:table', { circleId })
  if (!answer.ok) return undefined
  return answer.reply.placedIn ?? (tableId ? null : answer.reply.seatedIn)
}

async function placeOfGuest(tableId: Id | null): Promise<Id | null | undefined> {
  const answer = tableId ? await ask('room:snapshot', { roomId: tableId }) : null
  if (!answer?.ok) return undefined
  const mine = answer.reply.state.round?.breakouts.find(({ memberIds }) => memberIds.includes(myId.peek() ?? ''))
  return mine?.roomId ?? null
}
