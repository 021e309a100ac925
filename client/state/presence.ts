import { computed, effect, signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { connection, onSignal, tell } from '../api/socket.ts'
import { circle } from './circle.ts'
import { isLooking } from './looking.ts'

export type Presence = 'here' | 'heads-down' | 'away'

type Whereabouts = { isSure: boolean; members: Readonly<Record<Id, Presence>> }

// A node tells of every circle of its member, whichever is on the screen.
const whereabouts = signal<ReadonlyMap<Id, Whereabouts>>(new Map())

// Everything that is said in the circle makes it anew; where it is stays the same.
const circleId = computed(() => circle.value?.circleId ?? null)

/** What this member says of themselves while they are here. */
export const mood = signal<'here' | 'heads-down'>('here')

/** Where a member of the circle on the screen is now, or null while that is not known. */
export function presenceOf(memberId: Id): Presence | null {
  const here = whereabouts.value.get(circleId.value ?? '')
  return here?.isSure ? (here.members[memberId] ?? 'away') : null
}

onSignal('presence', ({ circleId: id, isSure, whole, members }) => {
  const before = whole ? {} : whereabouts.peek().get(id)?.members
  const known = Object.entries({ ...before, ...members }).filter((entry): entry is [Id, Presence] => entry[1] !== null)
  whereabouts.value = new Map(whereabouts.peek()).set(id, { isSure, members: Object.fromEntries(known) })
})

const awayAfterMs = 5 * 60_000

const isOpen = computed(() => connection.value.state === 'open')

/** Tells the circle on the screen where this member is: away only after five minutes without looking. */
export function tellPresence(): () => void {
  return effect(() => {
    const to = circleId.value
    if (!to || !isOpen.value) return
    const say = (state: Presence) => void tell('presence:set', { circleId: to, state })
    if (isLooking.value) return say(mood.value)
    const timer = setTimeout(() => say('away'), awayAfterMs)
    return () => clearTimeout(timer)
  })
}
