import { computed, signal } from '@preact/signals'
import type { QueryReply } from '../../shared/queries.ts'
import type { Refusal } from '../../shared/errors.ts'
import { backoffMs, isPassing, onSignedOut, wait } from '../api/answers.ts'
import { noteServerTime } from '../api/clock.ts'
import { get, post } from '../api/http.ts'
import { kept } from '../api/kept.ts'
import { connect, disconnect } from '../api/socket.ts'
import { closeOutbox, openOutbox } from './outbox.ts'

export type Me = QueryReply<'me'>

/** Who is signed in on this browser: undefined while that is being asked, null when nobody is. */
export const me = signal<Me | null | undefined>(undefined)

/** Why it cannot be said who is signed in; the question is being repeated meanwhile. */
export const meRefusal = signal<Refusal | null>(null)

export const myId = computed(() => me.value?.memberId ?? null)

/** Asks who is signed in, until there is an answer; to be repeated after an invite was accepted or a circle opened. */
export async function loadMe(): Promise<Me | null> {
  for (let tries = 0; ; tries++) {
    const answer = await get('me', {})
    if (answer.ok) return signedIn(answer.reply)
    if (answer.error.code === 'unauthenticated') return null
    meRefusal.value = answer.error
    if (!isPassing(answer.error) && tries > 3) return null
    await wait(backoffMs(tries))
  }
}

/** Ends the sign-in of this browser and forgets everything that it kept: outbox, drafts, cache. */
export async function signOut(): Promise<Refusal | null> {
  const answer = await post('sign-in:out', {})
  if (!answer.ok && answer.error.code !== 'unauthenticated') return answer.error
  closeOutbox()
  disconnect()
  // Last, because whoever is nobody is shown the sign-in page at once: what was kept is gone by then.
  await kept.wipe()
  me.value = null
  return null
}

function signedIn(reply: Me): Me {
  noteServerTime(reply.serverNow)
  const isNew = me.peek()?.memberId !== reply.memberId
  meRefusal.value = null
  me.value = reply
  if (isNew)
    openOutbox(
      reply.memberId,
      [...reply.circles, ...reply.guestAt.filter(({ endedAt }) => endedAt === null)].map(({ circleId }) => circleId),
    )
  if (isNew) connect()
  return reply
}

function signedOut(): void {
  closeOutbox()
  disconnect()
  me.value = null
}

onSignedOut(signedOut)
