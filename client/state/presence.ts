import { computed, effect, signal } from '@preact/signals'
import type { Id } from '../../shared/ids.ts'
import { connection, onSignal, tell } from '../api/socket.ts'
import { circle } from './circle.ts'
import { isLooking } from './looking.ts'

export type Presence = 'here' | 'heads-down' | 'away'

type Whereabouts = { circleId: Id | null; isSure: boolean; members: Readonly<Record<Id, Presence>> }

const whereabouts = signal<Whereabouts>({ circleId: null, isSure: false, members: {} })

/** What this member says of themselves while they are here. */
export const mood = signal<'here' | 'heads-down'>('here')

/** Where a member is now, or null while that is not known. */
export function presenceOf(memberId: Id): Presence | null {
  const { isSure, members } = whereabouts.value
  return isSure ? (members[memberId] ?? 'away') : null
}

onSignal('presence', ({ circleId, isSure, whole, members }) => {
  const before = whole || whereabouts.peek().circleId !== circleId ? {} : whereabouts.peek().members
  const known = Object.entries({ ...before, ...members }).filter((entry): entry is [Id, Presence] => entry[1] !== null)
  whereabouts.value = { circleId, isSure, members: Object.fromEntries(known) }
})

const awayAfterMs = 5 * 60_000

// Everything that is said in the circle makes it anew; where it is stays the same.
const circleId = computed(() => circle.value?.circleId ?? null)
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
