import { computed, effect, signal } from '@preact/signals'
import type { Answer, Refusal } from '../../shared/errors.ts'
import type { RoomEvent } from '../../shared/events.ts'
import { fold } from '../../shared/fold.ts'
import type { Id } from '../../shared/ids.ts'
import type { RoomState } from '../../shared/rooms.ts'
import { backoffMs, refuse, wait } from '../api/answers.ts'
import { noteServerTime } from '../api/clock.ts'
import { run } from '../api/run.ts'
import { ask, connection, onEvent, onOpen, onSignal } from '../api/socket.ts'
import { catchUpPort } from './catch-up.ts'
import { createFollower, type Follower } from './follower.ts'
import { stepOut } from './kept-place.ts'
import { myId } from './me.ts'
import { learnNames } from './names.ts'
import { seatTaken } from './outbox.ts'
import { isInside, placeIn, type Place } from './place.ts'
import { learnRead } from './reads.ts'
import { olderThan, unreadBefore } from './older-pages.ts'
import { follow, prepend, restart, trim, type Transcript } from './transcript.ts'

/** The room on the screen at its head, and why it cannot be shown. */
export const room = signal<RoomState | null>(null)
export const transcript = signal<Transcript | null>(null)
export const roomRefusal = signal<Refusal | null>(null)

/** The last number that was read when the room was opened: what comes after it is new. */
export const readBefore = signal(0)

/** Why the member could not come in, last time. */
export const entryRefusal = signal<Refusal | null>(null)

export const place = computed<Place>(() => (room.value ? placeIn(room.value, myId.value) : { kind: 'outside' }))

/** The table that one is at: the room on the screen, or the one that this breakout was opened from. */
export const tableId = computed<Id | null>(() => {
  if (!room.value || room.value.kind === 'commons') return null
  return room.value.parentId ?? room.value.roomId
})

let openId: Id | null = null
let follower: Follower | null = null
// What the member wants to be in this room, so that it can be asked for again when the connection comes back.
let wish: 'room:enter' | 'room:visit' | null = null
let eagerId: Id | null = null
let settlings = 0
let earlier: Transcript | null = null

/** Shows a room; the same one again changes nothing. */
export function openRoom(roomId: Id): void {
  if (openId === roomId) return
  closeRoom()
  openId = roomId
  if (eagerId !== roomId) eagerId = null
  // An answer may come when another room is shown already, or this one anew: it is about neither.
  const isShown = () => follower === following
  const following = createFollower<RoomState>({
    fold,
    catchUp: (after) => catchUpPort(roomId, after, (error) => refused(error, isShown)),
    snapshot: () => snapshotOf(roomId, isShown),
    changed: (state, event) => {
      if (isShown()) show(state, event)
    },
    wait,
  })
  follower = following
  void settle()
}

export function closeRoom(): void {
  const state = room.peek()
  // A breakout's place is kept for a while for who looks elsewhere; a host's look into one ends with it.
  if (state?.kind === 'breakout' && state.isOpen) {
    if (place.peek().kind === 'visiting') void run('room:leave', { roomId: state.roomId })
    if (place.peek().kind === 'seated') void stepOut(state.circleId, state.roomId)
  }
  follower?.stop()
  follower = wish = openId = earlier = null
  room.value = transcript.value = roomRefusal.value = entryRefusal.value = null
}

/** Whoever opens this room next has said already that they want to sit down. */
export const enterOnOpen = (roomId: Id) => {
  eagerId = roomId
}

/** Takes a seat, or a place in line. `moving` leaves the table where the member sits now. */
export const enter = (moving = false) =>
  come('room:enter', (roomId) => run('room:enter', moving ? { roomId, moving } : { roomId }))

/** A host's visit: no seat is taken. */
export const visit = () => come('room:visit', (roomId) => run('room:visit', { roomId }))

/** Gives up the seat, the offer, the place in line or the visit. */
export async function leave(): Promise<Answer<unknown>> {
  if (!openId) return refuse('closed')
  const [roomId, before] = [openId, wish]
  wish = null
  const answer = await run('room:leave', { roomId })
  if (roomId !== openId) return answer
  if (!answer.ok) wish ??= before
  await follower?.renew()
  return answer
}

/** Whoever stands outside and hears nothing of the room looks once more. */
export const lookAgain = () => void follower?.renew()

/** Loads the page of messages before the oldest that is shown, or all back to a number. False where one did not come. */
export async function loadOlder(backTo: number | null = null): Promise<boolean> {
  const [roomId, shown] = [openId, transcript.peek()]
  if (!roomId || !shown) return false
  const reached = await olderThan(shown, roomId, backTo)
  const now = transcript.peek()
  // What is shown may be another room by now, or begin elsewhere: the pages would not meet it.
  if (roomId !== openId || !now || now.messages[0]?.seq !== shown.messages[0]?.seq) return false
  transcript.value = prepend(now, { messages: reached.run.messages, hasMore: reached.run.hasOlder })
  return reached.isWhole
}

