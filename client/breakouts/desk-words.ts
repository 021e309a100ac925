import { limits } from '../../shared/limits.ts'
import type { QueryReply } from '../../shared/queries.ts'
import { agoText } from '../ui/time.tsx'

export type Watched = QueryReply<'round:monitor'>
export type Breakout = Watched['breakouts'][number]
export type Call = QueryReply<'help:queue'>['calls'][number]
type NameOf = (id: string) => string

/** How lively a breakout is, in one line. */
export function lifeText({ memberIds, hereIds, messages, lastSaidAt }: Breakout, now: number): string {
  if (memberIds.length === 0 && lastSaidAt === null) return 'Nobody sits here yet.'
  const here = `${hereIds.length} of ${memberIds.length} here`
  if (lastSaidAt === null) return `${here}. Nothing was said yet.`
  const said = messages === 1 ? '1 message' : `${messages} messages`
  return `${here}. ${said}, the last ${agoText(lastSaidAt, now)}.`
}

/** How many may sit in a breakout: as many as were offered where people chose, else what every breakout can hold. */
export type SeatsIn = (breakoutId: string) => number

/**
 * The two breakouts that a host could bring together: one of them has become thin, and both fit into the other. Of all such
 * pairs the one with the fewest people; the smaller goes to the larger, so that the fewest move. One in which nobody sits is
 * left to whom it was opened for. Null where there is none.
 */
export function thinPair(breakouts: readonly Breakout[], seatsIn: SeatsIn): { from: Breakout; into: Breakout } | null {
  const size = ({ memberIds }: Breakout) => memberIds.length
  const [from, ...others] = breakouts.filter((one) => size(one) > 0).toSorted((a, b) => size(a) - size(b))
  if (!from || size(from) >= limits.breakout.min) return null
  const into = others.find((one) => size(from) + size(one) <= seatsIn(one.roomId))
  return into ? { from, into } : null
}

/** "Waiting for 4 minutes": never by the second, which would only make a host nervous. */
export function waitedText(since: number, now: number): string {
  const minutes = Math.floor((now - since) / 60_000)
  if (minutes < 1) return 'Called just now'
  return minutes === 1 ? 'Waiting for a minute' : `Waiting for ${minutes} minutes`
}

const kinds: Record<Call['kind'], string> = {
  question: 'has a question',
  stuck: 'is stuck',
  technical: 'has trouble with the technology',
  safety: 'needs you, about safety',
}

/** Who calls, from where, what for. */
export function callText({ memberId, kind, roomId }: Call, nameOf: NameOf, placeOf: NameOf): string {
  return `${nameOf(memberId)} ${kinds[kind]}, ${placeOf(roomId)}.`
}

/** Who goes there, or whose turn it is to go. */
export function takenText({ claimedBy, askedId }: Call, nameOf: NameOf, myId: string | null): string | null {
  if (claimedBy) return claimedBy === myId ? 'You are on your way.' : `${nameOf(claimedBy)} is on the way.`
  if (askedId) return askedId === myId ? 'It is your turn.' : `${nameOf(askedId)} is asked first.`
  return null
}

/** Calls that wait for this host, or for any: what the button of the desk counts. */
export const waiting = (calls: readonly Call[]) => calls.filter(({ claimedBy }) => claimedBy === null)
