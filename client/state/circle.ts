import { computed, signal } from '@preact/signals'
import type { CircleState, Role } from '../../shared/circles.ts'
import type { Refusal } from '../../shared/errors.ts'
import type { Id } from '../../shared/ids.ts'
import { foldCircle } from '../../shared/fold-circle.ts'
import type { RoomEvent } from '../../shared/events.ts'
import { wait } from '../api/answers.ts'
import { ask, connection, onEvent, onOpen, onSignal } from '../api/socket.ts'
import { catchUpPort } from './catch-up.ts'
import { forgetDrafts } from './drafts.ts'
import { createFollower, type Follower } from './follower.ts'
import { loadMe, me, myId } from './me.ts'
import { learnNames } from './names.ts'
import { notify } from './notices.ts'
import { dropCircle } from './outbox.ts'

/** The circle that is on the screen, kept up to date from its commons log. */
export const circle = signal<CircleState | null>(null)

/** Why the circle cannot be shown. */
export const circleRefusal = signal<Refusal | null>(null)

export const myRole = computed<Role | null>(() => {
  return circle.value?.members.find(({ memberId }) => memberId === myId.value)?.role ?? null
})

/** Facilitators and stewards may host wherever they are. */
export const isFacilitator = computed(() => myRole.value === 'facilitator' || myRole.value === 'steward')

let openId: Id | null = null
let follower: Follower | null = null

/** Shows a circle; the same one again changes nothing. */
export function openCircle(circleId: Id): void {
  if (openId === circleId) return
  closeCircle()
  openId = circleId
  follower = createFollower<CircleState>({
    fold: foldCircle,
    catchUp: (after) => catchUpPort(circle.peek()!.commonsId, after, (error) => refused(circleId, error)),
    async snapshot() {
      const answer = await ask('circle:view', { circleId })
      if (!answer.ok) return refused(circleId, answer.error)
      return answer.reply
    },
    changed: (state, event) => {
      if (openId === circleId) show(state, event)
    },
    wait,
  })
  void follower.look()
}

export function closeCircle(): void {
  follower?.stop()
  follower = null
  openId = null
  circle.value = null
  circleRefusal.value = null
}

function show(state: CircleState, event: RoomEvent | null): void {
  circle.value = state
  circleRefusal.value = null
  learnNames(Object.fromEntries(state.members.map(({ memberId, name }) => [memberId, name])))
  if (event?.kind === 'member:removed' && event.body.memberId === myId.peek()) gone(state.circleId, state.facts.name)
}

function gone(circleId: Id, name: string): void {
  forgetCircle(circleId)
  notify(`You are no longer in ${name}.`, { tone: 'bad' })
  closeCircle()
  circleRefusal.value = { code: 'not_found', details: {} }
  void loadMe().then(() => {
    if (openId === null) circleRefusal.value = whyNot(circleId, { code: 'not_found', details: {} })
  })
}

/** Whoever was removed sees that, and the reason, where the circle was. */
function whyNot(circleId: Id | null, refusal: Refusal): Refusal {
  const removal = me.peek()?.removedFrom.find((one) => one.circleId === circleId)
  if (refusal.code !== 'not_found' || !removal) return refusal
  return { code: 'not_found', details: { reason: 'removed', name: removal.name, said: removal.reason } }
}

/** What was written for a circle that one no longer belongs to goes: words and drafts. */
function forgetCircle(circleId: Id): void {
  void dropCircle(circleId)
  forgetDrafts(circleId)
}

function refused(circleId: Id, error: Refusal): null {
  // It may come when another circle is shown already, which has nothing to do with it.
  if (circleId !== openId) return null
  const isFinal = error.code === 'not_found' || error.code === 'forbidden' || error.code === 'unauthenticated'
  // A server that cannot answer now is asked again, and takes nothing away from who sees the circle already.
  if (isFinal || circle.peek() === null) circleRefusal.value = whyNot(circleId, error)
  if (isFinal) follower?.stop()
  // A guest has nothing to look for here, and writes on in the room.
  const isGuest = me.peek()?.guestAt.some((pass) => pass.circleId === circleId && pass.endedAt === null)
  if (error.code === 'not_found' && !isGuest) forgetCircle(circleId)
  return null
}

onEvent((event) => {
  if (event.roomId === circle.peek()?.commonsId) follower?.hear(event)
})
onSignal('heads', ({ heads }) => {
  const head = heads[circle.peek()?.commonsId ?? '']
  if (head !== undefined) follower?.know(head)
})
onOpen(() => void follower?.look())
setInterval(() => {
  if (connection.peek().state === 'polling') void follower?.look()
}, 2_000)