/** The reader is at the newest message: the oldest may go. */
export const trimOlder = () => {
  if (transcript.peek()) transcript.value = trim(transcript.peek()!)
}

async function come(
  name: NonNullable<typeof wish>,
  ask: (roomId: Id) => Promise<Answer<unknown>>,
): Promise<Answer<unknown>> {
  const roomId = openId
  if (!roomId) return refuse('closed')
  const answer = await ask(roomId)
  if (roomId !== openId) return answer
  if (answer.ok) wish = name
  entryRefusal.value = answer.ok ? null : answer.error
  await follower?.renew()
  return answer
}

/** A fresh start on this connection: read where one stands, say again where one wants to be, then close the hole. */
async function settle(): Promise<void> {
  const [following, roomId, time] = [follower, openId, ++settlings]
  if (!following || !roomId) return
  const isCurrent = () => time === settlings && follower === following && !following.isStopped()
  if (place.peek().kind === 'seated') await readOn(roomId, following)
  for (let tries = 0; isCurrent() && !(await following.renew());) await wait(backoffMs(tries++))
  if (!isCurrent()) return
  const { kind } = place.peek()
  const isEager = eagerId === roomId && kind === 'outside'
  eagerId = null
  if (kind === 'seated') wish ??= 'room:enter'
  if (kind === 'visiting') wish ??= 'room:visit'
  const asksFor = wish ?? (kind === 'waiting' ? 'room:enter' : null)
  if (isEager) await enter()
  // Entering again would take an offered seat, and that is for the person to say.
  else if (asksFor && kind !== 'offered' && kind !== 'commons' && room.peek()?.isOpen) await run(asksFor, { roomId })
  if (roomId === openId) await following.look()
}

/** The log says why somebody sits there no more, a snapshot does not: whoever left on another device is not seated again. */
async function readOn(roomId: Id, following: Follower): Promise<void> {
  for (let before = -1; follower === following && room.peek()!.head > before;) {
    before = room.peek()!.head
    const page = await catchUpPort(roomId, before, () => null)
    if (page && !page.tooFar) page.events.forEach(following.hear)
  }
}

async function snapshotOf(roomId: Id, isShown: () => boolean, isVisit = false): Promise<RoomState | null> {
  const answer = await ask('room:snapshot', { roomId })
  if (!isShown()) return null
  if (!answer.ok) {
    const mayLookIn = !isVisit && (await canLookIn(roomId, answer.error))
    return mayLookIn ? snapshotOf(roomId, isShown, true) : refused(answer.error, isShown)
  }
  const { state, names, read, serverNow } = answer.reply
  learnNames(names)
  noteServerTime(serverNow)
  if (room.peek() === null) {
    readBefore.value = read
    earlier = await unreadBefore(state, read)
  }
  learnRead(roomId, read)
  return isShown() ? state : null
}

/** A breakout is hidden from those who are not placed in it; who hosts may visit it, also once more after a long absence. */
async function canLookIn(roomId: Id, { code }: Refusal): Promise<boolean> {
  if (code !== 'not_found' || wish === 'room:enter') return false
  wish = 'room:visit'
  return (await run('room:visit', { roomId })).ok
}

function show(state: RoomState, event: RoomEvent | null): void {
  roomRefusal.value = null
  const before = transcript.peek() ?? earlier
  earlier = null
  transcript.value = event && before ? follow(before, event) : restart(state, before)
  room.value = state
  // Whoever was only gone for too long still wants to sit here: the next fresh start asks for a seat again.
  const isMine = event?.kind === 'seat:left' && event.body.memberId === myId.peek()
  if (isMine && event.body.reason !== 'gone') wish = null
}

function refused(error: Refusal, isShown: () => boolean): null {
  if (!isShown()) return null
  if (room.peek() === null || error.code === 'not_found') roomRefusal.value = error
  if (error.code === 'not_found' || error.code === 'unauthenticated') follower?.stop()
  return null
}

effect(() => {
  if (place.value.kind === 'seated' || place.value.kind === 'visiting') void seatTaken(room.peek()!.roomId)
})

const look = () => (isInside(place.peek()) ? follower?.look() : follower?.renew())

/** Not all who stand outside ask in the same moment. */
const renewSoon = (roomId: Id) => setTimeout(() => roomId === openId && void follower?.renew(), Math.random() * 300)

onEvent((event) => {
  if (event.roomId === openId) follower?.hear(event)
})
onSignal('heads', ({ heads }) => {
  const head = heads[openId ?? '']
  if (head !== undefined && isInside(place.peek())) follower?.know(head)
})
onSignal('lobby', ({ roomId }) => renewSoon(roomId))
onSignal('pulse', ({ rooms }) => {
  const now = room.peek()
  const pulse = rooms.find(({ roomId }) => roomId === now?.roomId)
  const isNews = pulse && (pulse.taken !== now?.seats.length || pulse.waiting !== now.line.length)
  if (isNews && !isInside(place.peek())) renewSoon(pulse.roomId)
})
onOpen(() => void settle())
setInterval(() => {
  if (connection.peek().state === 'polling') void look()
}, 2_000)
